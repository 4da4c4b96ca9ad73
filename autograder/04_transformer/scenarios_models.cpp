// Lab 04, tasks 4.7, 4.8, 4.10 and all together: parts of models and whole ones, with the judge's weights.
#include "autograder/04_transformer/config_values.h"
#include "autograder/04_transformer/measure.h"
#include "autograder/04_transformer/model_run.h"
#include "autograder/04_transformer/scenarios.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/04_transformer/gpt2.h"
#include "labs/04_transformer/llama.h"

namespace llmsys::lab04 {
namespace {

ModelConfig config_of(const Values& in) { return to_config(in["config"].map()); }

RopeTable table_for(const ModelConfig& c, const Values& in) {
  const Tensor& x = in["x"].tensor();
  const Value* start = in.find("start");
  return rope_table(start == nullptr ? 0 : start->integer(), x.size(1), c.head_size, c.rope_theta, x.dtype());
}

// A part of a Llama block, as `call` calls it.
template <class Part, class Call>
Values run_part(Part& part, const Values& in, const Call& call) {
  load_weights(part, in["weights"].map());
  const ShownModules shown(part);
  KeyValues whole;
  const Pass pass{table_for(config_of(in), in), whole};
  return {{"y", sent(call(part, in["x"].tensor(), pass))}, {"x", in["x"]}};
}

Values llama_mlp(const Values& in) {
  Rng rng(1);
  LlamaMlp part(config_of(in), rng);
  return run_part(part, in, [](LlamaMlp& mlp, const Tensor& x, const Pass&) { return mlp(x); });
}

Values llama_attention(const Values& in) {
  Rng rng(1);
  LlamaAttention part(config_of(in), 0, rng);
  return run_part(part, in, [](LlamaAttention& a, const Tensor& x, const Pass& pass) { return a(x, pass); });
}

Values llama_block(const Values& in) {
  Rng rng(1);
  LlamaBlock part(config_of(in), 0, rng);
  return run_part(part, in, [](LlamaBlock& b, const Tensor& x, const Pass& pass) { return b(x, pass); });
}

Values gpt2_block(const Values& in) {
  Rng rng(1);
  Gpt2Block part(config_of(in), 0, rng);
  load_weights(part, in["weights"].map());
  const ShownModules shown(part);
  KeyValues whole;
  return {{"y", sent(part(in["x"].tensor(), whole))}, {"x", in["x"]}};
}

// Bytes that a block keeps for its backward pass.
Values block_saved(const Values& in) {
  const ModelConfig c = config_of(in);
  Rng rng(1);
  LlamaBlock block(c, 0, rng);
  KeyValues whole;
  const int64_t tokens = in["tokens"].integer();
  const Pass pass{rope_table(0, tokens, c.head_size, c.rope_theta, DType::f32), whole};
  const Tensor x = mul(set_requires_grad(ones({2, tokens, c.width})), 1.0);  // (B,T,C), a result, not a leaf
  return {{"bytes", saved_bytes([&] { return block(x, pass); })}};
}

template <class Model>
Values logits(const Values& in) {
  Rng rng(1);
  Model model(config_of(in), rng);
  load_weights(model, in["weights"].map());
  const ShownModules shown(model);
  return {{"logits", sent(model(in["tokens"].tensor()))}};
}

// Loss and gradients, by parameter.
template <class Model>
Values gradients(const Values& in) {
  Rng rng(1);
  Model model(config_of(in), rng);
  load_weights(model, in["weights"].map());
  const ShownModules shown(model);
  const Tensor loss = cross_entropy(model(in["tokens"].tensor()), in["targets"].tensor());
  backward(loss);
  Values all;
  for (const NamedTensor& p : model.named_parameters()) all.set(p.name, sent(grad(p.tensor)));
  return {{"loss", sent(loss)}, {"gradients", all}};
}

// Logits of tokens that come in pieces, with a cache between; and which layers asked it.
template <class Model>
Values logits_in_pieces(const Values& in) {
  Rng rng(1);
  Model model(config_of(in), rng);
  load_weights(model, in["weights"].map());
  const GradMode off(false);
  const ShownModules shown(model);
  PlainCache cache;
  std::vector<Tensor> parts;
  int64_t at = 0;
  for (const int64_t length : in["pieces"].integers()) {
    parts.push_back(model.logits(raw::slice(in["tokens"].tensor(), 1, at, at + length), cache));
    cache.advance(length);
    at += length;
  }
  return {{"logits", sent(raw::cat(parts, 1))}, {"layers", cache.layers()}};
}

Values llama_flops(const Values& in) {
  const ModelConfig c = config_of(in);
  Rng rng(1);
  Llama model(c, rng);
  const Tensor tokens = zeros({2, in["tokens"].integer()}, DType::i64);  // (B,T)
  return {{"flops", product_flops([&] { static_cast<void>(model(tokens)); })}};
}

}  // namespace

void add_model_scenarios(ScenarioTable& table) {
  table.add("llama_mlp", llama_mlp);
  table.add("llama_attention", llama_attention);
  table.add("llama_block", llama_block);
  table.add("block_saved", block_saved);
  table.add("gpt2_block", gpt2_block);
  table.add("llama_logits", logits<Llama>);
  table.add("gpt2_logits", logits<Gpt2>);
  table.add("llama_gradients", gradients<Llama>);
  table.add("gpt2_gradients", gradients<Gpt2>);
  table.add("llama_in_pieces", logits_in_pieces<Llama>);
  table.add("gpt2_in_pieces", logits_in_pieces<Gpt2>);
  table.add("llama_flops", llama_flops);
}

}  // namespace llmsys::lab04
