/// @file
/// JSON objects of files that strangers wrote: each access names the file and the key if it is not as expected.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace llmsys::detail {

/// The text of a JSON file.  @throws IoError if it cannot be read, or has more than 100,000,000 bytes
std::string read_json_text(const std::string& path);

struct JsonTree;  // in json_file.cpp: the library's header enters none of ours

/// An object of a JSON file. A key whose value is null counts as absent. All throw IoError.
class JsonObject {
 public:
  /// @param name  of the file, for messages  @throws IoError if it is not JSON, nests deeper than 100, has
  /// a key twice, or is no object
  static JsonObject parse(std::string_view json, const std::string& name);

  [[nodiscard]] bool contains(const char* key) const;
  /// Whether the key is there, with the value null.
  [[nodiscard]] bool is_null(const char* key) const;
  /// The value of a key that must be there.
  [[nodiscard]] int64_t integer(const char* key) const;
  [[nodiscard]] std::string text(const char* key) const;
  [[nodiscard]] JsonObject object(const char* key) const;
  /// The value of a key, or what its absence means.
  [[nodiscard]] int64_t integer(const char* key, int64_t otherwise) const;
  [[nodiscard]] double real(const char* key, double otherwise) const;
  [[nodiscard]] bool flag(const char* key, bool otherwise) const;
  /// A number, or a list of numbers.
  [[nodiscard]] std::vector<int64_t> integers(const char* key, std::vector<int64_t> otherwise) const;
  /// Refuses another value than the only one that is supported; absence means that one.
  void expect_text(const char* key, const std::string& only) const;
  void expect_flag(const char* key, bool only) const;
  /// All members of an object that holds nothing but texts.
  [[nodiscard]] std::map<std::string, std::string> texts() const;
  /// What it is called in messages: "config.json", "config.json: rope_scaling".
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  JsonObject(JsonTree tree, std::string name);

  std::shared_ptr<const JsonTree> tree_;
  std::string name_;
};

}  // namespace llmsys::detail
