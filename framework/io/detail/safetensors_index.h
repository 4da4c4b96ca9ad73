/// @file
/// model.safetensors.index.json.
#pragma once
#include <map>
#include <string>
#include <string_view>

namespace llmsys::detail {

/// Its "weight_map": the file of each tensor. Each is a plain name that ends in ".safetensors".
/// @param name  stands for the file in messages  @throws IoError
std::map<std::string, std::string> parse_safetensors_index(std::string_view json, const std::string& name);

/// Such a file's text.  @param bytes  of all tensors together
std::string safetensors_index(const std::map<std::string, std::string>& places, int64_t bytes);

}  // namespace llmsys::detail
