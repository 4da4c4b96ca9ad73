#include "autograder/submission/gradescope.h"

#include <ctime>
#include <regex>
#include <sstream>

#include "autograder/submission/folder.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr int64_t kMostBytes = int64_t{64} << 20;

// "'0042'" or "\"x\"" without its quotes.
std::string unquoted(const std::string& value) {
  const bool quoted = value.size() >= 2 && (value[0] == '\'' || value[0] == '"') && value.back() == value[0];
  return quoted ? value.substr(1, value.size() - 2) : value;
}

}  // namespace

std::optional<int64_t> parse_time(const std::string& words) {
  static const std::regex form(
      "([0-9]{4})-([0-9]{2})-([0-9]{2})[ T]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:[.][0-9]+)? "
      "?(Z|UTC|([+-])([0-9]{2}):?([0-9]{2}))?");
  std::smatch parts;
  if (!std::regex_match(words, parts, form)) return std::nullopt;
  std::tm time{};
  time.tm_year = std::stoi(parts[1]) - 1900;
  time.tm_mon = std::stoi(parts[2]) - 1;
  time.tm_mday = std::stoi(parts[3]);
  time.tm_hour = std::stoi(parts[4]);
  time.tm_min = std::stoi(parts[5]);
  time.tm_sec = std::stoi(parts[6]);
  int64_t zone = 0;
  if (parts[8].matched) zone = (std::stoi(parts[9]) * 60 + std::stoi(parts[10])) * (parts[8] == "-" ? -60 : 60);
  return static_cast<int64_t>(timegm(&time)) - zone;
}

std::map<std::string, GradescopeStudent> read_gradescope_metadata(const std::string& path) {
  static const std::regex top("(submission_[0-9]+):\\s*"), field("[ -]+:(name|email|sid|created_at): *(.*?)\\s*");
  std::string problem;
  std::istringstream lines(read_plain_file(path, kMostBytes, problem));
  std::map<std::string, GradescopeStudent> out;
  GradescopeStudent* now = nullptr;
  for (std::string line; std::getline(lines, line);) {
    std::smatch parts;
    if (line.size() > 1000) continue;
    if (std::regex_match(line, parts, top)) {
      now = &out[parts[1]];
    } else if (now != nullptr && std::regex_match(line, parts, field)) {
      const std::string key = parts[1], value = unquoted(parts[2]);
      if (key == "name" && now->name.empty()) now->name = value;
      if (key == "email" && now->email.empty()) now->email = value;
      if (key == "sid" && now->sid.empty()) now->sid = value;
      if (key == "created_at" && !now->created_at) now->created_at = parse_time(value);
    }
  }
  return out;
}

}  // namespace llmsys
