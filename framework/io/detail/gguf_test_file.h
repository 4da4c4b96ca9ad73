/// @file
/// GGUF files for tests, right and wrong.
#pragma once
#include <cstdint>
#include <string>

namespace llmsys::detail {

/// The bytes of a GGUF file, piece by piece: values, then tensors, then file().
class GgufTestFile {
 public:
  uint32_t version = 3;        ///< in the header
  uint64_t alignment = 32;     ///< of the tensors' bytes; values say so if it is another
  uint64_t extra_values = 0;   ///< claimed, but not there
  uint64_t extra_tensors = 0;  ///< claimed, but not there
  std::string data;            ///< bytes after the header

  /// The bytes of a number.
  template <class T>
  static std::string raw(T number) {
    return {reinterpret_cast<const char*>(&number), sizeof number};
  }
  /// The bytes of a text: its length before it.
  static std::string raw_text(const std::string& words) { return raw(uint64_t{words.size()}) + words; }

  /// A value: the number of its type, then its bytes.
  GgufTestFile& value(const std::string& key, uint32_t type, const std::string& bytes) {
    values_ += raw_text(key) + raw(type) + bytes;
    ++value_count_;
    return *this;
  }
  /// A u32.
  GgufTestFile& integer(const std::string& key, uint32_t number) { return value(key, 4, raw(number)); }
  /// An f32.
  GgufTestFile& real(const std::string& key, float number) { return value(key, 6, raw(number)); }
  /// A text.
  GgufTestFile& text(const std::string& key, const std::string& words) { return value(key, 8, raw_text(words)); }
  /// A tensor with sizes in the file's order, at an offset from the start of the data.
  GgufTestFile& tensor(const std::string& name, const std::initializer_list<uint64_t>& sizes, uint32_t type,
                       uint64_t offset) {
    tensors_ += raw_text(name) + raw(static_cast<uint32_t>(sizes.size()));
    for (const uint64_t size : sizes) tensors_ += raw(size);
    tensors_ += raw(type) + raw(offset);
    ++tensor_count_;
    return *this;
  }
  /// All of it.
  [[nodiscard]] std::string file() const {
    std::string out = "GGUF" + raw(version) + raw(tensor_count_ + extra_tensors) + raw(value_count_ + extra_values) +
                      values_ + tensors_;
    out.append((alignment - out.size() % alignment) % alignment, '\0');
    return out + data;
  }

 private:
  std::string values_, tensors_;
  uint64_t value_count_ = 0, tensor_count_ = 0;
};

/// A Llama of one layer, width 4, that open_model() takes.
inline GgufTestFile small_llama() {
  GgufTestFile out;
  out.text("general.architecture", "llama").integer("llama.block_count", 1).integer("llama.context_length", 8);
  out.integer("llama.embedding_length", 4).integer("llama.feed_forward_length", 2);
  out.integer("llama.attention.head_count", 2).integer("llama.attention.head_count_kv", 1);
  out.real("llama.attention.layer_norm_rms_epsilon", 1e-5F);
  uint64_t offset = 0;
  const auto add = [&](const std::string& name, uint64_t columns, uint64_t rows) {
    if (rows == 1)
      out.tensor(name, {columns}, 0, offset);
    else
      out.tensor(name, {columns, rows}, 0, offset);
    offset += (columns * rows * 4 + 31) / 32 * 32;
  };
  add("token_embd.weight", 4, 3);
  add("output_norm.weight", 4, 1);
  for (const char* norm : {"attn_norm", "ffn_norm"}) add(std::string("blk.0.") + norm + ".weight", 4, 1);
  for (const char* square : {"attn_q", "attn_output"}) add(std::string("blk.0.") + square + ".weight", 4, 4);
  for (const char* wide : {"attn_k", "attn_v", "ffn_gate", "ffn_up"})
    add(std::string("blk.0.") + wide + ".weight", 4, 2);
  add("blk.0.ffn_down.weight", 2, 4);
  out.data = std::string(offset, '\1');
  return out;
}

}  // namespace llmsys::detail
