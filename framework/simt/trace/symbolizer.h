/// @file
/// From addresses in a program to lines of its source.
#pragma once
#include <string>
#include <vector>

#include "framework/simt/trace/counters.h"
#include "framework/simt/trace/finding.h"

namespace llmsys::simt {

/// Asks addr2line of the compiler's binutils, all addresses at once. Of inlined calls the innermost line counts that is not
/// in framework/simt or framework/device.
class Symbolizer {
 public:
  /// @param program  an executable; "": this one   @param base  where it was loaded; 0: as this one is
  explicit Symbolizer(std::string program = "", uintptr_t base = 0);
  /// Lines of these addresses, in order; unknown ones are empty.
  [[nodiscard]] std::vector<SourceLine> lines(const std::vector<const void*>& addresses) const;
  /// Fills in source lines.
  void fill_in(std::vector<Finding>& findings) const;
  /// Fills in source lines, and joins instructions of one line, space and kind.
  void fill_in(KernelCounters& kernel) const;

 private:
  std::string program_;
  uintptr_t base_;
};

}  // namespace llmsys::simt
