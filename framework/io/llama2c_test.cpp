// Files of llama2.c, put together here as its legacy_export() does.
#include "framework/io/llama2c.h"

#include "framework/base/error.h"
#include "framework/io/model_files.h"
#include "framework/tensor/raw.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

template <class T>
std::string raw_bytes(T value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

// dim, hidden_dim, n_layers, n_heads, n_kv_heads, vocab_size, max_seq_len
using Header = std::vector<int32_t>;
const Header& tied_header() {
  static const Header header = {8, 6, 2, 2, 1, 5, 3};
  return header;
}

std::string bytes_of(const Header& header) {
  std::string out;
  for (const int32_t value : header) out += raw_bytes(value);
  return out;
}

// The seven sizes and `count` floats 0, 1, 2, ...
std::string numbered(const Header& header, int count) {
  std::string out = bytes_of(header);
  for (int i = 0; i < count; ++i) out += raw_bytes(static_cast<float>(i));
  return out;
}

// Floats of a file with tied_header(): table, norms, q, k, v, o, norms, gate, down, up, norm, angles.
constexpr int kBeforeQ = 5 * 8 + 2 * 8;
constexpr int kTied = kBeforeQ + 2 * (64 + 32 + 32 + 64) + 2 * 8 + 3 * 2 * 48 + 8 + 3 * 4;

Tensor from(int first, const Shape& shape) {
  return raw::reshape(raw::add(raw::to(arange(shape.numel()), DType::f32), scalar(first)), shape);
}

std::string refusal(const std::string& bytes) {
  const TemporaryFolder folder;
  write_file(folder.path("f.bin"), bytes);
  return message_of([&] { static_cast<void>(open_model(folder.path("f.bin"))); });
}

}  // namespace

TEST_CASE("a model of llama2.c is read: its sizes, its tensors under Hugging Face's names, queries in halves") {
  const TemporaryFolder folder;
  write_file(folder.path("m.bin"), numbered(tied_header(), kTied));
  const ModelFiles files = open_model(folder.path("m.bin"));
  const ModelConfig& c = files.config();
  CHECK(std::vector{c.vocabulary, c.context, c.layers, c.width} == std::vector<int64_t>{5, 3, 2, 8});
  CHECK(std::vector{c.heads, c.kv_heads, c.head_size, c.ffn} == std::vector<int64_t>{2, 1, 4, 6});
  CHECK(c.tied);
  CHECK(files.format() == "llama2.c");
  require_equal(files.tensor("model.embed_tokens.weight"), from(0, {5, 8}));
  require_equal(files.tensor("model.layers.1.input_layernorm.weight"), from(48, {8}));
  const int v = kBeforeQ + 2 * (64 + 32), gate = v + 2 * (32 + 64) + 16;
  require_equal(files.tensor("model.layers.1.self_attn.v_proj.weight"), from(v + 32, {4, 8}));
  require_equal(files.tensor("model.layers.0.mlp.gate_proj.weight"), from(gate, {6, 8}));
  require_equal(files.tensor("model.layers.0.mlp.down_proj.weight"), from(gate + 96, {8, 6}));
  require_equal(files.tensor("model.layers.1.mlp.up_proj.weight"), from(gate + 192 + 48, {6, 8}));
  require_equal(files.tensor("model.norm.weight"), from(gate + 288, {8}));
  const Tensor q = from(kBeforeQ, {8, 8}), halves = files.tensor("model.layers.0.self_attn.q_proj.weight");
  for (const auto& [row, stored] : {std::pair(0, 0), {1, 2}, {2, 1}, {3, 3}, {4, 4}, {5, 6}, {6, 5}, {7, 7}})
    require_equal(raw::select(halves, 0, row), raw::select(q, 0, stored));
}

TEST_CASE("a negative vocabulary means a head of its own, after the tables of angles") {
  const TemporaryFolder folder;
  Header header = tied_header();
  header[5] = -5;
  write_file(folder.path("m.bin"), numbered(header, kTied + 40));
  const ModelFiles files = open_model(folder.path("m.bin"));
  CHECK_FALSE(files.config().tied);
  CHECK(files.config().vocabulary == 5);
  require_equal(files.tensor("lm_head.weight"), from(kTied, {5, 8}));
}

TEST_CASE("llama2.c files that are cut off, or whose sizes lie, are refused") {
  const std::string whole = numbered(tied_header(), kTied);
  REQUIRE(refusal(whole) == "(nothing was thrown)");
  for (size_t size = 0; size < 40; ++size) CHECK(refusal(whole.substr(0, size)) != "(nothing was thrown)");
  CHECK(contains(refusal(whole.substr(0, 20)), "cut off at byte 20, inside the seven sizes"));
  CHECK(contains(refusal(whole + "x"), "bytes, but a model of dim 8, hidden_dim 6, 2 layers"));
  CHECK(contains(refusal(whole.substr(0, whole.size() - 4)), "not a version 0 file"));
  for (size_t i = 0; i < 7; ++i)
    for (const int32_t value : {0, -1, INT32_MIN, INT32_MAX}) {
      Header header = tied_header();
      header[i] = value;
      CAPTURE(i, value);
      CHECK(refusal(bytes_of(header) + whole.substr(28)) != "(nothing was thrown)");
    }
  CHECK(contains(refusal(bytes_of({1 << 30, 1 << 30, 1 << 30, 1, 1, 1 << 30, 1 << 30})), "takes more than 2^50"));
  CHECK(contains(refusal("24ka" + std::string(300, '\0')), "version 1 or 2: export it again with --version 0"));
}

TEST_CASE("a tokenizer.bin is read beside its model, and refused if it is another model's") {
  const TemporaryFolder folder;
  write_file(folder.path("m.bin"), numbered(tied_header(), kTied));
  std::string tokens = raw_bytes(int32_t{5});
  for (const std::string piece : {"<unk>", "\n<s>\n", "", " a", "b"})
    tokens += raw_bytes(-1.5F) + raw_bytes(static_cast<int32_t>(piece.size())) + piece;
  write_file(folder.path("tokenizer.bin"), tokens);
  const TokenizerPlace place = open_model(folder.path("m.bin")).tokenizer();
  CHECK(place.kind == TokenizerKind::llama2c);
  const TokenizerData data = read_llama2c_tokenizer(place.path, 5);
  CHECK(data.tokens == std::vector<std::string>{"<unk>", "\n<s>\n", "", " a", "b"});
  CHECK(data.scores == std::vector<float>(5, -1.5F));
  CHECK(data.types[1] == TokenType::control);
  CHECK(data.types[3] == TokenType::byte);
  CHECK(data.begin_id == 1);
  const auto message = [&](const std::string& bytes, int64_t vocabulary) {
    write_file(folder.path("t"), bytes);
    return message_of([&] { static_cast<void>(read_llama2c_tokenizer(folder.path("t"), vocabulary)); });
  };
  CHECK(contains(message(tokens, 6), "it has 5 tokens, but the model has 6"));
  CHECK(contains(message(tokens.substr(0, tokens.size() - 1), 5), "token 4: it is cut off"));
  CHECK(contains(message(raw_bytes(int32_t{2}) + tokens.substr(4), 5), "token 0: it has 5 bytes, but the file says"));
  CHECK(contains(message(tokens + raw_bytes(0.0F) + raw_bytes(int32_t{-1}), 5), "token 5: it has -1 bytes"));
  CHECK(contains(message("", 5), "the length of the longest token"));
}
