// Lab 04, tasks 4.7 and 4.8, and all together: blocks and models.
#include "autograder/04_transformer/model_inputs.h"
#include "autograder/04_transformer/op_inputs.h"
#include "autograder/judge/counters.h"

using namespace llmsys;
using namespace llmsys::lab04;

namespace {

// Norms and angles of transformers are in float32, whatever the model's dtype.
constexpr Tolerance kGolden{.atol = 1e-6, .rtol = 2e-5};

// Predicting each token of a golden file from those before it: the last position predicts nothing.
Values with_targets(const Values& in) {
  const Tensor& tokens = in["tokens"].tensor();
  Values out = in;
  out.set("targets", raw::contiguous(raw::cat(
                         {raw::slice(tokens, 1, 1), full({tokens.size(0), 1}, int64_t{-100}, DType::i64)}, 1)));
  return out;
}

// In pieces through a cache, the logits are those of the whole, and the layers ask in order.
void expect_pieces(const ModelConfig& config, const std::vector<int64_t>& pieces) {
  int64_t tokens = 0;
  List layers;
  for (const int64_t piece : pieces) {
    tokens += piece;
    for (int64_t layer = 0; layer < config.layers; ++layer) layers.emplace_back(layer);
  }
  Values in = model_inputs(config, tokens);
  in.set("pieces", pieces);
  const Values got = student("llama_in_pieces", in);
  expect_equal(got["layers"], layers, "the layers that asked key_values.attend(), in order");
  expect_close(got["logits"], logits_answer(in)["logits"].tensor(), {.atol = 1e-9, .rtol = 1e-9}, "logits");
}

}  // namespace

LAB_TEST("4.7", "mlp", "down(swiglu(gate(x), up(x))) with random weights") {
  for (int i = 0; i < 3; ++i) {
    const Values in = part_inputs(random_config(), "mlp.");
    expect_answer("llama_mlp", in, mlp_answer(in));
  }
}

LAB_TEST("4.7", "attention", "queries and keys are turned by their positions, values are not") {
  for (int i = 0; i < 3; ++i) {
    const Values in = part_inputs(random_config(), "self_attn.", between(rng(), 0, 9));
    expect_answer("llama_attention", in, llama_attention_answer(in));
  }
}

LAB_TEST("4.7", "block", "each part reads the norm of the stream, and adds to the stream itself") {
  for (int i = 0; i < 3; ++i) {
    const Values in = part_inputs(random_config(), "", between(rng(), 0, 9));
    expect_answer("llama_block", in, block_answer(in));
  }
}

LAB_TEST("4.7", "key_values",
         "attention goes through key_values, under the layer's number: a cache can stand between") {
  expect_pieces(random_config(), {4, 1, 3});
  expect_pieces(random_config(), {1, 1, 1});
}

LAB_TEST("4.7", "saved", "a block keeps for its backward pass what the formulas need, and no copies") {
  ModelConfig config = random_config();
  config.width = 32, config.ffn = 48;
  const Values in = {{"config", to_values(config)}, {"tokens", 24}};
  const auto least = static_cast<double>(solution("block_saved", in)["bytes"].integer());
  score_counter("bytes kept by a block", static_cast<double>(student("block_saved", in)["bytes"].integer()),
                {.best = 1.02 * least, .worst = 1.6 * least, .possible = 0.5 * least, .emulated = false});
}

LAB_TEST("4.8", "example", "tokens become logits: embeddings, blocks, the last norm, the head") {
  for (int i = 0; i < 3; ++i) {
    const Values in = model_inputs(random_config(), between(rng(), 1, 6));
    expect_answer("llama_logits", in, logits_answer(in), {.atol = 1e-9, .rtol = 1e-9});
  }
  const Values narrow = model_inputs(random_config(), between(rng(), 1, 6), DType::f32);
  expect_answer("llama_logits", narrow, logits_answer(narrow), {.atol = 1e-4, .rtol = 1e-4});
}

LAB_TEST("4.8", "golden", "the logits, loss and gradients of transformers, for the same config and weights") {
  for (const char* name : {"llama_gqa", "llama_tied"}) {
    const Golden want = golden(name);
    expect_close(student("llama_logits", want.inputs)["logits"], want.logits, kGolden, "logits");
    const Values got = student("llama_gradients", with_targets(want.inputs));
    expect_close(got["loss"], scalar(want.loss, DType::f64), kGolden, "loss");
    for (const auto& [parameter, gradient] : want.gradients)
      expect_close(got["gradients"].map()[parameter], gradient, kGolden, "gradient of " + parameter);
  }
}

LAB_TEST("4.8", "causal", "other tokens later change no logit, bit for bit") {
  const ModelConfig config = random_config();
  Values in = model_inputs(config, 8);
  const int64_t from = between(rng(), 1, 7);
  const Tensor before = student("llama_logits", in)["logits"].tensor();
  const Tensor kept = raw::slice(in["tokens"].tensor(), 1, 0, from);
  in.set("tokens", raw::contiguous(raw::cat({kept, random_tokens(2, 8 - from, config.vocabulary)}, 1)));
  const Tensor after =
      expect_answer("llama_logits", in, logits_answer(in), {.atol = 1e-9, .rtol = 1e-9})["logits"].tensor();
  const auto seen = [&](const Tensor& logits) { return raw::contiguous(raw::slice(logits, 1, 0, from)); };
  expect_equal(seen(after), seen(before), "the logits of tokens before the changed ones");
}

LAB_TEST("4.8", "positions", "tokens that come in pieces have the positions that key_values says") {
  expect_pieces(random_config(), {3, 3});
  expect_pieces(random_config(), {1, 5, 1});
}

LAB_TEST("4.8", "flops", "a forward pass takes the FLOPs that its products need, once") {
  const ModelConfig config = random_config();
  const int64_t T = between(rng(), 6, 9);
  const Values in = {{"config", to_values(config)}, {"tokens", T}};
  const double want = reference::training_flops_per_token(config, T) / 3 * static_cast<double>(2 * T);
  const double attention = 4.0 * static_cast<double>(config.layers * config.heads * config.head_size * T * 2 * T);
  score_counter("FLOPs of a forward pass", static_cast<double>(student("llama_flops", in)["flops"].integer()),
                {.best = want, .worst = 1.5 * want, .possible = want - attention / 2, .emulated = false});
}

LAB_TEST("4.all", "together",
         "your files alone give the logits and gradients of transformers, and generate as they train") {
  const Golden want = golden("llama_gqa");
  expect_close(student("llama_logits", want.inputs)["logits"], want.logits, kGolden, "logits");
  const Values got = student("llama_gradients", with_targets(want.inputs));
  expect_close(got["loss"], scalar(want.loss, DType::f64), kGolden, "loss");
  for (const auto& [parameter, gradient] : want.gradients)
    expect_close(got["gradients"].map()[parameter], gradient, kGolden, "gradient of " + parameter);
  for (int i = 0; i < 2; ++i) {
    const Values in = model_inputs(random_config(), between(rng(), 2, 6));
    expect_answer("llama_logits", in, logits_answer(in), {.atol = 1e-9, .rtol = 1e-9});
  }
  expect_pieces(random_config(), {2, 1, 3});
  const Values costs = {{"config", to_values(random_config())}, {"tokens", 5}};
  expect_equal(student("count_parameters", costs)["parameters"], solution("measured_costs", costs)["parameters"],
               "parameters");
}
