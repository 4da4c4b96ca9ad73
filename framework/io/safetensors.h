/// @file
/// safetensors, the checkpoint format of Hugging Face: a JSON header with names, dtypes and shapes, then the bytes.
/// Format: https://huggingface.co/docs/safetensors, section "Format".
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "framework/io/shared_bytes.h"
#include "framework/tensor/named_tensor.h"

namespace llmsys {

/// One tensor as the header of a safetensors file describes it.
struct SafetensorsEntry {
  std::string name;        ///< as in "layers.0.weight"
  std::string dtype_name;  ///< as the file says: "F32", "BF16", ...
  Shape shape;             ///< row-major; () is a scalar
  size_t begin = 0;        ///< first byte, counted from the start of the file
  size_t end = 0;          ///< past the last byte
};

/// A safetensors file to read. The header is read and checked when it is opened, a tensor's bytes when they are touched.
/// @code
///   const SafetensorsFile file("model.safetensors");
///   for (const SafetensorsEntry& entry : file.entries()) print(entry.name, entry.shape);
///   Tensor weight = file.tensor("layers.0.weight");  // nothing is copied
/// @endcode
class SafetensorsFile {
 public:
  /// Maps the file and checks its header: at most 100,000,000 bytes of JSON; each tensor has as many bytes as its shape
  /// and dtype say; together they cover the rest of the file, without gap or overlap; no name comes twice.
  /// @throws IoError naming the file, the tensor and what is wrong with it
  explicit SafetensorsFile(const std::string& path);
  /// As above, over bytes already in memory.  @param name  stands for the path in messages
  SafetensorsFile(SharedBytes bytes, std::string name);

  /// Where it came from.
  [[nodiscard]] const std::string& path() const { return path_; }
  /// All tensors, in the order of the header.
  [[nodiscard]] const std::vector<SafetensorsEntry>& entries() const { return entries_; }
  /// Their names, in the same order.
  [[nodiscard]] std::vector<std::string> names() const;
  /// Whether there is a tensor of that name.
  [[nodiscard]] bool contains(std::string_view name) const { return index_.contains(name); }
  /// The free text that the writer added, by key; empty if there is none.
  [[nodiscard]] const std::map<std::string, std::string>& metadata() const { return metadata_; }

  /// A tensor over the mapped bytes; it keeps them alive, whatever becomes of this object. Treat it as read-only: writing
  /// to it changes this process's copy of a page, and never the file. Elements that are not aligned are copied.
  /// @throws IoError if there is no such name (the nearest one is suggested); DTypeError if Tensor lacks the dtype
  [[nodiscard]] Tensor tensor(std::string_view name) const;
  /// A copy with memory of its own, from current_memory().  @throws as tensor()
  [[nodiscard]] Tensor load(std::string_view name) const;

 private:
  std::string path_;
  SharedBytes bytes_;
  std::vector<SafetensorsEntry> entries_;
  std::map<std::string, size_t, std::less<>> index_;  // from a name to its place in entries_
  std::map<std::string, std::string> metadata_;
};

/// Writes tensors to a file that replaces `path` in one step: see AtomicFile. The header lists them in the order given;
/// the bytes are ordered by element size, largest first, so that each tensor is aligned to its elements when mapped.
/// @param tensors   any strides; contiguous ones are written without a copy
/// @param metadata  free text by key, in UTF-8
/// @throws IoError if the file cannot be written; ValueError if a name comes twice, is "__metadata__" or not UTF-8;
/// DTypeError if the format has no such dtype
void save_safetensors(const std::string& path, const NamedTensors& tensors,
                      const std::map<std::string, std::string>& metadata = {});

/// Copies the tensors of a file into those of the same names, as a resume does with parameters and optimizer state.
/// @param into  changed in place; together they must be all tensors of the file, each of the same shape and dtype
/// @throws IoError that names *every* tensor that is missing, not wanted, or of another shape or dtype; nothing is
/// changed then
void load_into(const SafetensorsFile& file, const NamedTensors& into);

}  // namespace llmsys
