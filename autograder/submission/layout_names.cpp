#include "autograder/submission/layout_names.h"

#include <algorithm>
#include <charconv>
#include <regex>

namespace llmsys {
namespace {

// 0 for what is no number, or too long for one.
int64_t number(const std::string& digits) {
  int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

std::optional<NameParts> parse_moodle(const std::string& name) {
  static const std::regex form("(.*)_([0-9]{1,18})_assignsubmission_(?:file|onlinetext)(?:_(.*))?");
  std::smatch parts;
  if (!std::regex_match(name, parts, form)) return std::nullopt;
  return NameParts{.id = parts[2], .name = parts[1], .file = parts[3], .order = 0, .late = false};
}

std::optional<NameParts> parse_canvas(const std::string& name) {
  static const std::regex form("(.+?)(_LATE)?_([0-9]{1,18})_([0-9]{1,18})_(.+)", std::regex::icase);
  std::smatch parts;
  if (!std::regex_match(name, parts, form)) return std::nullopt;
  return NameParts{
      .id = parts[3], .name = parts[1], .file = parts[5], .order = number(parts[4]), .late = parts[2].matched};
}

std::string without_version(const std::string& file, int64_t& version) {
  static const std::regex form("(.+)-([0-9]{1,4})([.][^.]+|[.]tar[.][a-z0-9]+)");
  std::smatch parts;
  version = 0;
  if (!std::regex_match(file, parts, form)) return file;
  version = number(parts[2]);
  return parts[1].str() + parts[3].str();
}

std::string common_prefix(const std::vector<std::string>& names) {
  if (names.size() < 2) return "";
  std::string prefix = names[0];
  for (const std::string& name : names) {
    const auto end = std::mismatch(prefix.begin(), prefix.end(), name.begin(), name.end()).first;
    prefix.erase(end, prefix.end());
  }
  return prefix.substr(0, prefix.rfind('-') + 1);  // npos + 1 is 0
}

}  // namespace llmsys
