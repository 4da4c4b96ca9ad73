#include "autograder/course/fields.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "framework/base/error.h"

namespace llmsys {

using Json = nlohmann::json;

std::string did_you_mean(const std::string& written, const std::vector<std::string>& words) {
  std::string nearest;
  int least = std::numeric_limits<int>::max();
  for (const std::string& word : words) {
    const int distance = edit_distance(written, word);
    if (distance < least) least = distance, nearest = word;
  }
  const bool near = least <= 2 || least <= static_cast<int>(written.size()) / 2;
  return nearest.empty() || !near ? "" : text("; did you mean \"", nearest, "\"?");
}

std::string described(const Json& json) {
  if (json.is_string()) return text("the text \"", json.get<std::string>().substr(0, 60), "\"");
  if (json.is_number()) return text("the number ", json.dump());
  if (json.is_boolean()) return json.dump();
  if (json.is_array()) return "a list";
  return json.is_object() ? "an object" : "null";
}

Json parse_strict_json(const std::string& text_, const std::string& path) {
  std::vector<std::set<std::string>> open;
  std::string twice;
  const auto look = [&](int, Json::parse_event_t event, Json& value) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(value.get<std::string>()).second && twice.empty())
      twice = value.get<std::string>();
    return true;
  };
  try {
    Json json = Json::parse(text_, look);
    LLMSYS_CHECK(ValueError, twice.empty(), path, ": an object has the key \"", twice, "\" twice: keep one");
    return json;
  } catch (const Json::exception& error) {
    std::string what = error.what();  // "[json.exception.parse_error.101] parse error at line 3, column 5: ..."
    if (const size_t end = what.find("] "); end != std::string::npos) what = what.substr(end + 2);
    throw ValueError(text(path, ": this is not JSON: ", what));
  }
}

Fields::Fields(const Json& json, std::string path, std::vector<std::string>& problems)
    : json_(&json), path_(std::move(path)), problems_(&problems) {
  if (json.is_object()) return;
  problems_->push_back(text(path_.empty() ? "the file" : path_, ": must be an object {...}, is ", described(json)));
  static const Json kEmpty = Json::object();
  json_ = &kEmpty;
}

std::string Fields::path_of(const std::string& key) const { return path_.empty() ? key : path_ + "." + key; }

void Fields::wrong(const std::string& key, const std::string& what) {
  problems_->push_back(text(path_of(key), ": ", what));
}

void Fields::wrong_at(const std::string& problem) { problems_->push_back(problem); }

const Json* Fields::find(const std::string& key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.push_back(key);
  const auto at = json_->find(key);
  return at == json_->end() || at->is_null() ? nullptr : &*at;
}

std::string Fields::text_of(const std::string& key, const std::string& otherwise) {
  const Json* value = find(key);
  if (value == nullptr) return otherwise;
  if (value->is_string()) return value->get<std::string>();
  wrong(key, text("must be a text in quotes, is ", described(*value)));
  return otherwise;
}

std::string Fields::needed_text(const std::string& key) {
  const std::string value = text_of(key);
  const auto at = json_->find(key);
  if (at == json_->end()) wrong(key, "is missing; it must be a text in quotes");
  if (at != json_->end() && at->is_string() && value.empty()) wrong(key, "is empty");
  return value;
}

double Fields::number(const std::string& key, double otherwise, double least, double most) {
  const Json* value = find(key);
  if (value == nullptr) return otherwise;
  if (value->is_number() && value->get<double>() >= least && value->get<double>() <= most) return value->get<double>();
  wrong(key, text("must be a number from ", least, " to ", most, ", is ", described(*value)));
  return otherwise;
}

int Fields::whole(const std::string& key, int otherwise, int least, int most) {
  const Json* value = find(key);
  if (value == nullptr) return otherwise;
  const double got = value->is_number() ? value->get<double>() : std::nan("");
  if (got >= least && got <= most && got == std::floor(got)) return static_cast<int>(got);
  wrong(key, text("must be a whole number from ", least, " to ", most, ", is ", described(*value)));
  return otherwise;
}

bool Fields::flag(const std::string& key, bool otherwise) {
  const Json* value = find(key);
  if (value == nullptr) return otherwise;
  if (value->is_boolean()) return value->get<bool>();
  wrong(key, text("must be true or false, is ", described(*value)));
  return otherwise;
}

std::string Fields::word(const std::string& key, const std::vector<std::string>& words, const std::string& otherwise) {
  const Json* value = find(key);
  if (value == nullptr) return otherwise;
  const std::string got = value->is_string() ? value->get<std::string>() : "";
  if (std::find(words.begin(), words.end(), got) != words.end()) return got;
  wrong(key, text("must be one of ", join(words, ", "), "; it is ", described(*value), did_you_mean(got, words)));
  return otherwise;
}

std::vector<std::pair<const Json*, std::string>> Fields::list(const std::string& key) {
  const Json* value = find(key);
  std::vector<std::pair<const Json*, std::string>> out;
  if (value == nullptr) return out;
  if (!value->is_array()) {
    wrong(key, text("must be a list [...], is ", described(*value)));
    return out;
  }
  for (size_t i = 0; i < value->size(); ++i) out.emplace_back(&(*value)[i], text(path_of(key), "[", i, "]"));
  return out;
}

std::vector<Fields> Fields::objects(const std::string& key) {
  std::vector<Fields> out;
  for (const auto& [json, path] : list(key)) out.emplace_back(*json, path, *problems_);
  return out;
}

std::optional<Fields> Fields::object(const std::string& key) {
  const Json* value = find(key);
  if (value == nullptr) return {};
  return Fields(*value, path_of(key), *problems_);
}

void Fields::finish() {
  for (const auto& [key, value] : json_->items()) {
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    const std::string nearest = did_you_mean(key, known_);
    wrong(key,
          text("there is no such key", nearest.empty() ? "." : nearest, " The keys here are ", join(known_, ", ")));
  }
}

}  // namespace llmsys
