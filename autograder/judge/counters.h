/// @file
/// Tests of what kernels did, as the emulator counted it: what a scenario returns as Traced::values().
///
/// @code
/// LAB_TEST("2.2", "conflicts", "each load from shared memory is one wavefront") {
///   const Values got = student("transpose_counted", {{"x", randn({96, 64}, rng())}});
///   const simt::KernelCounters all = counters(got["counters"]);
///   score_counter("wavefronts per shared load", all.shared_load.wavefronts_per_request(), {.best = 1, .worst = 32});
/// }
/// @endcode
#pragma once
#include <string>
#include <string_view>

#include "autograder/judge/lab_test.h"
#include "autograder/protocol/counters.h"

namespace llmsys {

/// The sum over all kernels; its name and launch are those of the first.
/// @throws GradeFailure (fail) if no kernel ran; (not_graded) if they ran on a GPU
simt::KernelCounters counters(const Value& traced);

/// The sum over the kernels whose name begins so: all instances of a template.
/// @throws GradeFailure (fail) naming those that ran, if none has that name
simt::KernelCounters counters(const Value& traced, std::string_view kernel);

/// What the emulator says of the kernels' traffic, dearest first within each: "copy_kernel: every load touches 32 sectors where
/// 4 would do at labs/02_gpu_kernels/copy.cu:21: ...". Empty where all is fine.
std::vector<std::string> verdicts_on(const Value& traced);

/// Where a counter's points begin and end; the lower the counter, the better.
struct CounterGoal {
  double best = 1;       ///< all points at this and below
  double worst = 2;      ///< none at this and above
  double possible = 0;   ///< no program can have less: whoever reports less does not count what it does
  bool emulated = true;  ///< whether the emulator counted it, which the report then says
};

/// The part of the points for a counter: 1 at `best`, 0 at `worst`, and between them straight over the counter's logarithm: to
/// halve a counter earns the same anywhere. NaN earns 0.
double share_of_points(double got, const CounterGoal& goal);

/// score() of that part.  @param what  "wavefronts per shared load"
/// @throws GradeFailure (protocol) for less than is possible
void score_counter(const std::string& what, double got, const CounterGoal& goal);

}  // namespace llmsys
