#include <charconv>

#include "framework/base/text.h"
#include "framework/io/gguf_model.h"

namespace llmsys {
namespace {

struct NameRow {
  std::string_view gguf, hugging_face;
  GgufLayout of_weight = GgufLayout::same;
};

constexpr NameRow kLlama[] = {
    {"token_embd", "model.embed_tokens"}, {"output_norm", "model.norm"}, {"output", "lm_head"}};
constexpr NameRow kLlamaLayer[] = {{"attn_norm", "input_layernorm"},
                                   {"attn_q", "self_attn.q_proj", GgufLayout::pairs},
                                   {"attn_k", "self_attn.k_proj", GgufLayout::pairs},
                                   {"attn_v", "self_attn.v_proj"},
                                   {"attn_output", "self_attn.o_proj"},
                                   {"ffn_norm", "post_attention_layernorm"},
                                   {"ffn_gate", "mlp.gate_proj"},
                                   {"ffn_up", "mlp.up_proj"},
                                   {"ffn_down", "mlp.down_proj"}};

constexpr NameRow kGpt2[] = {{"token_embd", "transformer.wte"},
                             {"position_embd", "transformer.wpe"},
                             {"output_norm", "transformer.ln_f"},
                             {"output", "lm_head"}};
constexpr NameRow kGpt2Layer[] = {{"attn_norm", "ln_1"},
                                  {"attn_qkv", "attn.c_attn", GgufLayout::transposed},
                                  {"attn_output", "attn.c_proj", GgufLayout::transposed},
                                  {"ffn_norm", "ln_2"},
                                  {"ffn_up", "mlp.c_fc", GgufLayout::transposed},
                                  {"ffn_down", "mlp.c_proj", GgufLayout::transposed}};

template <size_t N>
const NameRow* find(const NameRow (&rows)[N], std::string_view stem) {
  for (const NameRow& row : rows)
    if (row.gguf == stem) return &row;
  return nullptr;
}

}  // namespace

// blk.LAYER.STEM.weight, blk.LAYER.STEM.bias, STEM.weight, STEM.bias
GgufName hugging_face_name(ModelFamily family, const std::string& gguf_name) {
  const bool llama = family == ModelFamily::llama;
  std::string_view stem = gguf_name;
  const size_t dot = stem.rfind('.');
  const std::string_view ending = dot == stem.npos ? "" : stem.substr(dot);
  if (ending != ".weight" && ending != ".bias") return {gguf_name};
  stem.remove_suffix(ending.size());
  const auto found = [&](const NameRow* row, const std::string& front) -> GgufName {
    if (row == nullptr) return {gguf_name};
    return {text(front, row->hugging_face, ending), ending == ".weight" ? row->of_weight : GgufLayout::same};
  };
  if (!stem.starts_with("blk.")) return found(llama ? find(kLlama, stem) : find(kGpt2, stem), "");
  stem.remove_prefix(4);
  const std::string_view layer = stem.substr(0, stem.find('.'));
  if (layer.empty() || layer.size() == stem.size() || layer.find_first_not_of("0123456789") != layer.npos)
    return {gguf_name};
  stem.remove_prefix(layer.size() + 1);
  return found(llama ? find(kLlamaLayer, stem) : find(kGpt2Layer, stem),
               text(llama ? "model.layers." : "transformer.h.", layer, "."));
}

}  // namespace llmsys
