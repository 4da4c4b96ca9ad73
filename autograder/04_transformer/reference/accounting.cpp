#include "autograder/04_transformer/reference/accounting.h"

namespace llmsys::lab04::reference {
namespace {

using Shapes = std::map<std::string, std::vector<int64_t>>;

bool is_gpt2(const ModelConfig& c) { return c.family == ModelFamily::gpt2; }

bool has(const std::string& name, const char* part) { return name.find(part) != std::string::npos; }

// The two rows that a LayerNorm has, or the one of an RMSNorm.
void add_norm(Shapes& shapes, const std::string& name, const ModelConfig& c) {
  shapes[name + ".weight"] = {c.width};
  if (is_gpt2(c)) shapes[name + ".bias"] = {c.width};
}

void add_conv(Shapes& shapes, const std::string& name, int64_t in, int64_t out) {
  shapes[name + ".weight"] = {in, out};
  shapes[name + ".bias"] = {out};
}

// Whether the mistake leaves this tensor out.
bool left_out(const std::string& name, CountMistake mistake) {
  switch (mistake) {
    case CountMistake::head_forgotten: return has(name, "lm_head");
    case CountMistake::gate_forgotten: return has(name, "gate_proj");
    case CountMistake::biases_forgotten: return has(name, ".bias") && !has(name, "ln_");
    case CountMistake::positions_forgotten: return has(name, "wpe");
    case CountMistake::last_norm_forgotten: return has(name, "ln_f") || has(name, "model.norm");
    case CountMistake::norms_forgotten: return has(name, "ln_1") || has(name, "ln_2") || has(name, "layernorm");
    default: return false;
  }
}

}  // namespace

Shapes block_shapes(const ModelConfig& c) {
  Shapes shapes;
  if (is_gpt2(c)) {
    add_norm(shapes, "ln_1", c), add_norm(shapes, "ln_2", c);
    add_conv(shapes, "attn.c_attn", c.width, 3 * c.width), add_conv(shapes, "attn.c_proj", c.width, c.width);
    add_conv(shapes, "mlp.c_fc", c.width, c.ffn), add_conv(shapes, "mlp.c_proj", c.ffn, c.width);
    return shapes;
  }
  add_norm(shapes, "input_layernorm", c), add_norm(shapes, "post_attention_layernorm", c);
  shapes["self_attn.q_proj.weight"] = {c.heads * c.head_size, c.width};
  shapes["self_attn.k_proj.weight"] = shapes["self_attn.v_proj.weight"] = {c.kv_heads * c.head_size, c.width};
  shapes["self_attn.o_proj.weight"] = {c.width, c.heads * c.head_size};
  shapes["mlp.gate_proj.weight"] = shapes["mlp.up_proj.weight"] = {c.ffn, c.width};
  shapes["mlp.down_proj.weight"] = {c.width, c.ffn};
  return shapes;
}

Shapes parameter_shapes(const ModelConfig& c) {
  const std::string layers = is_gpt2(c) ? "transformer.h." : "model.layers.";
  Shapes shapes;
  for (int64_t layer = 0; layer < c.layers; ++layer)
    for (const auto& [name, shape] : block_shapes(c)) shapes[layers + std::to_string(layer) + "." + name] = shape;
  add_norm(shapes, is_gpt2(c) ? "transformer.ln_f" : "model.norm", c);
  shapes[is_gpt2(c) ? "transformer.wte.weight" : "model.embed_tokens.weight"] = {c.vocabulary, c.width};
  if (is_gpt2(c)) shapes["transformer.wpe.weight"] = {c.context, c.width};
  if (!c.tied) shapes["lm_head.weight"] = {c.vocabulary, c.width};
  return shapes;
}

int64_t count_parameters(const ModelConfig& config, CountMistake mistake) {
  ModelConfig c = config;
  if (mistake == CountMistake::tied_twice) c.tied = false;
  if (mistake == CountMistake::groups_forgotten) c.kv_heads = c.heads;
  int64_t total = 0;
  for (const auto& [name, shape] : parameter_shapes(c)) {
    int64_t numel = 1;
    for (const int64_t size : shape) numel *= size;
    if (!left_out(name, mistake)) total += numel;
  }
  return total;
}

double training_flops_per_token(const ModelConfig& c, int64_t tokens, FlopMistake mistake) {
  double forward = 0;
  for (const auto& [name, shape] : parameter_shapes(c)) {
    const bool table = has(name, "wte") || has(name, "embed_tokens") || has(name, "wpe");
    if (shape.size() == 2 && !table && !has(name, "lm_head"))
      forward += 2 * static_cast<double>(shape[0]) * static_cast<double>(shape[1]);
  }
  const double head = 2 * static_cast<double>(c.vocabulary) * static_cast<double>(c.width);
  if (mistake != FlopMistake::head_forgotten) forward += head;
  if (mistake == FlopMistake::table_counted) forward += head;
  const int64_t heads = mistake == FlopMistake::keys_for_queries ? c.kv_heads : c.heads;
  double attention = 2.0 * 2.0 * static_cast<double>(c.layers * heads * c.head_size * tokens);  // q k^T and p v
  if (mistake == FlopMistake::attention_halved) attention /= 2;
  if (mistake != FlopMistake::attention_forgotten) forward += attention;
  if (mistake == FlopMistake::forward_only) return forward;
  return (mistake == FlopMistake::backward_once ? 2 : 3) * forward;
}

}  // namespace llmsys::lab04::reference
