/// @file
/// GGUF, the model file of llama.cpp: metadata by key, then tensors, many of them quantised.
/// Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, versions 2 and 3, little-endian.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "framework/io/block_tensor.h"

namespace llmsys {

/// The metadata of a GGUF file. Values stay in the file's bytes until they are asked for.
/// All accessors throw IoError that names the key: there is none of that name, or its value is of another type.
class GgufMetadata {
 public:
  /// Type of a value, numbered as in the format.
  enum class Type : uint32_t { u8, i8, u16, i16, u32, i32, f32, boolean, text, array, u64, i64, f64 };
  /// Where a value lies, and what it is.
  struct Value {
    Type type = Type::u8;     ///< its type
    Type element = Type::u8;  ///< of an array's elements
    uint64_t count = 0;       ///< of an array's elements
    size_t begin = 0;         ///< its first byte, from the start of the file; for a text, of the length before it
    size_t end = 0;           ///< past its last byte
  };

  /// An empty one, as a file without metadata has.
  GgufMetadata() = default;
  /// Values that have been found, in bytes that have been checked.  @param name  of the file, for messages
  GgufMetadata(SharedBytes bytes, std::map<std::string, Value, std::less<>> values, std::string name)
      : bytes_(std::move(bytes)), values_(std::move(values)), name_(std::move(name)) {}

  /// Keys and what they hold, sorted by key.
  [[nodiscard]] const std::map<std::string, Value, std::less<>>& values() const { return values_; }
  /// Whether there is a value of that key.
  [[nodiscard]] bool contains(std::string_view key) const { return values_.contains(key); }
  /// A whole number, whatever its width.
  [[nodiscard]] int64_t integer(std::string_view key) const;
  /// As above, or what the key's absence means.
  [[nodiscard]] int64_t integer(std::string_view key, int64_t otherwise) const;
  /// A number. One stored as f32 comes back as the double that has its shortest decimal text: 1e-5, not 9.9999997e-6.
  [[nodiscard]] double real(std::string_view key) const;
  /// As above, or what the key's absence means.
  [[nodiscard]] double real(std::string_view key, double otherwise) const;
  /// True or false, or what the key's absence means.
  [[nodiscard]] bool flag(std::string_view key, bool otherwise) const;
  /// A text. It should be UTF-8; that is not checked.
  [[nodiscard]] std::string text(std::string_view key) const;
  /// As above, or what the key's absence means.
  [[nodiscard]] std::string text(std::string_view key, const std::string& otherwise) const;
  /// An array of whole numbers.
  [[nodiscard]] std::vector<int64_t> integers(std::string_view key) const;
  /// An array of numbers stored as f32.
  [[nodiscard]] std::vector<float> floats(std::string_view key) const;
  /// An array of texts.
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;

 private:
  [[nodiscard]] const Value& find(std::string_view key) const;
  [[nodiscard]] const Value& find_array(std::string_view key) const;
  [[nodiscard]] int64_t integer_at(std::string_view key, Type type, size_t at) const;
  [[nodiscard]] std::string_view file() const;
  [[noreturn]] void refuse(std::string_view key, const std::string& wanted) const;

  SharedBytes bytes_;
  std::map<std::string, Value, std::less<>> values_;
  std::string name_;
};

/// "u32", "text", "array of text".
std::string to_text(const GgufMetadata::Value& value);

/// One tensor as a GGUF file describes it.
struct GgufEntry {
  std::string name;       ///< as in "blk.0.attn_q.weight"
  std::string type_name;  ///< as ggml calls it: "F32", "Q4_1", "Q6_K"; "number 99" if not known
  Shape shape;            ///< row-major: the file's sizes in reverse
  size_t begin = 0;       ///< first byte, from the start of the file
  size_t end = 0;         ///< past the last byte; for an unknown type, begin
};

/// A GGUF file to read. What describes the tensors is read and checked when it is opened, their bytes when they are used.
/// @code
///   const GgufFile file("model.gguf");
///   file.metadata().text("general.architecture");       // "llama"
///   Tensor weight = file.tensor("blk.0.attn_q.weight");  // f32; rows in the file's order
/// @endcode
class GgufFile {
 public:
  /// Maps the file and checks it: each value and tensor lies within the file; tensors are aligned as the file promises and
  /// do not overlap; no key and no tensor comes twice.
  /// @throws IoError naming the file, the key or tensor, and what is wrong with it
  explicit GgufFile(const std::string& path);
  /// As above, over bytes already in memory.  @param name  stands for the path in messages
  GgufFile(SharedBytes bytes, std::string name);

  /// Where it came from.
  [[nodiscard]] const std::string& path() const { return path_; }
  /// Of the format: 2 or 3.
  [[nodiscard]] int64_t version() const { return version_; }
  /// What it says about the model.
  [[nodiscard]] const GgufMetadata& metadata() const { return metadata_; }
  /// All tensors, in the order of the file.
  [[nodiscard]] const std::vector<GgufEntry>& entries() const { return entries_; }
  /// Their names, in the same order.
  [[nodiscard]] std::vector<std::string> names() const;
  /// Whether there is a tensor of that name.
  [[nodiscard]] bool contains(std::string_view name) const { return index_.contains(name); }
  /// The entry of a name.  @throws IoError if there is no such name (the nearest one is suggested)
  [[nodiscard]] const GgufEntry& entry(std::string_view name) const;

  /// A tensor as it is stored; nothing is copied.
  /// @throws IoError as entry(); DTypeError if its type is none of BlockFormat
  [[nodiscard]] BlockTensor blocks(std::string_view name) const;
  /// A tensor's numbers: dequantize(blocks(name), dtype).
  [[nodiscard]] Tensor tensor(std::string_view name, DType dtype = DType::f32) const;

 private:
  std::string path_;
  SharedBytes bytes_;
  int64_t version_ = 0;
  GgufMetadata metadata_;
  std::vector<GgufEntry> entries_;
  std::map<std::string, size_t, std::less<>> index_;  // from a name to its place in entries_
};

}  // namespace llmsys
