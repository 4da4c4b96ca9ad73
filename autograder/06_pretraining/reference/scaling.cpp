// Task 6.11, by hand: the optimum is looked for, not derived.
#include <cmath>
#include <utility>

#include "autograder/06_pretraining/data_values.h"
#include "autograder/06_pretraining/reference/parts.h"

namespace llmsys::lab06::reference {
namespace {

double loss_of(const std::vector<double>& law, double parameters, double tokens) {
  return law[0] + law[1] / std::pow(parameters, law[2]) + law[3] / std::pow(tokens, law[4]);
}

}  // namespace

Values predicted_loss(const Values& in, Mistake) {
  return {{"loss", loss_of(numbers_of(in["law"]), in["parameters"].number(), in["tokens"].number())}};
}

// Bisection on the sign of the slope along N D = budget, over the logarithm of N.
Values compute_optimal(const Values& in, Mistake mistake) {
  std::vector<double> law = numbers_of(in["law"]);
  if (mistake == Mistake::swapped) std::swap(law[2], law[4]);
  const double budget = in["flops"].number() / (mistake == Mistake::six_forgotten ? 1 : 6);
  double low = -50, high = 100;
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2, n = std::exp(middle), d = budget / n;
    const double slope = -law[2] * law[1] * std::pow(n, -law[2]) + law[4] * law[3] * std::pow(d, -law[4]);
    (slope < 0 ? low : high) = middle;
  }
  return {{"parameters", std::exp(low)}, {"tokens", budget / std::exp(low)}};
}

}  // namespace llmsys::lab06::reference
