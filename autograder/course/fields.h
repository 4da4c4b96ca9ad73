/// @file
/// Reads JSON that people write, with messages that name the place: `assignments[2].due: ...`.
#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace llmsys {

/// One object of a JSON file. Each key is asked for by name; finish() then finds the keys that nobody asked for. What is wrong
/// goes into a list, so that a reader of the file sees all of it at once.
class Fields {
 public:
  /// @param path  where the object is, "" for the whole file    @param problems  takes what is wrong
  Fields(const nlohmann::json& json, std::string path, std::vector<std::string>& problems);

  /// The value of a key, or null if it is absent.
  const nlohmann::json* find(const std::string& key);
  /// A text; the default if it is absent.
  std::string text_of(const std::string& key, const std::string& otherwise = "");
  /// A text that has to be there.
  std::string needed_text(const std::string& key);
  /// A number from `least` to `most`.
  double number(const std::string& key, double otherwise, double least, double most);
  /// A whole number from `least` to `most`.
  int whole(const std::string& key, int otherwise, int least, int most);
  /// true or false.
  bool flag(const std::string& key, bool otherwise);
  /// One of some words; the default if it is absent.
  std::string word(const std::string& key, const std::vector<std::string>& words, const std::string& otherwise);
  /// A list, as its elements and their paths; empty if it is absent.
  std::vector<std::pair<const nlohmann::json*, std::string>> list(const std::string& key);
  /// An object; nothing if it is absent.
  std::optional<Fields> object(const std::string& key);

  /// Notes that something is wrong with a key.
  void wrong(const std::string& key, const std::string& what);
  /// Notes a problem whose path is written already.
  void wrong_at(const std::string& problem);
  /// "assignments[2].due".
  [[nodiscard]] std::string path_of(const std::string& key) const;
  /// The elements of a list of objects.
  std::vector<Fields> objects(const std::string& key);
  /// Notes each key that was not asked for, with the nearest that there is.
  void finish();

 private:
  const nlohmann::json* json_;
  std::string path_;
  std::vector<std::string>* problems_;
  std::vector<std::string> known_;
};

/// The word of the list that is nearest to what was written, if it is near: "; did you mean \"due\"?", else "".
std::string did_you_mean(const std::string& written, const std::vector<std::string>& words);

/// What a value is, for a message: `a text ("ten")`, `a list`, `the number 3`.
std::string described(const nlohmann::json& json);

/// Parses JSON whose objects hold no key twice.  @throws ValueError that names line and column
nlohmann::json parse_strict_json(const std::string& text, const std::string& path);

}  // namespace llmsys
