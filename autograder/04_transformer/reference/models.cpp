#include "autograder/04_transformer/reference/models.h"

#include <cmath>

#include "autograder/04_transformer/reference/attention.h"
#include "autograder/04_transformer/reference/gates.h"
#include "autograder/04_transformer/reference/norms.h"
#include "autograder/04_transformer/reference/rope.h"

namespace llmsys::lab04::reference {
namespace {

using Part = std::function<Array(const Array& x)>;

bool is_gpt2(const ModelConfig& c) { return c.family == ModelFamily::gpt2; }

// The norm of that name, of either family.
Part norm_of(const ModelConfig& c, const Weights& weights, const std::string& name) {
  return [&c, &weights, name](const Array& x) {
    const Array& w = weights.at(name + ".weight");
    return is_gpt2(c) ? layer_norm(x, w, weights.at(name + ".bias"), c.norm_eps).y : rms_norm(x, w, c.norm_eps).y;
  };
}

// Columns [start, start + width) of x (..,C).
Array columns(const Array& x, int64_t start, int64_t width) {
  Sizes shape = x.shape;
  shape.back() = width;
  Array out(shape);
  for (int64_t i = 0; i < x.rows(); ++i)
    for (int64_t c = 0; c < width; ++c) out.at(i, c) = x.at(i, start + c);
  return out;
}

// x (B,T,H*D) in heads, turned by the positions.
Array turned_heads(const ModelConfig& c, const Array& x, int64_t heads, int64_t start, ModelMistake mistake) {
  if (mistake == ModelMistake::not_turned) return split_heads(x, heads);
  return turned(split_heads(x, heads), rope_table(start, x.size(1), c.head_size, c.rope_theta), 1);
}

Array gpt2_attention(const ModelConfig& c, const Array& x, const Weights& weights, ModelMistake mistake) {
  const Array qkv = affine(x, weights.at("attn.c_attn.weight"), weights.at("attn.c_attn.bias"));  // (B,T,3C)
  const bool turned_round = mistake == ModelMistake::values_first;
  const auto part = [&](int64_t i) {
    return split_heads(columns(qkv, (turned_round ? 2 - i : i) * c.width, c.width), c.heads);
  };
  return affine(merge_heads(attention(part(0), part(1), part(2))), weights.at("attn.c_proj.weight"),
                weights.at("attn.c_proj.bias"));
}

Array gpt2_mlp(const Array& x, const Weights& weights) {
  const Array wide = affine(x, weights.at("mlp.c_fc.weight"), weights.at("mlp.c_fc.bias"));  // (B,T,F)
  return affine(gelu(wide), weights.at("mlp.c_proj.weight"), weights.at("mlp.c_proj.bias"));
}

// x + f(norm(x)), or what people write in its place. `stream` is what the result is added to.
Array residual(const Array& x, const Array& stream, const Part& norm, const Part& f, ModelMistake mistake) {
  switch (mistake) {
    case ModelMistake::norm_after: return sum(stream, norm(f(x)));
    case ModelMistake::normed_stream: return sum(norm(x), f(norm(x)));
    case ModelMistake::no_residual: return f(norm(x));
    default: return sum(stream, f(norm(x)));
  }
}

Array embedded(const ModelConfig& c, const std::vector<std::vector<int64_t>>& tokens, const Weights& weights,
               ModelMistake mistake) {
  const Array& table = weights.at(is_gpt2(c) ? "transformer.wte.weight" : "model.embed_tokens.weight");
  const auto T = static_cast<int64_t>(tokens.at(0).size());
  Array x(Sizes{static_cast<int64_t>(tokens.size()), T, c.width});
  for (int64_t row = 0; row < x.rows(); ++row)
    for (int64_t i = 0; i < c.width; ++i) {
      x.at(row, i) = table.at(tokens[static_cast<size_t>(row / T)][static_cast<size_t>(row % T)], i);
      if (is_gpt2(c) && mistake != ModelMistake::positions_forgotten)
        x.at(row, i) += weights.at("transformer.wpe.weight").at(row % T, i);
    }
  return x;
}

}  // namespace

Array llama_mlp(const Array& x, const Weights& weights, ModelMistake mistake) {
  Array gate = linear(x, weights.at("gate_proj.weight")), up = linear(x, weights.at("up_proj.weight"));  // (B,T,F)
  if (mistake == ModelMistake::gates_exchanged) std::swap(gate, up);
  return linear(swiglu(gate, up), weights.at("down_proj.weight"));
}

Array llama_attention(const ModelConfig& c, const Array& x, const Weights& weights, int64_t start,
                      ModelMistake mistake) {
  const auto project = [&](const char* name) { return linear(x, weights.at(name)); };
  const ModelMistake of_keys = mistake == ModelMistake::keys_not_turned ? ModelMistake::not_turned : mistake;
  const Array q = turned_heads(c, project("q_proj.weight"), c.heads, start, mistake);
  const Array k = turned_heads(c, project("k_proj.weight"), c.kv_heads, start, of_keys);
  Array v = split_heads(project("v_proj.weight"), c.kv_heads);
  if (mistake == ModelMistake::values_turned) v = turned(v, rope_table(start, x.size(1), c.head_size, c.rope_theta), 1);
  return linear(merge_heads(attention(q, k, v)), weights.at("o_proj.weight"));
}

Array block(const ModelConfig& c, const Array& x, const Weights& weights, int64_t start, ModelMistake mistake) {
  const Part attend = [&](const Array& in) {
    return is_gpt2(c) ? gpt2_attention(c, in, weights, mistake)
                      : llama_attention(c, in, below(weights, "self_attn."), start, mistake);
  };
  const Part feed = [&](const Array& in) {
    return is_gpt2(c) ? gpt2_mlp(in, weights) : llama_mlp(in, below(weights, "mlp."), mistake);
  };
  Part first = norm_of(c, weights, is_gpt2(c) ? "ln_1" : "input_layernorm");
  Part second = norm_of(c, weights, is_gpt2(c) ? "ln_2" : "post_attention_layernorm");
  if (mistake == ModelMistake::norms_exchanged) std::swap(first, second);
  const Array seen = residual(x, x, first, attend, mistake);
  const Array& read = mistake == ModelMistake::parallel ? x : seen;
  return residual(read, mistake == ModelMistake::second_from_input ? x : seen, second, feed, mistake);
}

Array logits(const ModelConfig& c, const std::vector<std::vector<int64_t>>& tokens, const Weights& weights,
             ModelMistake mistake) {
  Array x = embedded(c, tokens, weights, mistake);
  const std::string layers = is_gpt2(c) ? "transformer.h." : "model.layers.";
  const int64_t count = mistake == ModelMistake::one_block ? 1 : c.layers;
  for (int64_t layer = 0; layer < count; ++layer)
    x = block(c, x, below(weights, layers + std::to_string(layer) + "."), 0, mistake);
  if (mistake != ModelMistake::last_norm_forgotten)
    x = norm_of(c, weights, is_gpt2(c) ? "transformer.ln_f" : "model.norm")(x);
  const char* table = is_gpt2(c) ? "transformer.wte.weight" : "model.embed_tokens.weight";
  return linear(x, weights.at(c.tied ? table : "lm_head.weight"));
}

Weights below(const Weights& weights, const std::string& prefix) {
  Weights out;
  for (const auto& [name, value] : weights)
    if (name.rfind(prefix, 0) == 0) out[name.substr(prefix.size())] = value;
  return out;
}

}  // namespace llmsys::lab04::reference
