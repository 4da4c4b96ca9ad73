// Whole models in GGUF: config, names, layouts, vocabulary. golden/make_gguf.py wrote the files.
#include "framework/io/gguf_model.h"

#include "framework/base/error.h"
#include "framework/io/detail/crc32.h"
#include "framework/io/detail/gguf_test_file.h"
#include "framework/io/model_files.h"
#include "framework/tensor/raw.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;
using detail::GgufTestFile;

namespace {

std::string golden(const std::string& name) { return source_root() + "/framework/io/golden/" + name; }

// What make_gguf.py puts into the tensor that Hugging Face calls `name`.
Tensor golden_values(const std::string& name, const Shape& shape) {
  Tensor out = empty(shape);
  const int64_t seed = detail::crc32(name);
  for (int64_t i = 0; i < shape.numel(); ++i)
    out.data<float>()[i] = static_cast<float>((i * 37 + seed) % 251 - 125) / 64;
  return out;
}

void check_golden(const ModelFiles& files) {
  for (const TensorSpec& spec : model_tensors(files.config())) {
    CAPTURE(spec.name);
    const Tensor want = golden_values(spec.name, spec.shape);
    require_equal(files.tensor(spec.name, DType::f32), want);
    CHECK(files.tensors().at(spec.name).shape == spec.shape);
  }
  CHECK(files.tensors().size() == model_tensors(files.config()).size());
}

// What opening the file as a model says; "" if it opens.
std::string refusal(const GgufTestFile& made) {
  const TemporaryFolder folder;
  write_file(folder.path("f.gguf"), made.file());
  try {
    static_cast<void>(open_model(folder.path("f.gguf")));
    return "";
  } catch (const IoError& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("a Llama in GGUF has Hugging Face's names, and its queries' and keys' rows in halves") {
  const ModelFiles files = open_model(golden("llama.gguf"));
  check_golden(files);
  CHECK(files.format() == "GGUF");
  CHECK(files.tensor("model.layers.1.mlp.up_proj.weight").dtype() == DType::f16);
  CHECK(files.tensors().at("model.norm.weight").stored == "F32");
  const ModelConfig& c = files.config();
  CHECK(c.family == ModelFamily::llama);
  CHECK(std::vector{c.vocabulary, c.context, c.layers, c.width} == std::vector<int64_t>{12, 64, 2, 16});
  CHECK(std::vector{c.heads, c.kv_heads, c.head_size, c.ffn} == std::vector<int64_t>{4, 2, 4, 24});
  CHECK(c.norm_eps == 1e-5);
  CHECK(c.rope_theta == 50000);
  CHECK_FALSE(c.tied);
  CHECK(c.end_tokens == std::vector<int64_t>{2});
}

TEST_CASE("a GPT-2 in GGUF has its matrices as (in,out)") {
  const ModelFiles files = open_model(golden("gpt2.gguf"));
  check_golden(files);
  const ModelConfig& c = files.config();
  CHECK(c.family == ModelFamily::gpt2);
  CHECK(std::vector{c.vocabulary, c.context, c.layers, c.width} == std::vector<int64_t>{12, 8, 1, 8});
  CHECK(std::vector{c.heads, c.kv_heads, c.head_size, c.ffn} == std::vector<int64_t>{2, 2, 4, 32});
  CHECK(c.tied);
  CHECK(c.end_tokens == std::vector<int64_t>{11});
}

TEST_CASE("a vocabulary in GGUF comes with scores or merges, types and ids") {
  const TokenizerData scored = gguf_tokenizer(GgufFile(golden("llama.gguf")));
  CHECK(scored.model == "llama");
  CHECK(scored.tokens.size() == 12);
  CHECK(scored.tokens[3] == "a");
  CHECK(scored.scores[3] == -3);
  CHECK(scored.types[1] == TokenType::control);
  CHECK(scored.begin_id == 1);
  CHECK(scored.end_id == 2);
  CHECK(scored.unknown_id == 0);
  CHECK_FALSE(scored.padding_id.has_value());
  CHECK(scored.add_begin);
  CHECK(scored.add_space_prefix);
  const TokenizerData merged = gguf_tokenizer(GgufFile(golden("gpt2.gguf")));
  CHECK(merged.model == "gpt2");
  CHECK(merged.pre == "gpt-2");
  CHECK(merged.merges == std::vector<std::string>{"a b", "\xc4\xa0 a"});
  CHECK(merged.types.empty());
  CHECK_FALSE(merged.add_begin);
  CHECK(open_model(golden("gpt2.gguf")).tokenizer().kind == TokenizerKind::gguf);
}

TEST_CASE("a vocabulary that does not hold together is refused") {
  const auto message = [](const GgufTestFile& made) {
    const TemporaryFolder folder;
    write_file(folder.path("f"), made.file());
    return message_of([&] { static_cast<void>(gguf_tokenizer(GgufFile(folder.path("f")))); });
  };
  GgufTestFile made;
  CHECK(contains(message(made), "'tokenizer.ggml.model' is missing"));
  made.text("tokenizer.ggml.model", "gpt2");
  CHECK(contains(message(made), "'tokenizer.ggml.tokens' is missing"));
  const auto list = [](uint32_t type, uint64_t count) { return GgufTestFile::raw(type) + GgufTestFile::raw(count); };
  made.value("tokenizer.ggml.tokens", 9, list(8, 2) + GgufTestFile::raw_text("a") + GgufTestFile::raw_text("b"));
  CHECK(message(made) == "(nothing was thrown)");
  GgufTestFile scores = made;
  scores.value("tokenizer.ggml.scores", 9, list(6, 1) + GgufTestFile::raw(1.0F));
  CHECK(contains(message(scores), "'tokenizer.ggml.scores' has 1 values for 2 tokens"));
  GgufTestFile types = made;
  types.value("tokenizer.ggml.token_type", 9, list(0, 2) + std::string("\1\7"));
  CHECK(contains(message(types), "'tokenizer.ggml.token_type' has 7 for token 1, want 0 to 6"));
  GgufTestFile id = made;
  id.integer("tokenizer.ggml.eos_token_id", 2);
  CHECK(contains(message(id), "'tokenizer.ggml.eos_token_id' is 2, but there are 2 tokens"));
}

TEST_CASE("names that a family does not have stay as they are") {
  CHECK(hugging_face_name(ModelFamily::llama, "blk.12.ffn_down.weight").name == "model.layers.12.mlp.down_proj.weight");
  CHECK(hugging_face_name(ModelFamily::llama, "blk.12.attn_k.weight").layout == GgufLayout::pairs);
  CHECK(hugging_face_name(ModelFamily::gpt2, "blk.0.attn_qkv.bias").name == "transformer.h.0.attn.c_attn.bias");
  CHECK(hugging_face_name(ModelFamily::gpt2, "blk.0.attn_qkv.bias").layout == GgufLayout::same);
  for (const char* name : {"", "weight", ".weight", "blk.weight", "blk..attn_q.weight", "blk.x.attn_q.weight",
                           "blk.0.weight", "blk.0.attn_q", "blk.0.nothing.weight", "rope_freqs.weight"})
    CHECK(hugging_face_name(ModelFamily::llama, name).name == name);
}

TEST_CASE("what is not computed here is refused, naming the key") {
  REQUIRE(refusal(detail::small_llama()).empty());
  const auto with = [](const std::string& key, uint32_t value) {
    return refusal(detail::small_llama().integer(key, value));
  };
  CHECK(contains(with("llama.expert_count", 8), "metadata 'llama.expert_count' is 8, but only 0 is computed here"));
  CHECK(contains(with("llama.rope.dimension_count", 1), "'llama.rope.dimension_count' is 1, but only 2"));
  CHECK(contains(with("llama.attention.value_length", 4), "'llama.attention.value_length' is 4, but only 2"));
  CHECK(contains(refusal(detail::small_llama().text("llama.rope.scaling.type", "yarn")), "is yarn, but only none"));
  CHECK(contains(refusal(detail::small_llama().real("llama.rope.scaling.factor", 4)), "is 4, but only 1 is"));
  CHECK(contains(with("llama.vocab_size", 4), "model.embed_tokens.weight is (3,4), want (4,4)"));
  GgufTestFile other;
  other.text("general.architecture", "qwen2");
  CHECK(contains(refusal(other), "general.architecture is 'qwen2', but only 'llama' and 'gpt2'"));
  CHECK(contains(refusal(GgufTestFile()), "the metadata key 'general.architecture' is missing"));
  GgufTestFile quantised = detail::small_llama();
  quantised.tensor("blk.0.extra.weight", {256}, 14, quantised.data.size()).data += std::string(210, '\1');
  CHECK(contains(refusal(quantised), "Q6_K, 1 tensors: blk.0.extra.weight\nGet the model in one of these"));
  GgufTestFile bias = detail::small_llama();
  bias.tensor("blk.0.attn_q.bias", {4}, 0, bias.data.size()).data += std::string(16, '\1');
  CHECK(contains(refusal(bias), "not wanted: model.layers.0.self_attn.q_proj.bias (4)"));
}

TEST_CASE("blocks of quantised queries come with their rows in halves too") {
  const TemporaryFolder folder;
  GgufTestFile made;  // one head of 32 rows would do, but columns come in blocks of 32
  made.text("general.architecture", "llama").integer("llama.block_count", 1).integer("llama.context_length", 8);
  made.integer("llama.embedding_length", 32).integer("llama.feed_forward_length", 32);
  made.integer("llama.attention.head_count", 4).real("llama.attention.layer_norm_rms_epsilon", 1e-5F);
  uint64_t offset = 0;
  const auto add = [&](const std::string& name, uint64_t rows, uint32_t type) {
    rows == 0 ? made.tensor(name, {32}, type, offset) : made.tensor(name, {32, rows}, type, offset);
    const uint64_t bytes = std::max<uint64_t>(rows, 1) * (type == 0 ? 128 : 34);
    offset += (bytes + 31) / 32 * 32;
  };
  add("token_embd.weight", 3, 8);
  add("output_norm.weight", 0, 0);
  for (const char* norm : {"attn_norm", "ffn_norm"}) add(std::string("blk.0.") + norm + ".weight", 0, 0);
  for (const char* matrix : {"attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"})
    add(std::string("blk.0.") + matrix + ".weight", 32, 8);
  Rng rng(3);
  for (uint64_t i = 0; i < offset; ++i) made.data.push_back(static_cast<char>(rng.below(60)));
  write_file(folder.path("f.gguf"), made.file());
  const ModelFiles files = open_model(folder.path("f.gguf"));
  for (const auto& [name, tensor] : files.tensors()) {
    CAPTURE(name);
    const auto blocks = files.blocks(name);
    CHECK(blocks.has_value() == (tensor.stored == "Q8_0"));
    if (blocks) require_equal(dequantize(*blocks), files.tensor(name));
  }
  const Tensor stored = GgufFile(folder.path("f.gguf")).tensor("blk.0.attn_k.weight");
  const Tensor mine = files.tensor("model.layers.0.self_attn.k_proj.weight");
  require_equal(raw::slice(mine, 0, 12, 13), raw::slice(stored, 0, 8 + 1, 8 + 2));  // head 1: row 4 is 2 * 0 + 1
  require_equal(raw::slice(mine, 0, 11, 12), raw::slice(stored, 0, 8 + 6, 8 + 7));  // row 3 is 2 * 3
}
