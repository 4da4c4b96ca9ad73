/// @file
/// Task 1.2: is a gradient right? Compare it with central differences.
#pragma once
#include <functional>

#include "framework/tensor/tensor.h"

namespace llmsys::lab01 {

/// The gradient of f at x by central differences: element i is (f(x + h e_i) - f(x - h e_i)) / (2h).
///
/// The truncation error falls as h^2 and the rounding error grows as eps/h, so the best step is about eps^(1/3): use
/// h = 6e-6 max(1, |x_i|). (Nocedal & Wright 2006, "Numerical Optimization", 2nd ed., sec. 8.1.) Two traps: divide by the
/// step really taken, (x+h) - (x-h) as computed; and do not leave a changed x behind.
/// @param f  from a tensor like x to a number; called twice for each element
/// @param x  f64, any shape, any strides; unchanged afterwards, and so is what shares its memory
/// @return f64, shape of x
/// @throws DTypeError unless x is f64: in float32 the difference of two losses has no digits left
Tensor numeric_gradient(const std::function<double(const Tensor&)>& f, const Tensor& x);

/// The largest relative difference of two gradients: max over i of |a_i - b_i| / max(1, |a_i|, |b_i|).
/// @return 0 for no elements; infinity if an element of either is NaN or infinite: a broken gradient never passes
/// @throws ShapeError if the shapes differ
double gradient_error(const Tensor& a, const Tensor& b);

}  // namespace llmsys::lab01
