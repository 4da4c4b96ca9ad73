#include "autograder/submission/path_rules.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "autograder/report/printable.h"

namespace llmsys {
namespace {

constexpr size_t kMaxPath = 1000, kMaxParts = 40;
constexpr std::array<std::string_view, 8> kEndings = {".tar.gz", ".tar.xz", ".tar.bz2", ".tgz",
                                                      ".txz",    ".tar",    ".zip",     ".7z"};

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool ends_with_ignoring_case(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() &&
         std::equal(ending.rbegin(), ending.rend(), name.rbegin(), [](char a, char b) { return lower(a) == lower(b); });
}

// Calls visit(part) for each part between slashes.
template <class Visit>
void for_each_part(std::string_view path, Visit visit) {
  for (size_t start = 0; start <= path.size();) {
    const size_t end = std::min(path.find('/', start), path.size());
    visit(path.substr(start, end - start));
    start = end + 1;
  }
}

}  // namespace

bool is_plain_text(std::string_view bytes) {
  return bytes.find_first_of("\n\t") == std::string_view::npos && printable(bytes) == bytes;
}

std::string path_problem(std::string_view path) {
  if (path.empty()) return "has no name";
  if (path.size() > kMaxPath) return "has a name that is too long";
  if (!is_plain_text(path)) return "has control characters, or bytes that are no UTF-8, in its name";
  if (path.find('\\') != std::string_view::npos) return "has a backslash in its name";
  if (path[0] == '/') return "has an absolute path";
  if (path.size() > 1 && path[1] == ':') return "has a drive letter in its path";
  size_t parts = 0;
  bool leads_out = false;
  for_each_part(path, [&](std::string_view part) {
    ++parts;
    leads_out = leads_out || part == "..";
  });
  if (leads_out) return "leads out of the archive (..)";
  if (parts > kMaxParts) return "lies in too many folders";
  return "";
}

std::string path_key(std::string_view path) {
  std::string key;
  for_each_part(path, [&](std::string_view part) {
    if (part.empty() || part == ".") return;
    if (!key.empty()) key += '/';
    for (const char c : part) key += lower(c);
  });
  return key;
}

std::string_view file_name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }  // npos + 1 is 0

bool is_archive_name(std::string_view name) {
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return ends_with_ignoring_case(name, ending); });
}

std::string_view archive_stem(std::string_view name) {
  for (const std::string_view ending : kEndings)
    if (ends_with_ignoring_case(name, ending)) return name.substr(0, name.size() - ending.size());
  return name;
}

}  // namespace llmsys
