// The solutions as the system uses them: gradients in float64, names, counts, properties of the whole model.
#include <functional>

#include "framework/tensor/raw.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/01_autodiff/gradient_check.h"
#include "labs/04_transformer/accounting.h"
#include "labs/04_transformer/gpt2.h"
#include "labs/04_transformer/llama.h"
#include "labs/04_transformer/ops.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

ModelConfig small_config() {
  ModelConfig c;
  c.vocabulary = 11, c.context = 16, c.layers = 2, c.width = 12, c.heads = 4, c.kv_heads = 2, c.head_size = 4,
  c.ffn = 20;
  return c;
}

// The error of the recorded gradient of sum(f(inputs) weights), for each input.
double worst_error(const std::vector<Tensor>& inputs, const std::function<Tensor(const std::vector<Tensor>&)>& f) {
  std::vector<Tensor> leaves = inputs;
  for (Tensor& leaf : leaves) leaf = raw::clone(leaf), set_requires_grad(leaf, true);
  const Tensor y = f(leaves);
  Rng rng(3);
  const Tensor weights = randn(y.shape(), rng, DType::f64);
  backward(sum(mul(y, weights)));
  double worst = 0;
  for (size_t i = 0; i < inputs.size(); ++i) {
    const auto value = [&](const Tensor& x) {
      std::vector<Tensor> at = inputs;
      at[i] = x;
      return raw::sum(raw::mul(f(at), weights)).item<double>();
    };
    worst = std::max(worst, lab01::gradient_error(grad(leaves[i]), lab01::numeric_gradient(value, inputs[i])));
  }
  return worst;
}

Tensor numbers(const Shape& shape, uint64_t seed) {
  Rng rng(seed);
  return randn(shape, rng, DType::f64);
}

void make_f64(Module& model) {
  for (const NamedTensor& p : model.named_parameters()) model.replace(p.tensor, raw::to(p.tensor, DType::f64));
}

Tensor tokens_of(std::vector<int64_t> ids, const Shape& shape) { return from_vector(ids, shape); }

// Each parameter's gradient of the loss on six tokens.
void check_gradients(Module& model) {
  make_f64(model);
  const Tensor tokens = tokens_of({1, 2, 3, 4, 5, 6}, {2, 3}), targets = tokens_of({2, 3, 4, 5, 6, 7}, {2, 3});
  backward(cross_entropy(model(tokens), targets));
  for (const NamedTensor& p : model.named_parameters()) {
    const auto loss = [&](const Tensor& x) {
      const Tensor before = raw::clone(p.tensor);
      raw::copy_(p.tensor, x);
      const double value = cross_entropy(model(tokens), targets).item<double>();
      raw::copy_(p.tensor, before);
      return value;
    };
    INFO(p.name);
    CHECK(lab01::gradient_error(grad(p.tensor), lab01::numeric_gradient(loss, raw::clone(p.tensor))) < 1e-7);
  }
}

}  // namespace

