// Lab 04's handout says what the code says: the words that reports point at, and the numbers of its worked examples.
#include <cmath>
#include <string>

#include "autograder/01_autodiff/handout.h"
#include "autograder/04_transformer/published.h"
#include "framework/testing/document.h"
#include "labs/04_transformer/accounting.h"
#include "labs/04_transformer/attention.h"
#include "labs/04_transformer/cross_entropy.h"
#include "labs/04_transformer/gpt2_ops.h"
#include "labs/04_transformer/ops.h"
#include "labs/04_transformer/predictions.h"
#include "labs/04_transformer/rms_norm.h"
#include "labs/04_transformer/rope_layouts.h"
#include "labs/04_transformer/swiglu.h"

using namespace llmsys;
using namespace llmsys::lab04;

namespace {

using lab01::block;
using lab01::fixed;
using lab01::grouped;

const llmsys::testing::Document& handout() {
  static const llmsys::testing::Document page("labs/04_transformer/README.md");
  return page;
}

void says(const std::string& words) { handout().says(words); }

// One head of one sequence, as a matrix.
Tensor matrix(const Tensor& x) { return raw::reshape(x, {x.size(-2), x.size(-1)}); }

// "(1, 2, 3, 4)"
std::string listed(const Tensor& x, int decimals) {
  std::string out = "(";
  for (int64_t i = 0; i < x.numel(); ++i) {
    const double value = std::stod(fixed(raw::reshape(x, {-1}).at<float>(i), decimals)) + 0.0;
    out += (i == 0 ? "" : ", ") + lab01::shortest(value);
  }
  return out + ")";
}

void says_model(const std::string& name, const ModelConfig& config, int64_t tokens) {
  const auto flops = static_cast<int64_t>(training_flops_per_token(config, tokens));
  says("| " + name + ", T = " + std::to_string(tokens) + " | " + grouped(count_parameters(config)) + " | " +
       grouped(flops) + " |");
}

void says_cache(const std::string& name, const ModelConfig& c) {
  const int64_t bytes = 2 * 2 * c.layers * c.kv_heads * c.head_size;  // keys and values of 2 bytes
  says("| " + name + " | " + std::to_string(c.heads) + " | " + std::to_string(c.kv_heads) + " | " + grouped(bytes) +
       " |");
}

}  // namespace

TEST_CASE("each diagnosis points at words that stand in the handout once", "[handout]") {
  for (const Diagnosis& diagnosis : lab_diagnoses()) {
    CAPTURE(diagnosis.task, diagnosis.name, diagnosis.handout);
    CHECK(handout().occurrences(diagnosis.handout) == 1);
  }
}

TEST_CASE("the handout's costs of models", "[handout]") {
  says_model("GPT-2 small", gpt2_small(), 1024);
  says_model("SmolLM2-135M", smollm2_135m(), 8192);
  says_model("TinyLlama-1.1B", tiny_llama(), 2048);
  says_model("Llama-2-7B", llama2_7b(), 4096);
  ModelConfig small = handout_llama();
  CHECK(predict_block_parameters(16, 4, 2, 24) == 1952);
  says("in its norms: 1,952.");
  says("make " + grouped(count_parameters(small)) + " parameters");
  says("One token of a text of 32 takes " + grouped(static_cast<int64_t>(training_flops_per_token(small, 32))) +
       " FLOPs");
  small.tied = false;
  says("and " + grouped(count_parameters(small)) + " with a head that is not tied");
  says_cache("Llama-2-7B", llama2_7b());
  says_cache("TinyLlama-1.1B", tiny_llama());
  says_cache("SmolLM2-135M", smollm2_135m());
}

TEST_CASE("the handout's memory of attention", "[handout]") {
  const auto row = [](const std::string& name, const ModelConfig& c, int64_t T) {
    says("| " + name + ", T = " + std::to_string(T) + " | " +
         grouped(c.layers * predict_probability_bytes(1, c.heads, T)) + " bytes | " +
         grouped(4 * c.layers * c.heads * T) + " bytes |");
  };
  row("GPT-2 small", gpt2_small(), 1024);
  row("Llama-2-7B", llama2_7b(), 4096);
}

