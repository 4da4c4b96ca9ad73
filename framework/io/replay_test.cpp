// The fuzzers' corpora and seeded mutations of valid files, without a fuzzer.
#include <algorithm>

#include "framework/io/bpe_vocabulary.h"
#include "framework/io/detail/fuzz.h"
#include "framework/io/detail/gguf_test_file.h"
#include "framework/io/model_config.h"
#include "framework/io/npy.h"
#include "framework/io/safetensors.h"
#include "framework/tensor/raw.h"
#include "framework/testing/fuzz_replay.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

int replay(FuzzTarget fuzz, const std::string& folder) { return replay_corpus(fuzz, "framework/io/corpus/" + folder); }

// One to three changes: a bit, a digit, bytes gone, bytes twice, or the end gone.
std::string mutated(std::string bytes, Rng& rng) {
  for (uint64_t n = 1 + rng.below(3); n > 0 && !bytes.empty(); --n) {
    char& byte = bytes[rng.below(bytes.size())];
    const size_t at = rng.below(bytes.size() + 1), from = rng.below(bytes.size() + 1), length = rng.below(9);
    switch (rng.below(5)) {
      case 0: byte = static_cast<char>(byte ^ (1 << rng.below(8))); break;
      case 1: byte = static_cast<char>('0' + rng.below(10)); break;
      case 2: bytes.erase(at, length); break;
      case 3: bytes.insert(at, bytes.substr(from, length)); break;
      default: bytes.resize(at);
    }
  }
  return bytes;
}

void feed_mutations(FuzzTarget fuzz, const std::string& valid, int times = 10'000) {
  Rng rng(2026);
  feed(fuzz, valid);
  for (int i = 0; i < times; ++i) feed(fuzz, mutated(valid, rng));
}

}  // namespace

TEST_CASE("the fuzzers' corpora are read or refused, never more") {
  CHECK(replay(detail::fuzz_safetensors, "safetensors") > 20);
  CHECK(replay(detail::fuzz_npy, "npy") > 20);
  CHECK(replay(detail::fuzz_tokenizer_json, "tokenizer_json") > 20);
  CHECK(replay(detail::fuzz_tokenizer_settings, "tokenizer_settings") > 5);
  CHECK(replay(detail::fuzz_tiktoken, "tiktoken") > 20);
  CHECK(replay(detail::fuzz_gpt2_vocabulary, "gpt2_vocabulary") > 20);
  CHECK(replay(detail::fuzz_model_config, "model_config") > 20);
  CHECK(replay(detail::fuzz_gguf, "gguf") > 20);
  CHECK(replay(detail::fuzz_llama2c, "llama2c") > 20);
  CHECK(replay(detail::fuzz_llama2c_tokenizer, "llama2c_tokenizer") > 10);
  CHECK(replay(detail::fuzz_safetensors_index, "safetensors_index") > 20);
}

TEST_CASE("ten thousand mutations of a valid safetensors file are read or refused, never more") {
  const TemporaryFolder folder;
  save_safetensors(folder.path("f"), {{"w", ones({2, 3})}, {"b", zeros({2}, DType::boolean)}, {"s", scalar(1)}},
                   {{"key", "value"}});
  feed_mutations(detail::fuzz_safetensors, read_file(folder.path("f")));
}

TEST_CASE("ten thousand mutations of a valid .npy file are read or refused, never more") {
  const TemporaryFolder folder;
  write_npy(folder.path("f"), ones({2, 3}));
  feed_mutations(detail::fuzz_npy, read_file(folder.path("f")));
}

TEST_CASE("ten thousand mutations of valid vocabulary files are read or refused, never more") {
  const TemporaryFolder folder;
  BpeVocabulary vocabulary;
  vocabulary.tokens = {"a", "b", " ", "ab", " ab", "<|end|>"};
  vocabulary.merges = {{0, 1, 3}, {2, 3, 4}};
  vocabulary.added = {{"<|end|>", 5, true}};
  write_tokenizer_json(folder.path("f"), vocabulary);
  feed_mutations(detail::fuzz_tokenizer_json, read_file(folder.path("f")));
  feed_mutations(detail::fuzz_tokenizer_settings,
                 R"({"post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "b"}}],
                     "special_tokens": {"b": {"ids": [7]}}}})");
  feed_mutations(detail::fuzz_tiktoken, "YQ== 0\nYg== 1\nYWI= 2\n");
  feed_mutations(detail::fuzz_gpt2_vocabulary, std::string(R"({"a": 0, "b": 1, "ab": 2})") + '\0' + "#version\na b\n");
}

TEST_CASE("ten thousand mutations of a valid config.json are read or refused, never more") {
  ModelConfig config;
  config.vocabulary = 50, config.context = 64, config.layers = 2, config.width = 32;
  config.heads = 4, config.kv_heads = 2, config.head_size = 8, config.ffn = 96;
  feed_mutations(detail::fuzz_model_config, to_json(config));
}

TEST_CASE("thousands of mutations of valid model files are read or refused, never more") {
  const std::string golden = source_root() + "/framework/io/golden/";
  feed_mutations(detail::fuzz_gguf, detail::small_llama().file(), 2000);
  feed_mutations(detail::fuzz_gguf, read_file(golden + "gguf_types.gguf"), 500);
  const int32_t sizes[] = {4, 2, 1, 2, 1, 3, 2};
  const std::string header(reinterpret_cast<const char*>(sizes), sizeof sizes);
  feed_mutations(detail::fuzz_llama2c, header + std::string(4 * 100, '\1'), 3000);
  const std::string token("\0\0\0\0\2\0\0\0ab", 10);
  feed_mutations(detail::fuzz_llama2c_tokenizer, std::string("\4\0\0\0", 4) + token + token + token);
  feed_mutations(detail::fuzz_safetensors_index,
                 R"({"metadata": {"total_size": 8}, "weight_map": {"a": "x.safetensors", "b": "y.safetensors"}})");
}
