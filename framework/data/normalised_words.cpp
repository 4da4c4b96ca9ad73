#include "framework/data/normalised_words.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

#include "framework/base/error.h"
#include "framework/data/code_point.h"

namespace llmsys {
namespace {

bool is_mark(const CodePoint& c) {
  if (c.value < 0x300) return false;
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(c.value));
  return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

bool is_of_words(const CodePoint& c) {
  return c.kind == CharacterKind::letter || c.kind == CharacterKind::number || is_mark(c);
}

bool is_letter_first(std::string_view text) {
  return !text.empty() && first_code_point(text).kind == CharacterKind::letter;
}

// Bytes of an apostrophe at the start of a text; 0 if there is none.
size_t apostrophe(std::string_view text) { return text.starts_with('\'') ? 1 : text.starts_with("’") ? 3 : 0; }

// The end of the word at the start of a text, without apostrophes in `letters`; 0 if there is none.
size_t read_word(std::string_view text, std::string& letters) {
  size_t end = 0;
  bool after_letter = false;
  while (end < text.size()) {
    const std::string_view rest = text.substr(end);
    const size_t skipped = after_letter ? apostrophe(rest) : 0;
    if (skipped > 0 && is_letter_first(rest.substr(skipped))) {
      end += skipped;
      continue;
    }
    const CodePoint c = first_code_point(rest);
    if (!is_of_words(c)) break;
    after_letter = c.kind != CharacterKind::number;
    letters.append(rest.substr(0, c.length));
    end += c.length;
  }
  return end;
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

std::string folded(std::string word) {
  if (std::all_of(word.begin(), word.end(), is_ascii)) {
    for (char& c : word) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    return word;
  }
  utf8proc_uint8_t* out = nullptr;
  constexpr auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                                                          UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  const utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(word.data()),
                                             static_cast<utf8proc_ssize_t>(word.size()), &out, options);
  LLMSYS_CHECK(ValueError, size >= 0, "[normalised_words] ", utf8proc_errmsg(size));
  word.assign(reinterpret_cast<const char*>(out), static_cast<size_t>(size));
  std::free(out);
  return word;
}

}  // namespace

std::vector<NormalisedWord> normalised_words(std::string_view text) {
  std::vector<NormalisedWord> words;
  for (size_t at = 0; at < text.size();) {
    std::string letters;
    const size_t length = read_word(text.substr(at), letters);
    if (length > 0) words.push_back({folded(std::move(letters)), at, at + length});
    at += length > 0 ? length : first_code_point(text.substr(at)).length;
  }
  return words;
}

}  // namespace llmsys
