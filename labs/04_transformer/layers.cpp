// Given: modules with one operation each.
#include "labs/04_transformer/layers.h"

#include <utility>

#include "labs/04_transformer/first_weights.h"
#include "labs/04_transformer/ops.h"

namespace llmsys {

using lab04::first_weights;

Linear::Linear(int64_t in, int64_t out, bool bias, double deviation, Rng& rng)
    : Module("Linear"), weight_(first_weights({out, in}, deviation, rng)) {
  register_parameter("weight", weight_);
  if (!bias) return;
  bias_ = zeros({out});
  register_parameter("bias", bias_);
}

Linear::Linear(Tensor weight) : Module("Linear"), weight_(std::move(weight)) { register_parameter("weight", weight_); }

Tensor Linear::forward(const Tensor& x) { return linear(x, weight_, bias_); }

Embedding::Embedding(int64_t rows, int64_t width, double deviation, Rng& rng)
    : Module("Embedding"), weight_(first_weights({rows, width}, deviation, rng)) {
  register_parameter("weight", weight_);
}

Tensor Embedding::forward(const Tensor& index) { return embedding(weight_, index); }

Conv1d::Conv1d(int64_t in, int64_t out, double deviation, Rng& rng)
    : Module("Conv1d"), weight_(first_weights({in, out}, deviation, rng)), bias_(zeros({out})) {
  register_parameter("weight", weight_);
  register_parameter("bias", bias_);
}

Tensor Conv1d::forward(const Tensor& x) { return affine(x, weight_, bias_); }

LayerNorm::LayerNorm(int64_t width, double eps)
    : Module("LayerNorm"), eps_(eps), weight_(ones({width})), bias_(zeros({width})) {
  register_parameter("weight", weight_);
  register_parameter("bias", bias_);
}

Tensor LayerNorm::forward(const Tensor& x) { return layer_norm(x, weight_, bias_, eps_); }

RmsNorm::RmsNorm(int64_t width, double eps) : Module("RmsNorm"), eps_(eps), weight_(ones({width})) {
  register_parameter("weight", weight_);
}

Tensor RmsNorm::forward(const Tensor& x) { return rms_norm(x, weight_, eps_); }

}  // namespace llmsys
