// The answer of llmsys_unpack: "refused WORDS", or lines "file SIZE PATH" with the bytes behind, and "other PATH"; "end".
#include <charconv>

#include "autograder/submission/path_rules.h"
#include "autograder/submission/unpack_apart.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

Found nonsense() { return {.refusal = "it could not be unpacked: the unpacker died", .files = {}, .others = {}}; }

// What lies before `end` in `bytes`, which then begins behind it; false if there is no `end`.
bool cut(std::string_view& bytes, char end, std::string_view& before) {
  const size_t at = bytes.find(end);
  if (at == std::string_view::npos) return false;
  before = bytes.substr(0, at);
  bytes.remove_prefix(at + 1);
  return true;
}

bool read_file(std::string_view& bytes, std::string_view line, Found& found) {
  std::string_view digits;
  size_t size = 0;
  if (!cut(line, ' ', digits)) return false;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return false;
  if (size > bytes.size() || !path_problem(line).empty()) return false;
  found.files.push_back({std::string(line), std::string(bytes.substr(0, size))});
  bytes.remove_prefix(size);
  return true;
}

}  // namespace

std::string to_wire(const Found& found) {
  if (!found.refusal.empty()) return text("refused ", found.refusal, "\nend\n");
  std::string out;
  for (const FoundFile& file : found.files)
    out += text("file ", file.content.size(), " ", file.path, "\n", file.content);
  for (const std::string& other : found.others) out += text("other ", other, "\n");
  return out + "end\n";
}

Found from_wire(std::string_view bytes) {
  Found found;
  for (std::string_view line; cut(bytes, '\n', line);) {
    if (line == "end") return bytes.empty() ? found : nonsense();
    std::string_view kind;
    if (!cut(line, ' ', kind)) return nonsense();
    if (kind == "refused" && is_plain_text(line))
      found = {.refusal = std::string(line), .files = {}, .others = {}};
    else if (kind == "other" && path_problem(line).empty())
      found.others.emplace_back(line);
    else if (kind != "file" || !read_file(bytes, line, found))
      return nonsense();
  }
  return nonsense();
}

}  // namespace llmsys
