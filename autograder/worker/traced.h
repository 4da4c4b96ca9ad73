/// @file
/// Runs a lab's kernels under the emulator's tracer, for scenarios of labs with kernel files.
///
/// @code
/// table.add("transpose", [](const Values& in) -> Values {
///   Traced traced;
///   const Tensor y = lab02::transpose(in["x"].tensor());
///   return {{"y", y}, {"counters", traced.values()}};
/// });
/// @endcode
#pragma once
#include <memory>

#include "autograder/protocol/counters.h"
#include "autograder/worker/findings.h"
#include "framework/simt/trace/trace.h"

namespace llmsys {

/// Counts and checks from construction to destruction; one at a time. What the checkers find by then is the error of the
/// scenario's call, a SanitizerError, whether the scenario returns or throws. Its lines are looked up here, in the worker.
/// On a GPU, in preset cuda, it does nothing: values() is empty, and what the judge wants to know of it is not graded.
class Traced {
 public:
  /// The device begins anew, whatever an earlier kernel did to it.
  /// @param options  what to look for; by default everything
  explicit Traced(const simt::TraceOptions& options = {});
  ~Traced();
  Traced(const Traced&) = delete;
  Traced& operator=(const Traced&) = delete;

  /// What was counted so far: a map from kernel to its counters, in the order of first launch, each with "verdicts" in words.
  /// See judge/counters.h.
  [[nodiscard]] Values values() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Findings for people, the first in full; lines must be filled in.  @param findings  at least one
CheckerReport report_of(const std::vector<simt::Finding>& findings);

}  // namespace llmsys
