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
  // TODO(lab04 task 4.9): your code here.
  throw NotImplemented("lab04 task 4.9: layer_norm_forward is not written yet");
}

LayerNormGradients layer_norm_vjp(const Tensor& dy, const Tensor& x, const Tensor& w, const Tensor& mean,
                                  const Tensor& rstd) {
  // About 8 lines.
  // TODO(lab04 task 4.9): your code here.
  throw NotImplemented("lab04 task 4.9: layer_norm_vjp is not written yet");
}

Tensor gelu_forward(const Tensor& x) {
  // About 3 lines.
  // TODO(lab04 task 4.9): your code here.
  throw NotImplemented("lab04 task 4.9: gelu_forward is not written yet");
}

Tensor gelu_vjp(const Tensor& dy, const Tensor& x) {
  // About 7 lines.
  // TODO(lab04 task 4.9): your code here.
  throw NotImplemented("lab04 task 4.9: gelu_vjp is not written yet");
}

}  // namespace llmsys::lab04
