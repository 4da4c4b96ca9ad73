/// @file
/// Random inputs for the rules of task 1.1, and their check, which public and hidden tests share.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "autograder/01_autodiff/reference/engine.h"
#include "autograder/judge/lab_test.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab01 {

/// All rules, as scenarios.
inline const std::array<std::string, 8> kRules = {"mul_vjp", "div_vjp_a", "div_vjp_b", "exp_vjp",
                                                  "log_vjp", "sqrt_vjp",  "tanh_vjp",  "relu_vjp"};

/// What the header calls the tensor that a rule gets besides dy (the first one).
inline std::string operand_of(const std::string& rule) {
  if (rule == "mul_vjp") return "other";
  if (rule == "div_vjp_a") return "b";
  return rule == "log_vjp" ? "x" : "y";
}

/// Numbers between 0.5 and 1.5, some of them negative, so that nothing divides by 0; for relu_vjp, results of relu.
inline Tensor random_operand(const std::string& rule, const std::vector<int64_t>& shape, DType dtype) {
  const Tensor size = raw::add(rand(shape, rng(), dtype), 0.5), sign = randn(shape, rng(), dtype);
  if (rule == "relu_vjp") return raw::maximum(sign, 0.0);
  return raw::where(raw::greater(sign, 0.0), size, raw::neg(size));
}

/// Inputs of a rule: dy of that shape, and operands of `operand_shape`, which broadcasts to it.
inline Values rule_inputs(const std::string& rule, const std::vector<int64_t>& shape,
                          const std::vector<int64_t>& operand_shape, DType dtype) {
  Values in = {{"dy", randn(shape, rng(), dtype)}, {operand_of(rule), random_operand(rule, operand_shape, dtype)}};
  if (rule == "div_vjp_b") in.set("b", random_operand(rule, operand_shape, dtype));
  return in;
}

/// The rule's answer must be the reference's, and nothing that it got may have changed.
inline void expect_rule_on(const std::string& rule, const Values& in) {
  const Values got = student(rule, in);
  const bool strided = in.find("strided") != nullptr;
  const auto seen = [&](const std::string& name) {
    const Tensor& x = in[name].tensor();
    return strided ? raw::contiguous(raw::slice(x, -1, 0, kEnd, 2)) : x;
  };
  const Tensor dy = seen("dy"), operand = seen(operand_of(rule)), b = rule == "div_vjp_b" ? seen("b") : Tensor();
  const double digits = dy.dtype() == DType::f64 ? 1e-12 : 1e-5;
  expect_close(got["dx"], reference::apply_rule(reference::element_rule(rule), dy, operand, b),
               {.atol = digits, .rtol = digits}, rule);
  for (const auto& [name, value] : got)
    if (name != "dx") expect_equal(value, in[name], text(rule, " must not change ", name));
}

/// A rule on random numbers of one shape.
inline void expect_rule(const std::string& rule, const std::vector<int64_t>& shape, DType dtype) {
  expect_rule_on(rule, rule_inputs(rule, shape, shape, dtype));
}

}  // namespace llmsys::lab01
