/// @file
/// How a test can end.
#pragma once
#include <string_view>

namespace llmsys {

/// How a test ended. Only `pass` and `partial` earn points; `internal` is the grader's own fault and asks for a regrade.
enum class Status {
  pass,        ///< the answer was right
  partial,     ///< the answer was right, a counter is not as low as it can be: a part of the points
  fail,        ///< the answer was wrong, or the code threw
  crash,       ///< the worker died
  timeout,     ///< the wall-clock or processor-time limit was reached
  memory,      ///< the memory limit was reached
  protocol,    ///< the worker answered with something that is not an answer
  build,       ///< the file does not compile, or is missing
  not_graded,  ///< not run here: a hidden test, or hardware that is not there
  internal     ///< the grader failed
};

/// "PASS", "PARTIAL", "FAIL", ..., "NOT-GRADED", "INTERNAL".
std::string_view to_text(Status status);
/// The inverse; Status::internal for any other text.
Status status_from(std::string_view text);

}  // namespace llmsys
