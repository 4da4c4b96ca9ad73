#include "autograder/judge/gpu_time.h"

#include <cstdio>

#include "autograder/judge/counters.h"

namespace llmsys {

void score_time(double milliseconds, double yardstick, const SpeedGoal& goal) {
  if (!(milliseconds > 0 && yardstick > 0))
    throw GradeFailure(Status::protocol,
                       text("times must be above 0, got ", milliseconds, " ms beside ", yardstick, " ms"));
  char shown[128];
  std::snprintf(shown, sizeof shown, "%.3g ms, %.0f %% of %s speed; all points at %.0f %%, none at %.0f %%",
                milliseconds, 100 * yardstick / milliseconds, goal.yardstick, 100 * goal.all, 100 * goal.none);
  score(share_of_points(milliseconds / yardstick, {.best = 1 / goal.all, .worst = 1 / goal.none}), shown);
}

bool graded_by_time(const std::string& scenario, const SpeedGoal& goal) {
  if (!kernels_run_on_gpu()) return false;
  const Values times = student(scenario, {});
  score_time(times["milliseconds"].number(), times["yardstick"].number(), goal);
  return true;
}

}  // namespace llmsys
