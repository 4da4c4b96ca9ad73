// The search for secrets in the files of a release.
#include <algorithm>
#include <filesystem>
#include <sstream>

#include "autograder/cli/paths.h"
#include "autograder/release/secrets.h"
#include "autograder/release/words.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

bool is_printable(char c) { return c == '\t' || (c >= ' ' && c <= '~'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The printable pieces of a file, as strings(1) finds them; of a text, its lines.
std::vector<std::string> pieces_of(const std::string& content) {
  constexpr size_t kShortest = 6;
  std::vector<std::string> pieces;
  std::string piece;
  for (const char c : content) {
    if (is_printable(c)) {
      piece += c;
      continue;
    }
    if (piece.size() >= kShortest) pieces.push_back(piece);
    piece.clear();
  }
  if (piece.size() >= kShortest) pieces.push_back(piece);
  return pieces;
}

// Calls `on_name` for the parts of a mangled name: 10layer_norm is layer_norm.
template <class F>
void for_each_mangled(const std::string& piece, const F& on_name) {
  for (size_t i = 0; i < piece.size(); ++i) {
    if (!is_digit(piece[i]) || (i > 0 && is_digit(piece[i - 1]))) continue;
    size_t end = i, length = 0;
    while (end < piece.size() && end < i + 4 && is_digit(piece[end]))
      length = 10 * length + static_cast<size_t>(piece[end++] - '0');
    if (length > 0 && end + length <= piece.size()) on_name(piece.substr(end, length));
  }
}

void look_for_names(const std::string& file, const std::string& piece, const Secrets& secrets,
                    std::set<std::string>& leaks) {
  for_each_mangled(piece, [&](const std::string& name) {
    if (secrets.names.contains(name)) leaks.insert(text(file, " names `", name, "` in ", piece));
  });
  for_each_word(piece, [&](const std::string& name) {
    if (secrets.names.contains(name) && !secrets.words.contains(name))
      leaks.insert(text(file, " names `", name, "` in ", piece));
  });
}

void look_for_passages(const std::string& file, const std::string& content, const Secrets& secrets,
                       std::set<std::string>& leaks) {
  for (const std::string& passage : passages_of(content))
    if (secrets.passages.contains(passage))
      leaks.insert(text(file, " has three lines of a solution, from: ", passage.substr(0, passage.find('\n'))));
}

void look_into(const std::string& path, const std::string& file, const Secrets& secrets,
               const std::vector<std::string>& forbidden_paths, std::set<std::string>& leaks) {
  const std::string content = read_text_file(path);
  const bool binary = content.find('\0') != std::string::npos;
  for (const std::string& forbidden : forbidden_paths)
    if (binary && content.find(forbidden) != std::string::npos) leaks.insert(text(file, " holds the path ", forbidden));
  if (!binary) look_for_passages(file, content, secrets, leaks);
  for (const std::string& piece : pieces_of(content)) {
    if (const std::string line = trimmed_line(piece); secrets.lines.contains(line))
      leaks.insert(text(file, " has a line of a secret file: ", line));
    if (binary) look_for_names(file, piece, secrets, leaks);
  }
}

}  // namespace

std::vector<std::string> find_leaks(const std::string& folder, const Secrets& secrets,
                                    const std::vector<std::string>& forbidden_paths) {
  std::set<std::string> leaks;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string file = entry.path().lexically_relative(folder).string();
    if (is_secret_file(file)) leaks.insert(text(file, " must not be there"));
    look_into(entry.path().string(), file, secrets, forbidden_paths, leaks);
  }
  return {leaks.begin(), leaks.end()};
}

}  // namespace llmsys
