#include <nlohmann/json.hpp>

#include "framework/base/error.h"
#include "framework/io/detail/json_file.h"
#include "framework/io/detail/messages.h"
#include "framework/io/detail/safetensors_index.h"

namespace llmsys::detail {

std::map<std::string, std::string> parse_safetensors_index(std::string_view json, const std::string& name) {
  std::map<std::string, std::string> places = JsonObject::parse(json, name).object("weight_map").texts();
  for (const auto& [tensor, file] : places) {
    const bool plain = file.find_first_of(std::string_view("/\\\0", 3)) == file.npos && file.ends_with(".safetensors");
    LLMSYS_CHECK(IoError, plain, name, ": tensor '", printable(tensor), "' is said to be in '", printable(file),
                 "', want the name of a .safetensors file in the same folder");
  }
  return places;
}

std::string safetensors_index(const std::map<std::string, std::string>& places, int64_t bytes) {
  const nlohmann::ordered_json json = {{"metadata", {{"total_size", bytes}}}, {"weight_map", places}};
  return json.dump(2) + "\n";
}

}  // namespace llmsys::detail
