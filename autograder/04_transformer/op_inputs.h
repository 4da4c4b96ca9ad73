/// @file
/// Random inputs for lab 04's operations, and right or wrong answers to them.
#pragma once
#include <string>
#include <vector>

#include "autograder/04_transformer/reference/attention.h"
#include "autograder/04_transformer/reference/gates.h"
#include "autograder/04_transformer/reference/loss.h"
#include "autograder/04_transformer/reference/norms.h"
#include "autograder/04_transformer/reference/rope.h"
#include "autograder/judge/lab_test.h"
#include "autograder/judge/random_inputs.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab04 {

/// For one dtype's rounding.
inline Tolerance rounding(DType dtype) {
  return dtype == DType::f64 ? Tolerance{.atol = 1e-10, .rtol = 1e-10} : Tolerance{.atol = 2e-5, .rtol = 2e-5};
}

/// Numbers that are not tame: a normal distribution of deviation `size` around `centre`.
Tensor some(const Shape& shape, DType dtype = DType::f64, double size = 1.5, double centre = 0.3);

/// The student's answer must hold `want`, and what went in must have stayed as it was.
Values expect_answer(const std::string& scenario, const Values& in, const Values& want);
/// The same with a tolerance of its own.
Values expect_answer(const std::string& scenario, const Values& in, const Values& want, const Tolerance& tolerance);

/// @name Inputs
/// @{
/// x, w, b, eps.
Values norm_inputs(const std::vector<int64_t>& shape, DType dtype = DType::f64);
/// The same, and dy, rrms, mean, rstd.
Values norm_vjp_inputs(const std::vector<int64_t>& shape, DType dtype = DType::f64);
/// x, dy, and the cos and sin of positions from `start` on.
Values turn_inputs(const std::vector<int64_t>& shape, int64_t start = 3, DType dtype = DType::f64);
/// dy, gate, up.
Values gate_inputs(const std::vector<int64_t>& shape, DType dtype = DType::f64);
/// Which attention.
struct AttentionSizes {
  int64_t B = 2;  ///< batch
  int64_t H = 4;  ///< heads of queries
  int64_t G = 2;  ///< of keys and values
  int64_t T = 5;  ///< queries
  int64_t S = 5;  ///< keys
  int64_t D = 6;  ///< head size
};
/// q, k, v, and dy for the gradient.
Values attention_inputs(const AttentionSizes& sizes, DType dtype = DType::f64);
/// logits, targets, of which every `every`-th does not count (0: all count).
Values loss_inputs(int64_t N, int64_t V, int64_t every = 0, DType dtype = DType::f64);
/// What the backward pass gets: also dloss and lse.
Values loss_vjp_inputs(int64_t N, int64_t V, int64_t every = 0, DType dtype = DType::f64);
/// @}

/// @name Answers, right ones by default
/// @{
/// y, rrms.
Values rms_norm_answer(const Values& in, reference::NormMistake mistake = {});
/// dx, dw.
Values rms_norm_vjp_answer(const Values& in, reference::NormVjpMistake mistake = {});
/// y, mean, rstd.
Values layer_norm_answer(const Values& in, reference::NormMistake mistake = {});
/// dx, dw, db.
Values layer_norm_vjp_answer(const Values& in, reference::NormVjpMistake mistake = {});
/// cos, sin.
Values table_answer(const Values& in, reference::TableMistake mistake = {});
/// y, or dx where sign is -1.
Values turn_answer(const Values& in, double sign, reference::Layout layout, reference::TurnMistake mistake = {});
/// y.
Values attention_answer(const Values& in, reference::AttentionMistake mistake = {});
/// mask.
Values mask_answer(const Values& in, reference::AttentionMistake mistake = {});
/// y.
Values gate_answer(const Values& in, reference::GateMistake mistake = {});
/// dgate, dup.
Values gate_vjp_answer(const Values& in, reference::GateVjpMistake mistake = {});
/// y.
Values gelu_answer(const Values& in, reference::GeluMistake mistake = {});
/// dx.
Values gelu_vjp_answer(const Values& in, reference::GeluVjpMistake mistake = {});
/// loss, lse.
Values loss_answer(const Values& in, reference::LossMistake mistake = {});
/// dlogits.
Values loss_vjp_answer(const Values& in, reference::LossVjpMistake mistake = {});
/// @}

}  // namespace llmsys::lab04
