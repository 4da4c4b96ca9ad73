/// @file
/// The functions that task 1.2 differentiates, for both sides: the worker hands them to the student's checker, the judge
/// to wrong variants of it.
#pragma once
#include <cmath>
#include <string>
#include <vector>

namespace llmsys::lab01 {

/// How fast the sine of element i of "waves" goes.
inline double wave_number(size_t i) { return 1 + static_cast<double>(i % 3); }

/// A function of all elements in row-major order.
inline double value_of(const std::string& function, const std::vector<double>& x) {
  double sum = 0, product = 1;
  for (size_t i = 0; i < x.size(); ++i) {
    const double weight = static_cast<double>(i) + 1;
    product *= x[i];
    if (function == "weighted_sum") sum += weight * x[i];
    if (function == "squares") sum += x[i] * x[i];
    if (function == "steep") sum += 100 * x[i] * x[i];
    if (function == "waves") sum += std::sin(wave_number(i) * x[i]) * x[(i + 1) % x.size()];
    if (function == "growth") sum += std::exp(x[i]) / weight;
  }
  return function == "product" ? product : sum;
}

}  // namespace llmsys::lab01
