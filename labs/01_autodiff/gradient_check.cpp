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
  // TODO(lab01 task 1.2): your code here.
  throw NotImplemented("lab01 task 1.2: numeric_gradient is not written yet");
}

double gradient_error(const Tensor& a, const Tensor& b) {
  // About 10 lines. to_vector<double>(x) has the elements of x in row-major order; raw::to(x, DType::f64) converts.
  // TODO(lab01 task 1.2): your code here.
  throw NotImplemented("lab01 task 1.2: gradient_error is not written yet");
}

}  // namespace llmsys::lab01