TEST_CASE("the handout's norms", "[handout]") {
  const Tensor x = from_values({1, 7, -5, 5}, {2, 2}), w = from_values({1, 2}, {2});
  const RmsNormResult rms = rms_norm_forward(x, w, 11);
  const Tensor dy = from_values({1, 0, 1, 1}, {2, 2});
  const RmsNormGradients d = rms_norm_vjp(dy, x, w, rms.rrms);
  says(block({{"x", x}, {"rrms", rms.rrms}, {"y, w = (1, 2)", rms.y}, {"dy", dy}, {"dx", d.dx}, {"dw", d.dw}}));
  const LayerNormResult layer = layer_norm_forward(x, w, from_values({0.5, 0}, {2}), 16);
  says(block({{"mean", layer.mean}, {"rstd", layer.rstd}, {"y", layer.y}}));
  says("GELU of (-1, 0, 1, 3) is " + listed(gelu_forward(from_values({-1, 0, 1, 3}, {4})), 4));
}

TEST_CASE("the handout's rotary positions", "[handout]") {
  const RopeTable table = rope_table(0, 4, 4, 100, DType::f32);
  const Tensor x = raw::add(zeros({4, 4}), from_values({1, 1, 0, 0}, {4}));
  says(block({{"cos", table.cos}, {"sin", table.sin}, {"(1, 1, 0, 0) turned", rope_forward(x, table)}}));
  const RopeTable quarter{.cos = from_values({0, 1}, {1, 2}), .sin = from_values({1, 0}, {1, 2})};
  const Tensor four = from_values({1, 2, 3, 4}, {1, 4});
  says("takes (1, 2, 3, 4) to " + listed(rope_forward(four, quarter), 4));
  says("takes (1, 2, 3, 4) to " + listed(rope_pairs_forward(four, quarter), 4) + " here");
  says("in halves they are " + listed(halves_from_pairs(arange(8, DType::f32), 2), 0));
}

TEST_CASE("the handout's attention", "[handout]") {
  const Tensor q = from_values({1, 0, 0, 2, 1, 1}, {1, 1, 3, 2}), k = from_values({1, 0, 0, 1, 1, 1}, {1, 1, 3, 2});
  const Tensor v = from_values({1, 2, 3, 4, 5, 0}, {1, 1, 3, 2});
  const Tensor scores = raw::div(raw::matmul(q, raw::transpose(k)), std::sqrt(2.0));
  const Tensor p = raw::softmax(raw::add(scores, lab04::causal_mask(3, 3, DType::f32)));
  says(block({{"q", matrix(q)}, {"k", matrix(k)}, {"v", matrix(v)}, {"q k^T / sqrt(2)", matrix(scores)}}));
  says(block({{"p", matrix(p)}, {"y", matrix(lab04::causal_attention(q, k, v))}}));
}

TEST_CASE("the handout's gate and loss", "[handout]") {
  const Tensor gate = from_values({0, 2, -2}, {3}), up = from_values({5, 1, 10}, {3});
  const SwigluGradients d = swiglu_vjp(ones({3}), gate, up);
  says(block({{"gate", gate}, {"up", up}, {"y", swiglu_forward(gate, up)}}));
  says(block({{"dgate, dy = 1", d.dgate}, {"dup", d.dup}}));
  const Tensor logits = from_values({0, std::log(3.0), 0, 0}, {2, 2}), targets = from_vector<int64_t>({1, 0});
  const CrossEntropyResult out = cross_entropy_forward(logits, targets);
  says("the loss is " + fixed(out.loss.item<float>(), 4) + ", lse is " + listed(out.lse, 4));
  says(block({{"dlogits", cross_entropy_vjp(scalar(1), logits, targets, out.lse)}}));
}
