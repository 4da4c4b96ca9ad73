#include <nlohmann/json.hpp>
#include <set>

#include "framework/base/error.h"
#include "framework/io/detail/json_file.h"
#include "framework/io/shared_bytes.h"

namespace llmsys::detail {

/// A value of a JSON file with all that is in it.
struct JsonTree {
  nlohmann::json value;  ///< never null
};

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

// Called for each piece that is parsed: bounds the depth, and sees keys that come twice, of which the parser would
// silently keep the last.
class Guard {
 public:
  explicit Guard(const std::string& name) : name_(name) {}

  bool operator()(int depth, Json::parse_event_t event, const Json& value) {
    LLMSYS_CHECK(IoError, depth <= kMostDepth, name_, ": it nests deeper than ", kMostDepth, " levels");
    if (event == Json::parse_event_t::object_start) keys_.emplace_back();
    if (event == Json::parse_event_t::object_end) keys_.pop_back();
    if (event == Json::parse_event_t::key)
      LLMSYS_CHECK(IoError, keys_.back().insert(value.get<std::string>()).second, name_, ": the key ", shown(value),
                   " comes twice");
    return true;
  }

 private:
  const std::string& name_;
  std::vector<std::set<std::string>> keys_;  // of the objects that are open
};

Json parsed(std::string_view text_of_file, const std::string& name) {
  Guard guard(name);
  try {
    return Json::parse(text_of_file, [&guard](int depth, Json::parse_event_t event, Json& value) {
      return guard(depth, event, value);
    });
  } catch (const Json::exception& error) {
    throw IoError(text(name, ": it is not JSON: ", error.what()));
  }
}

const Json* find(const JsonTree& tree, const char* key) {
  const auto it = tree.value.find(key);
  return it == tree.value.end() || it->is_null() ? nullptr : &*it;
}

const Json& need(const JsonTree& tree, const std::string& name, const char* key) {
  const Json* value = find(tree, key);
  LLMSYS_CHECK(IoError, value != nullptr, name, ": the key '", key, "' is missing");
  return *value;
}

int64_t as_integer(const std::string& name, const char* key, const Json& value) {
  const bool fits = value.is_number_integer() && !(value.is_number_unsigned() && value.get<uint64_t>() > INT64_MAX);
  LLMSYS_CHECK(IoError, fits, name, ": '", key, "' must be a whole number, is ", shown(value));
  return value.get<int64_t>();
}

}  // namespace

std::string read_json_text(const std::string& path) {
  const SharedBytes bytes = map_file(path);
  LLMSYS_CHECK(IoError, bytes.size <= kMostBytes, path, ": it has ", bytes.size,
               " bytes; a JSON file may have at most ", kMostBytes);
  return {reinterpret_cast<const char*>(bytes.data.get()), bytes.size};
}

JsonObject::JsonObject(JsonTree tree, std::string name)
    : tree_(std::make_shared<const JsonTree>(std::move(tree))), name_(std::move(name)) {
  LLMSYS_CHECK(IoError, tree_->value.is_object(), name_, ": it must be an object, {...}, is ", shown(tree_->value));
}

JsonObject JsonObject::parse(std::string_view json, const std::string& name) {
  return {JsonTree{parsed(json, name)}, name};
}

bool JsonObject::contains(const char* key) const { return find(*tree_, key) != nullptr; }

bool JsonObject::is_null(const char* key) const { return tree_->value.contains(key) && !contains(key); }

int64_t JsonObject::integer(const char* key) const { return as_integer(name_, key, need(*tree_, name_, key)); }

int64_t JsonObject::integer(const char* key, int64_t otherwise) const {
  return contains(key) ? integer(key) : otherwise;
}

std::string JsonObject::text(const char* key) const {
  const Json& value = need(*tree_, name_, key);
  LLMSYS_CHECK(IoError, value.is_string(), name_, ": '", key, "' must be a text, is ", shown(value));
  return value.get<std::string>();
}

JsonObject JsonObject::object(const char* key) const {
  return {JsonTree{need(*tree_, name_, key)}, name_ + ": " + key};
}

double JsonObject::real(const char* key, double otherwise) const {
  const Json* value = find(*tree_, key);
  if (value == nullptr) return otherwise;
  LLMSYS_CHECK(IoError, value->is_number(), name_, ": '", key, "' must be a number, is ", shown(*value));
  return value->get<double>();
}

bool JsonObject::flag(const char* key, bool otherwise) const {
  const Json* value = find(*tree_, key);
  if (value == nullptr) return otherwise;
  LLMSYS_CHECK(IoError, value->is_boolean(), name_, ": '", key, "' must be true or false, is ", shown(*value));
  return value->get<bool>();
}

std::vector<int64_t> JsonObject::integers(const char* key, std::vector<int64_t> otherwise) const {
  const Json* value = find(*tree_, key);
  if (value == nullptr) return otherwise;
  if (!value->is_array()) return {as_integer(name_, key, *value)};
  std::vector<int64_t> out;
  for (const Json& each : *value) out.push_back(as_integer(name_, key, each));
  return out;
}

std::map<std::string, std::string> JsonObject::texts() const {
  std::map<std::string, std::string> out;
  for (const auto& [key, value] : tree_->value.items()) {
    LLMSYS_CHECK(IoError, value.is_string(), name_, ": '", key, "' must be a text, is ", shown(value));
    out[key] = value.get<std::string>();
  }
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
