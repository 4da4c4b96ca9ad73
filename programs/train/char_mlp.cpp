#include "programs/train/char_mlp.h"

#include <cmath>

#include "labs/01_autodiff/ops.h"

namespace llmsys {
namespace {

/// Normal with standard deviation 1/sqrt(inputs): a sum over `inputs` products then has the scale of one.
Tensor normal(int64_t inputs, int64_t outputs, Rng& rng) {
  return raw::mul(randn({inputs, outputs}, rng), 1 / std::sqrt(static_cast<double>(inputs)));
}

}  // namespace

CharMlp::CharMlp(const CharMlpSizes& sizes, Rng& rng)
    : Module("CharMlp"),
      table_(randn({sizes.vocabulary, sizes.embedding}, rng)),
      w1_(normal(sizes.context * sizes.embedding, sizes.hidden, rng)),
      b1_(zeros({sizes.hidden})),
      w2_(zeros({sizes.hidden, sizes.vocabulary})),
      b2_(zeros({sizes.vocabulary})) {
  register_parameter("embedding", table_);
  register_parameter("hidden_weight", w1_);
  register_parameter("hidden_bias", b1_);
  register_parameter("output_weight", w2_);
  register_parameter("output_bias", b2_);
}

Tensor CharMlp::forward(const Tensor& x) {
  const int64_t B = x.size(0), inputs = w1_.size(0);
  const Tensor seen = reshape(embedding(table_, x), {B, inputs});  // (B,T*C)
  const Tensor hidden = relu(add(matmul(seen, w1_), b1_));         // (B,F)
  return add(matmul(mul(hidden, hidden), w2_), b2_);               // (B,V)
}

}  // namespace llmsys
