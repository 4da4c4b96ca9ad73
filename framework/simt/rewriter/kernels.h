/// @file
/// The kernels that a program defines.
#pragma once
#include <map>
#include <string>

#include "framework/simt/rewriter/source.h"

namespace llmsys::simt {

/// Kernels by name.
class Kernels {
 public:
  /// Those that are defined, or at least declared, in `source`.
  explicit Kernels(const Source& source);

  /// Whether the expression from `begin` to `end` names one function, whatever its arguments: k, n::k or k<float, 4>, if k is
  /// neither overloaded nor has template parameters that are left out.
  [[nodiscard]] bool name_one(const Source& source, size_t begin, size_t end) const;

 private:
  struct Kernel {
    int definitions = 0, declarations = 0;
    size_t parameters = 0;  // of the template
  };
  void add(const Source& source, size_t global);

  std::map<std::string, Kernel, std::less<>> kernels_;
};

}  // namespace llmsys::simt
