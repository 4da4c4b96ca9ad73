/// @file
/// From addresses in a program to lines of its source.
#pragma once
#include <string>
#include <vector>

#include "framework/simt/trace/counters.h"
#include "framework/simt/trace/finding.h"

namespace llmsys::simt {

/// Asks addr2line of the compiler's binutils, all addresses at once (some 0.1 s). Of inlined calls the innermost line counts
/// that is in no header of the emulator or the system. Where addr2line cannot be run, lines stay empty.
class Symbolizer {
 public:
  /// @param program  an executable; "": this one   @param base  its program_base(), as it ran; of this one: ignored
  explicit Symbolizer(std::string program = "", uintptr_t base = 0);
  /// Lines of these addresses, which calls return to, in order; unknown ones are empty.
  [[nodiscard]] std::vector<SourceLine> lines(const std::vector<const void*>& addresses) const;
  /// Fills in source lines. A barrier_diverged whose two barriers are one line is dropped: g++ has copied it.
  void fill_in(std::vector<Finding>& findings) const;
  /// Fills in source lines, and joins instructions of one line, space and kind.
  void fill_in(KernelCounters& kernel) const;
  /// Likewise of all kernels, with one question to addr2line.
  void fill_in(std::vector<KernelCounters>& kernels) const;

 private:
  std::string program_;
  uintptr_t base_;
};

/// Where this process's program was loaded: what Symbolizer of another process needs to know. 0 if it is not movable.
uintptr_t program_base();

}  // namespace llmsys::simt
