// Lab 04, challenge 4.9: LayerNorm and GELU.
#include "labs/04_transformer/gpt2_ops.h"

#include <cmath>
#include <numbers>

#include "framework/tensor/raw.h"

namespace llmsys::lab04 {
namespace {

const double kRootOfTwoOverPi = std::sqrt(2 / std::numbers::pi);
constexpr double kCubic = 0.044715;

}  // namespace

LayerNormResult layer_norm_forward(const Tensor& x, const Tensor& w, const Tensor& b, double eps) {
  // About 6 lines.
  // BEGIN SOLUTION task 4.9 layer_norm_forward
  const Tensor mean = raw::mean(x, -1, true), centred = raw::sub(x, mean);  // (..,1), (..,C)
  const Tensor variance = raw::mean(raw::mul(centred, centred), -1, true);  // (..,1)
  const Tensor rstd = raw::rsqrt(raw::add(variance, eps));                  // (..,1)
  return {.y = raw::add(raw::mul(raw::mul(centred, rstd), w), b), .mean = mean, .rstd = rstd};
  // END SOLUTION
}

LayerNormGradients layer_norm_vjp(const Tensor& dy, const Tensor& x, const Tensor& w, const Tensor& mean,
                                  const Tensor& rstd) {
  // About 8 lines.
  // BEGIN SOLUTION task 4.9 layer_norm_vjp
  const Tensor g = raw::mul(dy, w), xhat = raw::mul(raw::sub(x, mean), rstd);  // (..,C)
  const Tensor along = raw::mean(raw::mul(g, xhat), -1, true);                 // (..,1)
  const Tensor rest = raw::sub(raw::sub(g, raw::mean(g, -1, true)), raw::mul(xhat, along));
  const Tensor rows = raw::flatten(raw::mul(dy, xhat), 0, -2);  // (N,C)
  return {.dx = raw::mul(rstd, rest), .dw = raw::sum(rows, 0), .db = raw::sum(raw::flatten(dy, 0, -2), 0)};
  // END SOLUTION
}

Tensor gelu_forward(const Tensor& x) {
  // About 3 lines.
  // BEGIN SOLUTION task 4.9 gelu_forward
  const Tensor inner = raw::mul(x, raw::add(raw::mul(raw::mul(x, x), kCubic), 1));  // x + kCubic x^3
  const Tensor t = raw::tanh(raw::mul(inner, kRootOfTwoOverPi));
  return raw::mul(raw::mul(x, 0.5), raw::add(t, 1));
  // END SOLUTION
}

Tensor gelu_vjp(const Tensor& dy, const Tensor& x) {
  // About 7 lines.
  // BEGIN SOLUTION task 4.9 gelu_vjp
  const Tensor square = raw::mul(x, x), inner = raw::mul(x, raw::add(raw::mul(square, kCubic), 1));
  const Tensor t = raw::tanh(raw::mul(inner, kRootOfTwoOverPi));
  const Tensor du = raw::mul(raw::add(raw::mul(square, 3 * kCubic), 1), kRootOfTwoOverPi);
  const Tensor slope = raw::mul(raw::sub(1, raw::mul(t, t)), raw::mul(du, x));  // of tanh, times x
  return raw::mul(raw::mul(dy, 0.5), raw::add(raw::add(t, 1), slope));
  // END SOLUTION
}

}  // namespace llmsys::lab04
