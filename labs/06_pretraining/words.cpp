// Given: what words, lines and paragraphs are.
#include "labs/06_pretraining/words.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "framework/base/error.h"
#include "framework/data/code_point.h"
#include "framework/data/hashing.h"

namespace llmsys::lab06 {
namespace {

template <size_t N>
bool begins_with_one_of(std::string_view text, const std::array<std::string_view, N>& all) {
  return std::any_of(all.begin(), all.end(), [&](std::string_view one) { return text.starts_with(one); });
}

// The text without white space at both ends: from its first word to its last.
std::string_view trimmed(std::string_view text) {
  const std::vector<std::string_view> words = words_of(text);
  if (words.empty()) return {};
  return {words.front().data(), static_cast<size_t>(words.back().data() + words.back().size() - words.front().data())};
}

// Calls f with each line, whatever is in it.
template <class Function>
void for_each_line(std::string_view text, const Function& f) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    f(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  bool inside = false;
  while (!text.empty()) {
    const CodePoint c = first_code_point(text);
    const bool space = c.kind == CharacterKind::space;
    if (!space && !inside) words.push_back(text.substr(0, 0));
    if (!space) words.back() = {words.back().data(), words.back().size() + c.length};
    inside = !space;
    text.remove_prefix(c.length);
  }
  return words;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for_each_line(text, [&](std::string_view line) {
    if (const std::string_view part = trimmed(line); !part.empty()) lines.push_back(part);
  });
  return lines;
}

std::vector<std::string_view> paragraphs_of(std::string_view text) {
  std::vector<std::string_view> paragraphs;
  bool inside = false;
  for_each_line(text, [&](std::string_view line) {
    const std::string_view part = trimmed(line);
    if (!part.empty() && !inside) paragraphs.push_back(part);
    if (!part.empty()) {
      const char* const begin = paragraphs.back().data();
      paragraphs.back() = {begin, static_cast<size_t>(part.data() + part.size() - begin)};
    }
    inside = !part.empty();
  });
  return paragraphs;
}

int64_t count_characters(std::string_view text) {
  int64_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(first_code_point(text).length);
  return count;
}

int64_t count_symbol(std::string_view text, std::string_view symbol) {
  int64_t count = 0;
  for (size_t at = text.find(symbol); at != std::string_view::npos; at = text.find(symbol, at + symbol.size())) ++count;
  return count;
}

bool has_letter(std::string_view word) {
  while (!word.empty()) {
    const CodePoint c = first_code_point(word);
    if (c.kind == CharacterKind::letter) return true;
    word.remove_prefix(c.length);
  }
  return false;
}

int64_t stop_word(std::string_view word) {
  constexpr std::array<std::string_view, 8> all = {"the", "be", "to", "of", "and", "that", "have", "with"};
  const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
  const auto* const found = std::find_if(all.begin(), all.end(), [&](std::string_view stop) {
    return std::equal(word.begin(), word.end(), stop.begin(), stop.end(), same);
  });
  return found == all.end() ? -1 : found - all.begin();
}

bool begins_with_bullet(std::string_view line) {
  constexpr std::array<std::string_view, 9> bullets = {"-", "*", "•", "‣", "●", "○", "▪", "◦", "–"};
  return begins_with_one_of(line, bullets);
}

bool ends_with_ellipsis(std::string_view line) { return line.ends_with("...") || line.ends_with("…"); }

double share_of(std::span<const std::string_view> parts, bool (*is_so)(std::string_view)) {
  return share(std::count_if(parts.begin(), parts.end(), is_so), std::ssize(parts));
}

std::vector<uint64_t> ngram_hashes(std::span<const std::string_view> words, int64_t n) {
  LLMSYS_CHECK(ValueError, n >= 1, "[ngram_hashes] n must be at least 1, got ", n);
  std::vector<uint64_t> of_words(words.size());
  std::transform(words.begin(), words.end(), of_words.begin(), [](std::string_view word) { return hash64(word); });
  std::vector<uint64_t> hashes;
  for (size_t i = 0; i + static_cast<size_t>(n) <= of_words.size(); ++i) {
    uint64_t hash = 0;
    for (size_t k = i; k < i + static_cast<size_t>(n); ++k) hash = mix64(hash + of_words[k]);
    hashes.push_back(hash);
  }
  return hashes;
}

}  // namespace llmsys::lab06
