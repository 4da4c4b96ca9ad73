/// @file
/// What checkers found while a scenario ran. The server makes it the error of the call, unless the code ended at a stub.
#pragma once
#include <optional>
#include <string>

#include "framework/base/error.h"

namespace llmsys {

/// Mistakes that a program may make and still answer: races, reads of uninitialised memory, ...
struct CheckerReport {
  ErrorKind kind = ErrorKind::sanitizer;  ///< not_implemented: a kernel ended at a stub
  std::string message;                    ///< all of them, for people
  std::string where;  ///< file and line of the first, "labs/02_gpu_kernels/transpose.cu:41"; empty if unknown
};

/// Keeps a report for the server. Of several in one call the first counts.
void keep_report(CheckerReport report);

/// What was kept since the last call of this; nothing if no checker found anything.
std::optional<CheckerReport> take_report();

}  // namespace llmsys
