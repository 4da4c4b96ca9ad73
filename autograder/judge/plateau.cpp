#include "autograder/judge/plateau.h"

#include <algorithm>
#include <cmath>

#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr int kFewestRuns = 7;
constexpr double kFavour = 1.1;  // measured ratios are divided by it

// Between neighbours in `sorted`, straight.
double quantile(const std::vector<double>& sorted, double part) {
  const double at = part * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<size_t>(at);
  const size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

double Spread::doubt() const { return 1.57 * (high - low) / std::sqrt(static_cast<double>(runs)); }

Spread spread_of(std::vector<double> values) {
  LLMSYS_CHECK(ValueError, !values.empty(), "[spread_of] needs a measurement");
  std::sort(values.begin(), values.end());
  return {.median = quantile(values, 0.5),
          .low = quantile(values, 0.25),
          .high = quantile(values, 0.75),
          .runs = static_cast<int>(values.size())};
}

double step_share(double ratio, const TimeGoal& goal) {
  LLMSYS_CHECK(ValueError, 0 < goal.all && goal.all < goal.none && goal.steps > 1,
               "[step_share] needs 0 < all < none and 2 steps, got ", goal.all, ", ", goal.none, " and ", goal.steps);
  const double factor = std::pow(goal.none / goal.all, 1.0 / (goal.steps - 1));
  double end = goal.all;
  for (int step = 0; step < goal.steps; ++step, end *= factor)
    if (ratio <= end * (1 + 1e-12)) return 1 - static_cast<double>(step) / goal.steps;
  return 0;
}

double share_of(const Spread& ratios, const TimeGoal& goal) { return step_share(ratios.median / kFavour, goal); }

bool has_settled(const Spread& ratios, const TimeGoal& goal) {
  const double doubt = ratios.doubt();
  if (ratios.runs < kFewestRuns) return false;
  if (doubt <= 0.01 * ratios.median) return true;
  return doubt <= 0.1 * ratios.median &&
         step_share((ratios.median - doubt) / kFavour, goal) == step_share((ratios.median + doubt) / kFavour, goal);
}

}  // namespace llmsys
