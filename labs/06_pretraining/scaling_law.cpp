// Lab 06, challenge 6.11: scaling laws.
#include "labs/06_pretraining/scaling_law.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "framework/base/error.h"

namespace llmsys::lab06 {
namespace {

// Where f is smallest between two numbers, if it falls and then rises: golden section.
double minimum_of(const std::function<double(double)>& f, double low, double high) {
  constexpr double kGolden = 0.6180339887498949;
  double left = high - kGolden * (high - low), right = low + kGolden * (high - low);
  double at_left = f(left), at_right = f(right);
  while (high - low > 1e-10) {
    if (at_left < at_right) {
      high = right, right = left, at_right = at_left;
      left = high - kGolden * (high - low), at_left = f(left);
    } else {
      low = left, left = right, at_left = at_right;
      right = low + kGolden * (high - low), at_right = f(right);
    }
  }
  return (low + high) / 2;
}

// Solves m x = y, three equations; m is symmetric and positive. Cramer's rule.
std::array<double, 3> solved(const std::array<std::array<double, 3>, 3>& m, const std::array<double, 3>& y) {
  const auto determinant = [](const std::array<std::array<double, 3>, 3>& a) {
    return a[0][0] * (a[1][1] * a[2][2] - a[1][2] * a[2][1]) - a[0][1] * (a[1][0] * a[2][2] - a[1][2] * a[2][0]) +
           a[0][2] * (a[1][0] * a[2][1] - a[1][1] * a[2][0]);
  };
  std::array<double, 3> x{};
  for (size_t column = 0; column < 3; ++column) {
    auto replaced = m;
    for (size_t row = 0; row < 3; ++row) replaced[row][column] = y[row];
    x[column] = determinant(replaced) / determinant(m);
  }
  return x;
}

// What E, A and B are multiplied by, for given exponents. N and D are measured in their geometric means, so that the three
// unknowns are of one magnitude.
struct Terms {
  double n_mean = 0, d_mean = 0;  // logarithms

  // Checks the runs.
  explicit Terms(std::span<const TrainedModel> runs) {
    double sizes = 0, lengths = 0;
    for (const auto& [n, d, loss] : runs) {
      LLMSYS_CHECK(ValueError, n > 0 && d > 0 && loss > 0, "fit_scaling_law: a run's numbers must be above 0, got N ",
                   n, ", D ", d, ", loss ", loss);
      n_mean += std::log(n) / static_cast<double>(runs.size());
      d_mean += std::log(d) / static_cast<double>(runs.size());
      sizes = std::max(sizes, std::abs(std::log(n / runs[0].parameters)));
      lengths = std::max(lengths, std::abs(std::log(d / runs[0].tokens)));
    }
    LLMSYS_CHECK(ValueError, runs.size() >= 5 && sizes > 0 && lengths > 0,
                 "fit_scaling_law: needs at least 5 runs, of different sizes and different lengths, got ", runs.size());
  }

  [[nodiscard]] std::array<double, 3> of(const TrainedModel& run, double alpha, double beta) const {
    return {1, std::exp(-alpha * (std::log(run.parameters) - n_mean)),
            std::exp(-beta * (std::log(run.tokens) - d_mean))};
  }
};

}  // namespace

double predicted_loss(const ScalingLaw& law, double parameters, double tokens) {
  // One line.
  // TODO(lab06 task 6.11): your code here.
  throw NotImplemented("lab06 task 6.11: predicted_loss is not written yet");
}

ScalingLaw fit_scaling_law(std::span<const TrainedModel> runs) {
  // About 30 lines. Given above: terms.of(run, alpha, beta), what E, A and B are multiplied by when N and D are measured in their
  // means; solved() for the three normal equations; minimum_of(), which inside minimum_of() finds both exponents.
  const Terms terms(runs);
  // TODO(lab06 task 6.11): your code here.
  throw NotImplemented("lab06 task 6.11: fit_scaling_law is not written yet");
}

Allocation compute_optimal(const ScalingLaw& law, double flops) {
  // About 5 lines.
  // TODO(lab06 task 6.11): your code here.
  throw NotImplemented("lab06 task 6.11: compute_optimal is not written yet");
}

}  // namespace llmsys::lab06
