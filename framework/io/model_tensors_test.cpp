#include "framework/io/model_tensors.h"

#include "framework/base/error.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

ModelConfig config_of(ModelFamily family, int64_t layers = 3) {
  ModelConfig c;
  c.family = family;
  c.vocabulary = 50, c.context = 16, c.layers = layers, c.width = 8, c.heads = c.kv_heads = 2, c.head_size = 4,
  c.ffn = 12;
  if (family == ModelFamily::llama) c.kv_heads = 1;
  return c;
}

int64_t numbers(const ModelConfig& c) {
  int64_t out = 0;
  for (const TensorSpec& spec : model_tensors(c)) out += spec.shape.numel();
  return out;
}

std::string problems(const ModelConfig& c, const std::vector<TensorSpec>& found) {
  return message_of([&] { check_tensors(c, found, "here"); });
}

const std::string kNothing = "(nothing was thrown)";

}  // namespace

TEST_CASE("published models have as many numbers as is published") {
  ModelConfig gpt2;
  gpt2.family = ModelFamily::gpt2;
  gpt2.vocabulary = 50257, gpt2.context = 1024, gpt2.layers = 12, gpt2.width = 768;
  gpt2.heads = gpt2.kv_heads = 12, gpt2.head_size = 64, gpt2.ffn = 3072, gpt2.tied = true;
  CHECK(numbers(gpt2) == 124'439'808);
  ModelConfig llama;  // Llama 2 7B, arXiv:2307.09288
  llama.vocabulary = 32000, llama.context = 4096, llama.layers = 32, llama.width = 4096;
  llama.heads = llama.kv_heads = 32, llama.head_size = 128, llama.ffn = 11008;
  CHECK(numbers(llama) == 6'738'415'616);
}

TEST_CASE("a complete model fits, with or without the prefix, buffers and a tied head") {
  for (const ModelFamily family : {ModelFamily::gpt2, ModelFamily::llama}) {
    ModelConfig c = config_of(family);
    std::vector<TensorSpec> found = model_tensors(c);
    CHECK(found.back().name == "lm_head.weight");
    CHECK(problems(c, found) == kNothing);
    for (TensorSpec& spec : found)
      if (spec.name != "lm_head.weight") spec.name = spec.name.substr(spec.name.find('.') + 1);
    CHECK(problems(c, found) == kNothing);
    const bool gpt2 = family == ModelFamily::gpt2;
    found.push_back({gpt2 ? "h.1.attn.bias" : "layers.0.self_attn.rotary_emb.inv_freq", {1, 1, 16, 16}});
    if (gpt2) found.push_back({"transformer.h.0.attn.masked_bias", {}});
    CHECK(problems(c, found) == kNothing);
    c.tied = true;
    CHECK(problems(c, found) == kNothing);
    CHECK(model_tensors(c).size() == model_tensors(config_of(family)).size() - 1);
  }
}

TEST_CASE("all that is missing, not wanted or of another shape is named in one message, layers together") {
  const ModelConfig c = config_of(ModelFamily::llama, 6);
  std::vector<TensorSpec> found;
  for (TensorSpec spec : model_tensors(c)) {
    if (spec.name.ends_with("up_proj.weight") && !spec.name.starts_with("model.layers.3.")) continue;
    if (spec.name == "model.norm.weight") continue;
    if (spec.name.ends_with("k_proj.weight")) spec.shape = {8, 8};
    if (spec.name == "lm_head.weight") spec.shape = {51, 8};
    found.push_back(spec);
  }
  found.push_back({"model.layers.6.mlp.up_proj.weight", {12, 8}});
  found.push_back({"model.layers.0.self_attn.q_proj.bias", {8}});
  found.push_back({"embed_tokens.weight", {50, 8}});
  CHECK(problems(c, found) ==
        "[check_tensors] here does not fit a llama of 6 layers, width 8 and 50 tokens:"
        "\n  missing: model.layers.{0-2,4-5}.mlp.up_proj.weight (12,8), model.norm.weight (8)"
        "\n  not wanted: model.layers.6.mlp.up_proj.weight (12,8), model.layers.0.self_attn.q_proj.bias (8)"
        "\n  of another shape: lm_head.weight is (51,8), want (50,8),"
        " model.layers.{0-5}.self_attn.k_proj.weight is (8,8), want (4,8)"
        "\n  there twice: model.embed_tokens.weight"
        "\nIs it the config.json that was saved with these weights?");
}

TEST_CASE("Conv1D and Linear have their matrices the other way round") {
  const ModelConfig c = config_of(ModelFamily::gpt2);
  std::vector<TensorSpec> found = model_tensors(c);
  for (TensorSpec& spec : found)
    if (spec.name.ends_with("c_fc.weight")) spec.shape = {spec.shape[1], spec.shape[0]};
  CHECK(contains(problems(c, found), "transformer.h.{0-2}.mlp.c_fc.weight is (12,8), want (8,12)"));
}

TEST_CASE("configs and names that were made to do harm cost neither memory nor time") {
  ModelConfig c = config_of(ModelFamily::llama, int64_t{1} << 31);
  CHECK(contains(problems(c, {}), "may have 10000 layers, this config has 2147483648"));
  c = config_of(ModelFamily::llama);
  c.vocabulary = c.width = c.ffn = c.head_size = c.heads = int64_t{1} << 31;
  c.kv_heads = 1;
  CHECK(contains(problems(c, {}), "sizes that no model has"));
  std::vector<TensorSpec> found(5000);
  for (size_t i = 0; i < found.size(); ++i) found[i].name = std::string(1000, '\x1b') + std::to_string(i);
  const std::string message = problems(config_of(ModelFamily::llama), found);
  CHECK(message.size() < 120'000);
  CHECK(contains(message, "and 4800 more"));
  CHECK_FALSE(contains(message, "\x1b"));
}
