/// @file
/// Right answers to lab 01's tasks 1.1 to 1.3, written apart from the solution: plain loops in float64.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys::lab01::reference {

/// A rule for one element: of dy and of what the rule needs besides (the second number only in div_vjp_b).
using ElementRule = std::function<double(double dy, double operand, double second)>;

/// The rule of that name as in elementwise_rules.h.
ElementRule element_rule(const std::string& name);

/// Applies a rule to all elements; operands broadcast to dy's shape. `second` may be undefined.
Tensor apply_rule(const ElementRule& rule, const Tensor& dy, const Tensor& operand, const Tensor& second);

/// The elements of x broadcast to `shape`, in row-major order, in float64.
std::vector<double> broadcast_elements(const Tensor& x, const Shape& shape);

/// The sum of dy over what broadcasting repeated: each element of dy is added where it came from.
Tensor unbroadcast(const Tensor& dy, const std::vector<int64_t>& shape);

/// The derivative of scenario numeric_gradient's function, as one works it out by hand.
Tensor gradient_of(const std::string& function, const Tensor& x);

/// Max over i of |a_i - b_i| / max(1, |a_i|, |b_i|); infinity if anything is not finite.
double gradient_error(const Tensor& a, const Tensor& b);

}  // namespace llmsys::lab01::reference
