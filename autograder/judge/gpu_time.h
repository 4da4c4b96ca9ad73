/// @file
/// Points by time, on a GPU. Tests of counters begin with graded_by_time(): in the emulator, which counts, it does nothing.
/// No GPU was at hand: untested, and the goals are estimates.
#pragma once
#include <string>

namespace llmsys {

/// Whether kernels of this judge's workers run on a GPU: preset cuda. Chosen when the judge is linked.
bool kernels_run_on_gpu();

/// Which shares of a yardstick's speed earn all points, and which none. In between as share_of_points() has it.
struct SpeedGoal {
  const char* yardstick;  ///< "a copy's", "cuBLAS's"
  double all;             ///< all points from here on
  double none;            ///< none down from here
};

/// A copy on the device moves as much in the same time.
inline constexpr SpeedGoal kCopySpeed{.yardstick = "a copy's", .all = 0.8, .none = 0.1};

/// On a GPU: asks the student's worker for {"milliseconds", "yardstick"}, scores their ratio, and returns true: what follows in
/// the test is for the emulator.
/// @param scenario  one that returns gpu_times()
bool graded_by_time(const std::string& scenario, const SpeedGoal& goal);

/// score() of the share `yardstick` / `milliseconds`. @throws GradeFailure (protocol) unless both are above 0
void score_time(double milliseconds, double yardstick, const SpeedGoal& goal);

}  // namespace llmsys
