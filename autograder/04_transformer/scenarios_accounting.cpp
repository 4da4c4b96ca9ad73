// Lab 04, tasks 4.0 and 4.1: predictions and formulas, and what they predict, measured.
#include "autograder/04_transformer/config_values.h"
#include "autograder/04_transformer/measure.h"
#include "autograder/04_transformer/scenarios.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/04_transformer/accounting.h"
#include "labs/04_transformer/attention.h"
#include "labs/04_transformer/gpt2.h"
#include "labs/04_transformer/llama.h"
#include "labs/04_transformer/ops.h"
#include "labs/04_transformer/predictions.h"

namespace llmsys::lab04 {
namespace {

void add_predictions(ScenarioTable& table) {
  table.add("predict_block_parameters", [](const Values& in) -> Values {
    return {{"parameters",
             predict_block_parameters(in["C"].integer(), in["H"].integer(), in["G"].integer(), in["F"].integer())}};
  });
  table.add("predict_attention_flops", [](const Values& in) -> Values {
    return {
        {"FLOPs", predict_attention_flops(in["B"].integer(), in["H"].integer(), in["T"].integer(), in["D"].integer())}};
  });
  table.add("predict_probability_bytes", [](const Values& in) -> Values {
    return {{"bytes", predict_probability_bytes(in["B"].integer(), in["H"].integer(), in["T"].integer())}};
  });
}

Values measured_block_parameters(const Values& in) {
  ModelConfig c;
  c.vocabulary = c.context = c.layers = 1;
  c.width = in["C"].integer(), c.heads = in["H"].integer(), c.kv_heads = in["G"].integer(), c.ffn = in["F"].integer();
  c.head_size = c.width / c.heads;
  Rng rng(1);
  return {{"parameters", LlamaBlock(c, 0, rng).num_parameters()}};
}

Values measured_attention_flops(const Values& in) {
  const Shape shape{in["B"].integer(), in["H"].integer(), in["T"].integer(), in["D"].integer()};
  const Tensor x = ones(shape);
  return {{"FLOPs", product_flops([&] { static_cast<void>(lab04::causal_attention(x, x, x)); })}};
}

Values measured_probability_bytes(const Values& in) {
  const int64_t B = in["B"].integer(), H = in["H"].integer(), T = in["T"].integer();
  const Tensor scores = set_requires_grad(ones({B, H, T, T})), v = set_requires_grad(ones({B, H, T, 1}));
  const Tensor mask = causal_mask(T, T, DType::f32);  // (T,T)
  return {{"bytes", saved_bytes([&] { return matmul(softmax(add(scores, mask)), v); })}};
}

// FLOPs of the matrix products of a whole training step.
template <class Model>
int64_t training_flops(const ModelConfig& config, const Tensor& tokens) {
  Rng rng(1);
  Model model(config, rng);
  return product_flops([&] { backward(cross_entropy(model(tokens), tokens)); });
}

// Of a real model: its parameters, and the FLOPs of a training step for each of its tokens.
Values measured_costs(const Values& in) {
  const ModelConfig c = to_config(in["config"].map());
  const Tensor tokens = zeros({2, in["tokens"].integer()}, DType::i64);  // (B,T)
  Rng rng(1);
  const bool gpt2 = c.family == ModelFamily::gpt2;
  const int64_t flops = gpt2 ? training_flops<Gpt2>(c, tokens) : training_flops<Llama>(c, tokens);
  return {{"parameters", gpt2 ? Gpt2(c, rng).num_parameters() : Llama(c, rng).num_parameters()},
          {"flops", static_cast<double>(flops) / static_cast<double>(tokens.numel())}};
}

}  // namespace

void add_accounting_scenarios(ScenarioTable& table) {
  add_predictions(table);
  table.add("measured_block_parameters", measured_block_parameters);
  table.add("measured_attention_flops", measured_attention_flops);
  table.add("measured_probability_bytes", measured_probability_bytes);
  table.add("measured_costs", measured_costs);
  table.add("count_parameters", [](const Values& in) -> Values {
    return {{"parameters", count_parameters(to_config(in["config"].map()))}};
  });
  table.add("training_flops_per_token", [](const Values& in) -> Values {
    return {{"flops", training_flops_per_token(to_config(in["config"].map()), in["tokens"].integer())}};
  });
  table.add("model_flops_utilization", [](const Values& in) -> Values {
    return {{"utilization", model_flops_utilization(in["tokens_per_second"].number(), to_config(in["config"].map()),
                                                    in["tokens"].integer(), in["peak"].number())}};
  });
}

}  // namespace llmsys::lab04