TEST_CASE("gradients of the operations are those of central differences") {
  CHECK(worst_error({numbers({2, 3, 5}, 1), numbers({5}, 2)},
                    [](const auto& in) { return rms_norm(in[0], in[1], 1e-5); }) < 1e-7);
  CHECK(worst_error({numbers({2, 3, 5}, 1), numbers({2, 3, 5}, 2)},
                    [](const auto& in) { return swiglu(in[0], in[1]); }) < 1e-7);
  CHECK(worst_error({numbers({2, 3, 5}, 1)}, [](const auto& in) { return softmax(in[0]); }) < 1e-7);
  CHECK(worst_error({numbers({2, 3, 5}, 1), numbers({5}, 2), numbers({5}, 3)},
                    [](const auto& in) { return layer_norm(in[0], in[1], in[2], 1e-5); }) < 1e-7);
  CHECK(worst_error({numbers({2, 3, 5}, 1), numbers({4, 5}, 2), numbers({4}, 3)},
                    [](const auto& in) { return linear(in[0], in[1], in[2]); }) < 1e-7);
  CHECK(worst_error({numbers({2, 3, 5}, 1), numbers({5, 4}, 2), numbers({4}, 3)},
                    [](const auto& in) { return affine(in[0], in[1], in[2]); }) < 1e-7);
  CHECK(worst_error({numbers({2, 3, 5}, 1)}, [](const auto& in) { return gelu(in[0]); }) < 1e-7);
  const lab04::RopeTable table = lab04::rope_table(5, 3, 4, 10000, DType::f64);
  CHECK(worst_error({numbers({2, 3, 4}, 1)}, [&](const auto& in) { return rope(in[0], table); }) < 1e-7);
  const Tensor targets = tokens_of({0, 4, lab04::kIgnore, 2}, {4});
  CHECK(worst_error({numbers({4, 5}, 1)}, [&](const auto& in) { return cross_entropy(in[0], targets); }) < 1e-7);
  CHECK(worst_error({numbers({2, 4, 3, 2}, 1), numbers({2, 2, 5, 2}, 2), numbers({2, 2, 5, 2}, 3)},
                    [](const auto& in) { return causal_attention(in[0], in[1], in[2]); }) < 1e-7);
}

TEST_CASE("the whole models' gradients are those of central differences") {
  Rng rng(1);
  Llama llama(small_config(), rng);
  check_gradients(llama);
  ModelConfig c = small_config();
  c.family = ModelFamily::gpt2, c.kv_heads = 4, c.head_size = 3, c.tied = true;
  Gpt2 gpt2(c, rng);
  CHECK(gpt2.num_parameters() == lab04::count_parameters(c));
  check_gradients(gpt2);
}

TEST_CASE("parameters have the names and shapes of Hugging Face's Llama, and are as many as predicted") {
  Rng rng(1);
  for (const bool tied : {false, true}) {
    ModelConfig c = small_config();
    c.tied = tied;
    Llama model(c, rng);
    CHECK(model.num_parameters() == lab04::count_parameters(c));
    const std::vector<NamedTensor> all = model.named_parameters();
    CHECK(all.front().name == "model.embed_tokens.weight");
    CHECK(all[1].name == "model.layers.0.self_attn.q_proj.weight");
    CHECK(all[1].tensor.shape() == Shape{16, 12});
    CHECK(all[2].tensor.shape() == Shape{8, 12});
    CHECK(all.back().name == (tied ? "model.norm.weight" : "lm_head.weight"));
  }
}

TEST_CASE("GPT-2 and Llama have as many parameters as their papers and checkpoints say") {
  ModelConfig c;
  c.family = ModelFamily::gpt2, c.tied = true;
  c.vocabulary = 50257, c.context = 1024, c.layers = 12, c.width = 768, c.heads = c.kv_heads = 12, c.head_size = 64;
  c.ffn = 3072;
  CHECK(lab04::count_parameters(c) == 124'439'808);
  c.family = ModelFamily::llama, c.tied = false;
  c.vocabulary = 32000, c.layers = 32, c.width = 4096, c.heads = c.kv_heads = 32, c.head_size = 128, c.ffn = 11008;
  CHECK(lab04::count_parameters(c) == 6'738'415'616);
  c.vocabulary = 128256, c.kv_heads = 8, c.ffn = 14336;
  CHECK(lab04::count_parameters(c) == 8'030'261'248);
  c.vocabulary = 49152, c.layers = 30, c.width = 576, c.heads = 9, c.kv_heads = 3, c.head_size = 64, c.ffn = 1536;
  c.tied = true;
  CHECK(lab04::count_parameters(c) == 134'515'008);
}

TEST_CASE("what comes later changes no logit, bit for bit") {
  Rng rng(1);
  Llama model(small_config(), rng);
  const Tensor a = raw::slice(model(tokens_of({1, 2, 3, 4}, {1, 4})), 1, 0, 2);
  const Tensor b = raw::slice(model(tokens_of({1, 2, 9, 10}, {1, 4})), 1, 0, 2);
  CHECK(to_vector<float>(a) == to_vector<float>(b));
}
