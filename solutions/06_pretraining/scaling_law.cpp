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
  // BEGIN SOLUTION task 6.11 predicted_loss
  return law.irreducible + law.a * std::pow(parameters, -law.alpha) + law.b * std::pow(tokens, -law.beta);
  // END SOLUTION
}

ScalingLaw fit_scaling_law(std::span<const TrainedModel> runs) {
  // About 30 lines. Given above: terms.of(run, alpha, beta), what E, A and B are multiplied by when N and D are measured in their
  // means; solved() for the three normal equations; minimum_of(), which inside minimum_of() finds both exponents.
  const Terms terms(runs);
  // BEGIN SOLUTION task 6.11 fit_scaling_law
  const auto linear_part = [&](double alpha, double beta) {
    std::array<std::array<double, 3>, 3> m{};
    std::array<double, 3> y{};
    for (const TrainedModel& run : runs) {
      const auto x = terms.of(run, alpha, beta);
      for (size_t i = 0; i < 3; ++i) {
        y[i] += x[i] * run.loss;
        for (size_t j = 0; j < 3; ++j) m[i][j] += x[i] * x[j];
      }
    }
    return solved(m, y);
  };
  const auto squares = [&](double alpha, double beta) {
    const auto [e, a, b] = linear_part(alpha, beta);
    double sum = 0;
    for (const TrainedModel& run : runs) {
      const auto x = terms.of(run, alpha, beta);
      const double off = e + a * x[1] + b * x[2] - run.loss;
      sum += off * off;
    }
    return sum;
  };
  const auto best_beta = [&](double alpha) {
    return minimum_of([&](double beta) { return squares(alpha, beta); }, 0.05, 1.5);
  };
  const double alpha = minimum_of([&](double x) { return squares(x, best_beta(x)); }, 0.05, 1.5);
  const double beta = best_beta(alpha);
  const auto [e, a, b] = linear_part(alpha, beta);
  return {e, a * std::exp(alpha * terms.n_mean), alpha, b * std::exp(beta * terms.d_mean), beta};
  // END SOLUTION
}

Allocation compute_optimal(const ScalingLaw& law, double flops) {
  // About 5 lines.
  // BEGIN SOLUTION task 6.11 compute_optimal
  if (!(flops > 0)) throw ValueError(text("compute_optimal: flops must be above 0, got ", flops));
  const double both = law.alpha + law.beta;
  const double ratio = std::pow(law.alpha * law.a / (law.beta * law.b), 1 / both);
  const double parameters = ratio * std::pow(flops / 6, law.beta / both);
  return {parameters, flops / 6 / parameters};
  // END SOLUTION
}

}  // namespace llmsys::lab06
