// Lab 06, task 6.6: learning rates.
#include "labs/06_pretraining/schedules.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "framework/base/error.h"

namespace llmsys::lab06 {

double cosine_rate(const Schedule& schedule, int64_t step) {
  // About 8 lines. A helper of your own may check the schedule for both functions.
  // BEGIN SOLUTION task 6.6 cosine_rate
  const auto& [peak, lowest, warm_up, decay, steps] = schedule;
  if (step < 1 || steps < 1 || warm_up < 0 || warm_up > steps || !(0 <= lowest && lowest <= peak))
    throw ValueError(text("cosine_rate: step ", step, "/", steps, ", warm-up ", warm_up, ", ", peak, " to ", lowest));
  if (step <= warm_up) return peak * static_cast<double>(step) / static_cast<double>(warm_up);
  if (step >= steps) return lowest;
  const double u = static_cast<double>(step - warm_up) / static_cast<double>(steps - warm_up);
  return lowest + (peak - lowest) * (1 + std::cos(std::numbers::pi * u)) / 2;
  // END SOLUTION
}

double wsd_rate(const Schedule& schedule, int64_t step) {
  // About 7 lines.
  // BEGIN SOLUTION task 6.6 wsd_rate
  const auto& [peak, lowest, warm_up, decay, steps] = schedule;
  if (step < 1 || steps < 1 || warm_up < 0 || decay < 0 || warm_up + decay > steps || !(0 <= lowest && lowest <= peak))
    throw ValueError(
        text("wsd_rate: step ", step, "/", steps, ", ", warm_up, " up, ", decay, " down, ", peak, "-", lowest));
  if (step <= warm_up) return peak * static_cast<double>(step) / static_cast<double>(warm_up);
  if (std::min(step, steps) <= steps - decay) return peak;
  const double u = static_cast<double>(std::min(step, steps) - (steps - decay)) / static_cast<double>(decay);
  return peak + (lowest - peak) * u;
  // END SOLUTION
}

}  // namespace llmsys::lab06
