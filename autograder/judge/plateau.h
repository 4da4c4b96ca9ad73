/// @file
/// When a measurement has settled, and which step its points are on.
#pragma once
#include <vector>

namespace llmsys {

/// Which ratios of times earn which part of the points. In between, steps: a noise of a few percent changes nothing.
struct TimeGoal {
  double all = 1.5;           ///< all points up to here: the student takes at most this many times the solution's time
  double none = 6;            ///< none above
  int steps = 4;              ///< parts in which points are lost on the way, at ratios that grow by a constant factor
  int calls = 1;              ///< calls in a request, each with inputs of its own: several where one is short
  double least_bytes = 0;     ///< any program must read and write at least this much for a call
  double least_flops = 0;     ///< and compute at least this much
  double budget_seconds = 3;  ///< how much processor time a measurement may take
};

/// Median and quartiles of some measurements.
struct Spread {
  double median = 0;  ///< the middle one
  double low = 0;     ///< the first quartile
  double high = 0;    ///< the third quartile
  int runs = 0;       ///< how many
  /// Half the width of a 95 % interval of the median: 1.57 (high - low) / sqrt(runs).  McGill, Tukey, Larsen 1978,
  /// "Variations of box plots", The American Statistician 32(1), sec. 7.
  [[nodiscard]] double doubt() const;
};

/// @param values  at least one
Spread spread_of(std::vector<double> values);

/// The part of the points that a ratio earns: 1 up to goal.all, then `steps` equal steps down, 0 above goal.none.
/// NaN earns 0.  @throws ValueError unless 0 < all < none and steps > 1
double step_share(double ratio, const TimeGoal& goal);

/// The share of a measurement. A ratio counts as an eleventh less than was measured: who is at the end of a step is on it each
/// time, though no two measurements say the same.
double share_of(const Spread& ratios, const TimeGoal& goal);

/// Whether more runs would hardly change the verdict: the doubt is below 1 % of the median, or below 10 % and all within it
/// has the same share.
bool has_settled(const Spread& ratios, const TimeGoal& goal);

}  // namespace llmsys
