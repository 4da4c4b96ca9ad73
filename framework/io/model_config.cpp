#include "framework/io/model_config.h"

#include "framework/base/error.h"

namespace llmsys {

std::string_view to_text(ModelFamily family) { return family == ModelFamily::gpt2 ? "gpt2" : "llama"; }

void check(const ModelConfig& c) {
  const struct {
    const char* name;
    int64_t value;
  } sizes[] = {{"vocabulary", c.vocabulary}, {"context", c.context},   {"layers", c.layers},       {"width", c.width},
               {"heads", c.heads},           {"kv_heads", c.kv_heads}, {"head_size", c.head_size}, {"ffn", c.ffn}};
  constexpr int64_t kMost = int64_t{1} << 31;  // products of two sizes then fit into 64 bits
  for (const auto& [name, value] : sizes)
    LLMSYS_CHECK(ValueError, value >= 1 && value <= kMost, "[ModelConfig] ", name, " must be from 1 to 2^31, got ",
                 value);
  LLMSYS_CHECK(ValueError, c.heads % c.kv_heads == 0, "[ModelConfig] kv_heads must divide heads, got ", c.kv_heads,
               " and ", c.heads);
  LLMSYS_CHECK(ValueError, c.norm_eps > 0, "[ModelConfig] norm_eps must be above 0, got ", c.norm_eps);
  if (c.family == ModelFamily::gpt2) {
    LLMSYS_CHECK(ValueError, c.kv_heads == c.heads, "[ModelConfig] GPT-2 has as many kv_heads as heads, got ",
                 c.kv_heads, " and ", c.heads);
    LLMSYS_CHECK(ValueError, c.heads * c.head_size == c.width,
                 "[ModelConfig] heads * head_size must be width for GPT-2, got ", c.heads, " * ", c.head_size, " for ",
                 c.width);
  } else {
    LLMSYS_CHECK(ValueError, c.head_size % 2 == 0,
                 "[ModelConfig] head_size must be even, for rotary positions turn pairs; got ", c.head_size);
    LLMSYS_CHECK(ValueError, c.rope_theta > 0, "[ModelConfig] rope_theta must be above 0, got ", c.rope_theta);
  }
}

}  // namespace llmsys
