// Lab 06's challenge 6.11: a law that made the losses is found again.
#include "labs/06_pretraining/scaling_law.h"

#include <cmath>
#include <vector>

#include "framework/base/error.h"
#include "framework/base/rng.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::lab06;

namespace {

// Hoffmann et al. 2022, eq. 10.
constexpr ScalingLaw kChinchilla{.irreducible = 1.69, .a = 406.4, .alpha = 0.34, .b = 410.7, .beta = 0.28};

std::vector<TrainedModel> runs_of(const ScalingLaw& law, double noise) {
  Rng rng(5);
  std::vector<TrainedModel> runs;
  for (const double n : {1e5, 4e5, 2e6, 1e7, 1e8})
    for (const double d : {1e6, 1e7, 2e8, 1e9})
      runs.push_back({n, d, predicted_loss(law, n, d) * (1 + noise * rng.normal())});
  return runs;
}

}  // namespace

TEST_CASE("exact losses give the law that made them back") {
  for (const ScalingLaw& law : {kChinchilla, ScalingLaw{0.5, 30, 0.5, 2000, 0.7}, ScalingLaw{0, 8, 0.1, 9, 0.2}}) {
    const ScalingLaw got = fit_scaling_law(runs_of(law, 0));
    CHECK(got.alpha == Approx(law.alpha).epsilon(1e-4));
    CHECK(got.beta == Approx(law.beta).epsilon(1e-4));
    CHECK(got.irreducible == Approx(law.irreducible).margin(1e-3));
    CHECK(got.a == Approx(law.a).epsilon(1e-2));
    CHECK(got.b == Approx(law.b).epsilon(1e-2));
  }
}

TEST_CASE("a little noise moves exponents a little, and predictions less") {
  const ScalingLaw got = fit_scaling_law(runs_of(kChinchilla, 0.003));
  CHECK(got.alpha == Approx(0.34).margin(0.03));
  CHECK(got.beta == Approx(0.28).margin(0.03));
  CHECK(predicted_loss(got, 1e9, 2e10) == Approx(predicted_loss(kChinchilla, 1e9, 2e10)).epsilon(0.1));
}

TEST_CASE("no other split of a budget has a lower loss") {
  const double flops = 1e21;
  const auto [n, d] = compute_optimal(kChinchilla, flops);
  CHECK(6 * n * d == Approx(flops));
  const double best = predicted_loss(kChinchilla, n, d);
  for (const double factor : {0.1, 0.5, 0.9, 0.999, 1.001, 1.1, 2.0, 10.0})
    CHECK(predicted_loss(kChinchilla, n * factor, d / factor) > best);
}

TEST_CASE("too few runs, or runs that differ in one thing only, are refused") {
  std::vector<TrainedModel> runs = runs_of(kChinchilla, 0);
  CHECK_THROWS_AS(fit_scaling_law(std::span(runs).first(4)), ValueError);
  CHECK_THROWS_AS(compute_optimal(kChinchilla, 0), ValueError);
  std::vector<TrainedModel> one_size = runs, one_length = runs;
  for (TrainedModel& run : one_size) run.parameters = 1e6;
  for (TrainedModel& run : one_length) run.tokens = 1e6;
  CHECK_THROWS_AS(fit_scaling_law(one_size), ValueError);
  CHECK_THROWS_AS(fit_scaling_law(one_length), ValueError);
  runs[3].loss = std::nan("");
  CHECK_THROWS_AS(fit_scaling_law(runs), ValueError);
}
