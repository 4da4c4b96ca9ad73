// Lab 04: configs of published models.
#include "autograder/04_transformer/published.h"

#include "framework/base/error.h"

namespace llmsys::lab04 {
namespace {

struct Sizes {
  int64_t vocabulary, context, layers, width, heads, kv_heads, head_size, ffn;
};

ModelConfig config_of(ModelFamily family, const Sizes& s, bool tied) {
  ModelConfig c;
  c.family = family;
  c.vocabulary = s.vocabulary, c.context = s.context, c.layers = s.layers, c.width = s.width, c.heads = s.heads;
  c.kv_heads = s.kv_heads, c.head_size = s.head_size, c.ffn = s.ffn;
  c.tied = tied;
  return c;
}

ModelConfig gpt2(int64_t layers, int64_t width) {
  return config_of(ModelFamily::gpt2, {50257, 1024, layers, width, width / 64, width / 64, 64, 4 * width}, true);
}

ModelConfig llama(const Sizes& sizes, bool tied = false) { return config_of(ModelFamily::llama, sizes, tied); }

}  // namespace

ModelConfig gpt2_small() { return gpt2(12, 768); }
ModelConfig gpt2_medium() { return gpt2(24, 1024); }
ModelConfig gpt2_xl() { return gpt2(48, 1600); }
ModelConfig llama2_7b() { return llama({32000, 4096, 32, 4096, 32, 32, 128, 11008}); }
ModelConfig llama3_70b() { return llama({128256, 8192, 80, 8192, 64, 8, 128, 28672}); }
ModelConfig smollm2_135m() { return llama({49152, 8192, 30, 576, 9, 3, 64, 1536}, true); }
ModelConfig tiny_llama() { return llama({32000, 2048, 22, 2048, 32, 4, 64, 5632}); }
ModelConfig handout_llama() { return llama({64, 32, 2, 16, 4, 2, 4, 24}, true); }

void expect_count(const ModelConfig& config, int64_t want) {
  expect_equal(student("count_parameters", {{"config", to_values(config)}})["parameters"], want, "parameters");
}

void expect_flops(const ModelConfig& config, int64_t tokens) {
  const double want = reference::training_flops_per_token(config, tokens);
  const Values got = student("training_flops_per_token", {{"config", to_values(config)}, {"tokens", tokens}});
  expect_close(got["flops"], want, 1e-9 * want, "FLOPs a token");
}

}  // namespace llmsys::lab04
