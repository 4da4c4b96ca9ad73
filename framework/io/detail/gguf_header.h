/// @file
/// What a GGUF file says before its tensors' bytes.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "framework/io/gguf.h"

namespace llmsys::detail {

/// An element type of ggml.
struct GgmlType {
  uint32_t number;                    ///< in the file
  std::string_view name;              ///< "Q4_K"
  int64_t numbers;                    ///< in a block
  int64_t bytes;                      ///< of a block
  std::optional<BlockFormat> format;  ///< ours; none if it is not read here
};

/// The row of that number, or null: then not even the size of a block is known.
const GgmlType* find_ggml_type(uint32_t number);
/// The row of that name, or null.
const GgmlType* find_ggml_type(std::string_view name);

/// What the header says, checked.
struct GgufHeader {
  int64_t version = 0;                                             ///< 2 or 3
  std::map<std::string, GgufMetadata::Value, std::less<>> values;  ///< metadata
  std::vector<GgufEntry> entries;                                  ///< tensors; their bytes are counted from the start
};

/// Reads and checks the first bytes of a file.  @throws IoError
GgufHeader read_gguf_header(const SharedBytes& file);

/// Bytes of a number of that type; 0 for texts and arrays.
size_t gguf_item_size(GgufMetadata::Type type);

}  // namespace llmsys::detail
