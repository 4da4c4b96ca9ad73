#include "framework/io/llama2c.h"

#include "framework/base/error.h"
#include "framework/io/detail/byte_reader.h"
#include "framework/io/detail/messages.h"

namespace llmsys {
namespace {

constexpr size_t kHeaderBytes = 7 * sizeof(int32_t);

ModelConfig read_header(detail::ByteReader& reader) {
  const auto next = [&reader] { return int64_t{reader.number<int32_t>("the seven sizes")}; };
  ModelConfig out;
  out.width = next();
  out.ffn = next();
  out.layers = next();
  out.heads = next();
  out.kv_heads = next();
  out.vocabulary = next();
  out.context = next();
  out.tied = out.vocabulary > 0;
  out.vocabulary = std::abs(out.vocabulary);
  LLMSYS_CHECK(IoError, out.heads > 0 && out.width % out.heads == 0, "its ", out.heads,
               " heads do not share a width of ", out.width);
  out.head_size = out.width / out.heads;
  out.end_tokens = {2, 1};  // a story ends where the next one would begin
  check(out);
  return out;
}

// One kind of weight: all layers of it lie together.
struct Kind {
  std::string name;  // after "model.layers.3."
  Shape shape;
  bool rotated = false;  // rows of queries or keys, paired side by side
};

std::vector<Kind> kinds(const ModelConfig& c) {
  const int64_t C = c.width, F = c.ffn, Q = c.heads * c.head_size, K = c.kv_heads * c.head_size;
  return {{"input_layernorm.weight", {C}},
          {"self_attn.q_proj.weight", {Q, C}, true},
          {"self_attn.k_proj.weight", {K, C}, true},
          {"self_attn.v_proj.weight", {K, C}},
          {"self_attn.o_proj.weight", {C, Q}},
          {"post_attention_layernorm.weight", {C}},
          {"mlp.gate_proj.weight", {F, C}},
          {"mlp.down_proj.weight", {C, F}},
          {"mlp.up_proj.weight", {F, C}}};
}

// Bytes that a file of this config has; 0 if they are more than 2^63.
uint64_t bytes_of(const ModelConfig& c) {
  double numbers = 0;  // in floating point first: sizes that lie may overflow anything else
  for (const Kind& kind : kinds(c)) numbers += double(c.layers) * double(kind.shape.numel());
  numbers += double(c.vocabulary) * double(c.width) * (c.tied ? 1 : 2) + double(c.width) +
             double(c.context) * double(c.head_size);
  if (numbers > 1e15) return 0;
  return kHeaderBytes + sizeof(float) * static_cast<uint64_t>(numbers);
}

// Takes tensors off the front of the weights.
class Weights {
 public:
  explicit Weights(const SharedBytes& bytes) : bytes_(bytes) {}

  BlockTensor take(const Shape& shape) {
    const size_t begin = at_;
    at_ += static_cast<size_t>(stored_bytes(BlockFormat::f32, shape));
    return {BlockFormat::f32, shape, part_of(bytes_, begin, at_)};
  }

 private:
  const SharedBytes& bytes_;
  size_t at_ = kHeaderBytes;
};

Llama2cFile read_file(const SharedBytes& bytes) {
  detail::ByteReader reader(detail::view_of(bytes));
  Llama2cFile out{.config = read_header(reader), .tensors = {}};
  const ModelConfig& c = out.config;
  const uint64_t wanted = bytes_of(c);
  LLMSYS_CHECK(IoError, bytes.size == wanted, "it has ", bytes.size, " bytes, but a model of dim ", c.width,
               ", hidden_dim ", c.ffn, ", ", c.layers, " layers, ", c.heads, " heads, ", c.kv_heads, " kv_heads, ",
               c.vocabulary, " tokens and max_seq_len ", c.context, " takes ",
               wanted == 0 ? "more than 2^50" : text(wanted), ": cut off, or not a version 0 file of llama2.c");
  Weights weights(bytes);
  out.tensors.emplace_back("model.embed_tokens.weight", weights.take({c.vocabulary, c.width}));
  for (const Kind& kind : kinds(c))
    for (int64_t layer = 0; layer < c.layers; ++layer) {
      const BlockTensor stored = weights.take(kind.shape);
      out.tensors.emplace_back(text("model.layers.", layer, ".", kind.name),
                               kind.rotated ? halves_from_pairs(stored, c.head_size) : stored);
    }
  out.tensors.emplace_back("model.norm.weight", weights.take({c.width}));
  weights.take({2, c.context, c.head_size / 2});  // cosines and sines, which everyone computes again
  if (!c.tied) out.tensors.emplace_back("lm_head.weight", weights.take({c.vocabulary, c.width}));
  return out;
}

}  // namespace

Llama2cFile read_llama2c(const SharedBytes& bytes, const std::string& name) {
  try {
    return read_file(bytes);
  } catch (const Error& error) {
    throw IoError(text("[read_llama2c] ", name, ": ", detail::printable(error.what())));
  }
}

Llama2cFile read_llama2c(const std::string& path) { return read_llama2c(map_file(path), path); }

}  // namespace llmsys
