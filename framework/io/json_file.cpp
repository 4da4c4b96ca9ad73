#include <filesystem>
#include <fstream>
#include <sstream>

#include "framework/base/error.h"
#include "framework/io/detail/json_file.h"
#include "framework/io/shared_bytes.h"

namespace llmsys::detail {
namespace {

using Json = nlohmann::json;

constexpr size_t kMostBytes = 100'000'000;
constexpr int kMostDepth = 100;  // the parser and the tree's destructor recurse

// What went wrong, and how a value looks in a message.
std::string shown(const Json& value) {
  std::string out = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (out.size() > 40) out = out.substr(0, 37) + "...";
  return out;
}

Json parsed(std::string_view text_of_file, const std::string& name) {
  const auto bounded = [&name](int depth, Json::parse_event_t, Json&) {
    LLMSYS_CHECK(IoError, depth <= kMostDepth, name, ": it nests deeper than ", kMostDepth, " levels");
    return true;
  };
  try {
    return Json::parse(text_of_file, bounded);
  } catch (const Json::exception& error) {
    throw IoError(text(name, ": it is not JSON: ", error.what()));
  }
}

}  // namespace

std::string read_json_text(const std::string& path) {
  const SharedBytes bytes = map_file(path);
  LLMSYS_CHECK(IoError, bytes.size <= kMostBytes, path, ": it has ", bytes.size,
               " bytes; a JSON file may have at most ", kMostBytes);
  return {reinterpret_cast<const char*>(bytes.data.get()), bytes.size};
}

JsonObject::JsonObject(Json json, std::string name) : json_(std::move(json)), name_(std::move(name)) {
  LLMSYS_CHECK(IoError, json_.is_object(), name_, ": it must be an object, {...}, is ", shown(json_));
}

JsonObject JsonObject::parse(std::string_view json, const std::string& name) { return {parsed(json, name), name}; }

const Json* JsonObject::find(const char* key) const {
  const auto it = json_.find(key);
  return it == json_.end() || it->is_null() ? nullptr : &*it;
}

const Json& JsonObject::need(const char* key) const {
  const Json* value = find(key);
  LLMSYS_CHECK(IoError, value != nullptr, name_, ": the key '", key, "' is missing");
  return *value;
}

int64_t JsonObject::as_integer(const char* key, const Json& value) const {
  const bool fits = value.is_number_integer() && !(value.is_number_unsigned() && value.get<uint64_t>() > INT64_MAX);
  LLMSYS_CHECK(IoError, fits, name_, ": '", key, "' must be a whole number, is ", shown(value));
  return value.get<int64_t>();
}

int64_t JsonObject::integer(const char* key) const { return as_integer(key, need(key)); }

int64_t JsonObject::integer(const char* key, int64_t otherwise) const {
  return contains(key) ? integer(key) : otherwise;
}

std::string JsonObject::text(const char* key) const {
  const Json& value = need(key);
  LLMSYS_CHECK(IoError, value.is_string(), name_, ": '", key, "' must be a text, is ", shown(value));
  return value.get<std::string>();
}

JsonObject JsonObject::object(const char* key) const { return {need(key), name_ + ": " + key}; }

double JsonObject::real(const char* key, double otherwise) const {
  const Json* value = find(key);
  if (value == nullptr) return otherwise;
  LLMSYS_CHECK(IoError, value->is_number(), name_, ": '", key, "' must be a number, is ", shown(*value));
  return value->get<double>();
}

bool JsonObject::flag(const char* key, bool otherwise) const {
  const Json* value = find(key);
  if (value == nullptr) return otherwise;
  LLMSYS_CHECK(IoError, value->is_boolean(), name_, ": '", key, "' must be true or false, is ", shown(*value));
  return value->get<bool>();
}

std::vector<int64_t> JsonObject::integers(const char* key, std::vector<int64_t> otherwise) const {
  const Json* value = find(key);
  if (value == nullptr) return otherwise;
  if (!value->is_array()) return {as_integer(key, *value)};
  std::vector<int64_t> out;
  for (const Json& each : *value) out.push_back(as_integer(key, each));
  return out;
}

void JsonObject::expect_text(const char* key, const std::string& only) const {
  if (!contains(key)) return;
  const std::string value = text(key);
  LLMSYS_CHECK(IoError, value == only, name_, ": '", key, "' is '", value, "', but only '", only, "' is computed here");
}

void JsonObject::expect_flag(const char* key, bool only) const {
  LLMSYS_CHECK(IoError, flag(key, only) == only, name_, ": '", key, "' is ", only ? "false" : "true", ", but only ",
               only ? "true" : "false", " is computed here");
}

}  // namespace llmsys::detail
