/// @file
/// The JSON header of a safetensors file.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "framework/io/safetensors.h"

namespace llmsys::detail {

/// Most bytes of JSON, as in the reference implementation.
inline constexpr uint64_t kSafetensorsHeaderLimit = 100'000'000;
/// The key that is not a tensor.
inline constexpr std::string_view kMetadataKey = "__metadata__";

/// What the header says.
struct SafetensorsHeader {
  std::vector<SafetensorsEntry> entries;        ///< offsets count from the start of the data until they are checked
  std::map<std::string, std::string> metadata;  ///< free text
};

/// Parses the JSON, and nothing else: types of the values, names that come twice.
/// @throws IoError
SafetensorsHeader parse_safetensors_json(std::string_view json);

/// Parses and checks the first bytes of a file; offsets of the result count from the start of the file.
/// @throws IoError
SafetensorsHeader read_safetensors_header(std::string_view file);

}  // namespace llmsys::detail
