/// @file
/// Task 6.6: the learning rate of each step.
#pragma once
#include <cstdint>

namespace llmsys::lab06 {

/// A whole run, as a schedule sees it.
struct Schedule {
  double peak = 1e-3;   ///< the highest learning rate
  double lowest = 0;    ///< the rate of the last step, at most `peak`
  int64_t warm_up = 0;  ///< steps in which the rate rises to its peak, at most `steps`
  int64_t decay = 0;    ///< WSD only: steps in which it falls again; with the warm-up at most `steps`
  int64_t steps = 1;    ///< of the run, at least 1
};

/// Warm-up, then half a cosine. Loshchilov & Hutter 2017, "SGDR", arXiv:1608.03983, eq. 5, without restarts.
///
///     step <= warm_up:   peak step / warm_up
///     else               lowest + (peak - lowest) (1 + cos(pi u)) / 2,   u = (step - warm_up) / (steps - warm_up)
///
/// @param step  counted from 1; a step beyond the last has the last one's rate
/// @throws ValueError if step < 1, or the schedule's numbers break what is said beside them
double cosine_rate(const Schedule& schedule, int64_t step);

/// Warm-up, stable, decay. Hu et al. 2024, "MiniCPM", arXiv:2404.06395, section 4; falling along a line as in Hägele et al.
/// 2024, arXiv:2405.18392, section 3. A run of another length differs in its last part only, so one long run gives many.
///
///     step <= warm_up:           peak step / warm_up
///     step <= steps - decay:     peak
///     else                       peak + (lowest - peak) (step - (steps - decay)) / decay
///
/// @param step  as above
/// @throws ValueError as above
double wsd_rate(const Schedule& schedule, int64_t step);

}  // namespace llmsys::lab06
