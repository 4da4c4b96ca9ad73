// Lab 01, task 1.2: central differences.
#include "labs/01_autodiff/gradient_check.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "framework/base/error.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab01 {

Tensor numeric_gradient(const std::function<double(const Tensor&)>& f, const Tensor& x) {
  // About 12 lines. Work on a raw::clone of x, which is contiguous: data<double>() is then an array of numel() elements.
  // BEGIN SOLUTION task 1.2 numeric_gradient
  if (x.dtype() != DType::f64) throw DTypeError("numeric_gradient needs f64: float32 has too few digits");
  Tensor moved = raw::clone(x);  // x itself must not change, not even for a moment: f may see it elsewhere
  Tensor gradient = empty(x.shape(), DType::f64);
  double* element = moved.data<double>();
  for (int64_t i = 0; i < x.numel(); ++i) {
    const double here = element[i], h = 6e-6 * std::max(1.0, std::abs(here));
    const double above = here + h, below = here - h;  // rounded: above - below is what was really stepped
    element[i] = above;
    const double f_above = f(moved);
    element[i] = below;
    const double f_below = f(moved);
    element[i] = here;
    gradient.data<double>()[i] = (f_above - f_below) / (above - below);
  }
  return gradient;
  // END SOLUTION
}

double gradient_error(const Tensor& a, const Tensor& b) {
  // About 10 lines. to_vector<double>(x) has the elements of x in row-major order; raw::to(x, DType::f64) converts.
  // BEGIN SOLUTION task 1.2 gradient_error
  if (!(a.shape() == b.shape()))
    throw ShapeError(text("gradient_error: shapes ", a.shape(), " and ", b.shape(), " differ"));
  const std::vector<double> left = to_vector<double>(raw::to(a, DType::f64));
  const std::vector<double> right = to_vector<double>(raw::to(b, DType::f64));
  double worst = 0;
  for (size_t i = 0; i < left.size(); ++i) {
    if (!std::isfinite(left[i]) || !std::isfinite(right[i])) return std::numeric_limits<double>::infinity();
    const double scale = std::max({1.0, std::abs(left[i]), std::abs(right[i])});
    worst = std::max(worst, std::abs(left[i] - right[i]) / scale);
  }
  return worst;
  // END SOLUTION
}

}  // namespace llmsys::lab01
