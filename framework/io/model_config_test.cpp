// config.json: files as Hugging Face has them, and what is refused.
#include "framework/io/model_config.h"
#include "framework/base/error.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

// As SmolLM2-135M-Instruct's, with what does not matter here left out.
const std::string kSmol = R"({
  "architectures": ["LlamaForCausalLM"], "attention_bias": false, "attention_dropout": 0.0, "bos_token_id": 1,
  "eos_token_id": 2, "hidden_act": "silu", "hidden_size": 576, "initializer_range": 0.041666666666666664,
  "intermediate_size": 1536, "max_position_embeddings": 8192, "mlp_bias": false, "model_type": "llama",
  "num_attention_heads": 9, "num_hidden_layers": 30, "num_key_value_heads": 3, "pretraining_tp": 1,
  "rms_norm_eps": 1e-05, "rope_interleaved": false, "rope_scaling": null, "rope_theta": 100000,
  "tie_word_embeddings": true, "torch_dtype": "bfloat16", "use_cache": true, "vocab_size": 49152})";

// What reading `json` says.
std::string refusal(const std::string& json) {
  return message_of([&] { static_cast<void>(parse_model_config(json, "config.json")); });
}

// kSmol with one key's value replaced.
std::string smol_with(const std::string& key, const std::string& value) {
  const size_t at = kSmol.find("\"" + key + "\": ");
  REQUIRE(at != std::string::npos);
  const size_t begin = at + key.size() + 4, end = kSmol.find_first_of(",}", begin);
  return kSmol.substr(0, begin) + value + kSmol.substr(end);
}

}  // namespace

TEST_CASE("a Llama's config.json is read with all its sizes") {
  const ModelConfig c = parse_model_config(kSmol, "config.json");
  CHECK(c.family == ModelFamily::llama);
  CHECK(c.vocabulary == 49152);
  CHECK(c.context == 8192);
  CHECK(c.layers == 30);
  CHECK(c.width == 576);
  CHECK(c.heads == 9);
  CHECK(c.kv_heads == 3);
  CHECK(c.head_size == 64);
  CHECK(c.ffn == 1536);
  CHECK(c.norm_eps == 1e-5);
  CHECK(c.rope_theta == 100000);
  CHECK(c.tied);
  CHECK(c.end_tokens == std::vector<int64_t>{2});
}

TEST_CASE("GPT-2's config.json is read, and what it leaves out is GPT-2 small's") {
  const ModelConfig c =
      parse_model_config(R"({"model_type": "gpt2", "n_embd": 1024, "n_head": 16, "n_layer": 24})", "f");
  CHECK(c.family == ModelFamily::gpt2);
  CHECK(c.vocabulary == 50257);
  CHECK(c.context == 1024);
  CHECK(c.layers == 24);
  CHECK(c.kv_heads == 16);
  CHECK(c.head_size == 64);
  CHECK(c.ffn == 4096);
  CHECK(c.tied);
  CHECK(parse_model_config(R"({"model_type": "gpt2", "n_inner": 100, "n_ctx": 32})", "f").ffn == 100);
}

TEST_CASE("absent keys of a Llama mean what transformers means by them") {
  const ModelConfig c = parse_model_config(
      R"({"model_type": "llama", "vocab_size": 10, "num_hidden_layers": 1, "hidden_size": 8, "num_attention_heads": 2,
          "intermediate_size": 16, "head_dim": 6, "eos_token_id": [5, 7], "num_key_value_heads": null})",
      "f");
  CHECK(c.kv_heads == 2);
  CHECK(c.head_size == 6);
  CHECK(c.norm_eps == 1e-6);
  CHECK(c.rope_theta == 10000);
  CHECK_FALSE(c.tied);
  CHECK(c.end_tokens == std::vector<int64_t>{5, 7});
}

TEST_CASE("the angles' base is found where newer files keep it") {
  const std::string moved =
      smol_with("rope_scaling", R"(null, "rope_parameters": {"rope_theta": 5e5, "rope_type": "default"})");
  CHECK(parse_model_config(moved, "f").rope_theta == 500000);
}

TEST_CASE("a config that was written is read back the same") {
  ModelConfig c = parse_model_config(kSmol, "f");
  CHECK(parse_model_config(to_json(c), "f") == c);
  c.end_tokens = {};
  c.tied = false;
  CHECK(parse_model_config(to_json(c), "f").end_tokens == std::vector<int64_t>{});
  c.end_tokens = {1, 2};
  CHECK(parse_model_config(to_json(c), "f") == c);
  const ModelConfig gpt2 = parse_model_config(R"({"model_type": "gpt2"})", "f");
  CHECK(parse_model_config(to_json(gpt2), "f") == gpt2);
}

TEST_CASE("what is not computed here is refused by its key") {
  CHECK(contains(refusal(smol_with("model_type", "\"mistral\"")),
                 "config.json: model_type is 'mistral', but only 'llama'"));
  CHECK(contains(refusal(smol_with("hidden_act", "\"gelu\"")), "'hidden_act' is 'gelu', but only 'silu' is computed"));
  CHECK(contains(refusal(smol_with("attention_bias", "true")), "'attention_bias' is true, but only false"));
  CHECK(contains(refusal(smol_with("rope_scaling", R"({"type": "linear"})")), "rope_scaling: 'type' is 'linear'"));
  CHECK(contains(refusal(smol_with("rope_scaling", R"({"rope_type": "llama3"})")), "'rope_type' is 'llama3'"));
  CHECK(
      contains(refusal(R"({"model_type": "gpt2", "activation_function": "relu"})"), "'activation_function' is 'relu'"));
}

TEST_CASE("what is wrong with a file is said with its name and key") {
  CHECK(contains(refusal(""), "config.json: it is not JSON"));
  CHECK(contains(refusal("[1]"), "config.json: it must be an object, {...}, is [1]"));
  CHECK(contains(refusal(std::string(1000, '[')), "nests deeper than 100 levels"));
  CHECK(contains(refusal("{}"), "the key 'model_type' is missing"));
  CHECK(contains(refusal(smol_with("hidden_size", "\"576\"")), "'hidden_size' must be a whole number, is \"576\""));
  CHECK(contains(refusal(smol_with("hidden_size", "1e3")), "'hidden_size' must be a whole number, is 1000.0"));
  CHECK(contains(refusal(smol_with("vocab_size", "18446744073709551615")), "'vocab_size' must be a whole number"));
  CHECK(contains(refusal(smol_with("vocab_size", "-1")), "vocabulary must be from 1 to 2^31, got -1"));
  CHECK(contains(refusal(smol_with("num_key_value_heads", "2")), "kv_heads must divide heads, got 2 and 9"));
  CHECK(contains(refusal(smol_with("num_attention_heads", "0")), "heads must be from 1 to 2^31, got 0"));
  CHECK(contains(refusal(smol_with("tie_word_embeddings", "1")), "'tie_word_embeddings' must be true or false, is 1"));
  const TemporaryFolder folder;
  CHECK(contains(message_of([&] { static_cast<void>(read_model_config(folder.path("none"))); }), folder.path("none")));
}
