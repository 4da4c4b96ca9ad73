// When a measurement has settled, and what it is worth.
#include "autograder/judge/plateau.h"

#include <limits>

#include "framework/base/error.h"
#include "framework/base/rng.h"
#include "framework/testing/test.h"

using namespace llmsys;

namespace {

constexpr TimeGoal kGoal{.all = 1.5, .none = 12};  // steps end at 1.5, 3, 6 and 12

Spread spread(double median, double width, int runs) {
  return {.median = median, .low = median - width / 2, .high = median + width / 2, .runs = runs};
}

}  // namespace

TEST_CASE("median and quartiles lie between neighbours where they must") {
  const Spread odd = spread_of({3, 1, 2, 5, 4});
  CHECK(odd.median == 3);
  CHECK(odd.low == 2);
  CHECK(odd.high == 4);
  CHECK(odd.runs == 5);
  const Spread even = spread_of({4, 1, 3, 2});
  CHECK(even.median == 2.5);
  CHECK(even.low == 1.75);
  CHECK(even.high == 3.25);
  CHECK(spread_of({7}).doubt() == 0);
  CHECK(spread(1, 0.2, 16).doubt() == Approx(1.57 * 0.2 / 4));
  CHECK_THROWS_AS(spread_of({}), ValueError);
}

TEST_CASE("points fall in equal steps at ratios that grow by a constant factor") {
  CHECK(step_share(0.1, kGoal) == 1);
  CHECK(step_share(1.5, kGoal) == 1);
  CHECK(step_share(1.51, kGoal) == 0.75);
  CHECK(step_share(3, kGoal) == 0.75);
  CHECK(step_share(3.1, kGoal) == 0.5);
  CHECK(step_share(6.1, kGoal) == 0.25);
  CHECK(step_share(12, kGoal) == 0.25);
  CHECK(step_share(12.1, kGoal) == 0);
  CHECK(step_share(std::numeric_limits<double>::quiet_NaN(), kGoal) == 0);
  CHECK_THROWS_AS(step_share(1, {.all = 2, .none = 2}), ValueError);
}

TEST_CASE("a tenth of a step's end is in the student's favour, however noisy the measurement") {
  CHECK(share_of(spread(1.64, 0.05, 9), kGoal) == 1);
  CHECK(share_of(spread(1.66, 0.05, 9), kGoal) == 0.75);
  CHECK(share_of(spread(1.66, 4, 9), kGoal) == 0.75);
}

TEST_CASE("a measurement settles when its median is known, sooner in the middle of a step than near its end") {
  CHECK_FALSE(has_settled(spread(1, 0.01, 6), kGoal));
  CHECK(has_settled(spread(1, 0.015, 7), kGoal));
  CHECK(has_settled(spread(1, 0.15, 9), kGoal));
  CHECK_FALSE(has_settled(spread(1, 0.3, 9), kGoal));
  CHECK_FALSE(has_settled(spread(1.6, 0.15, 9), kGoal));
  CHECK(has_settled(spread(1.6, 0.15, 100), kGoal));
  CHECK_FALSE(has_settled(spread(1.65, 0.15, 100), kGoal));
  CHECK(has_settled(spread(1.65, 0.1, 100), kGoal));
}

TEST_CASE("noise of five percent leaves a submission on its step, twenty times of twenty") {
  for (const double truth : {1.0, 2.0, 4.0, 8.0, 20.0}) {
    Rng rng(7);
    for (int grading = 0; grading < 20; ++grading) {
      std::vector<double> ratios;
      do ratios.push_back(truth * (1 + 0.05 * rng.normal()));
      while (!has_settled(spread_of(ratios), kGoal));
      CHECK(share_of(spread_of(ratios), kGoal) == step_share(truth, kGoal));
    }
  }
}
