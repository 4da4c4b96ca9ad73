/// @file
/// Given: what words, lines and paragraphs are. Any bytes are a text: one that is part of no UTF-8 character is a
/// character of its own, and neither letter nor space.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace llmsys::lab06 {

/// What lies between white space (Unicode's White_Space), in order.
std::vector<std::string_view> words_of(std::string_view text);
/// The lines that hold more than white space, without the white space around them. "\n" ends a line.
std::vector<std::string_view> lines_of(std::string_view text);
/// What lies between lines of nothing but white space, without the white space around it.
std::vector<std::string_view> paragraphs_of(std::string_view text);

/// Characters: code points.
int64_t count_characters(std::string_view text);
/// How often `symbol` stands in the text; places do not overlap.
int64_t count_symbol(std::string_view text, std::string_view symbol);
/// Whether one of its characters is a letter, of any script.
bool has_letter(std::string_view word);
/// Which of the stop words the word is, in any case: the 0, be 1, to 2, of 3, and 4, that 5, have 6, with 7; -1 if
/// none. No punctuation is taken off.
int64_t stop_word(std::string_view word);
/// Whether the line begins with one of: - * • ‣ ● ○ ▪ ◦ –
bool begins_with_bullet(std::string_view line);
/// Whether the line ends with "..." or "…".
bool ends_with_ellipsis(std::string_view line);

/// part / whole, and 0 if the whole is 0.
inline double share(int64_t part, int64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// The share of the parts that are so: share_of(words, has_letter). 0 if there are none.
double share_of(std::span<const std::string_view> parts, bool (*is_so)(std::string_view));

/// A hash of each n words in a row: words.size() - n + 1 of them, none if there are fewer words.
/// @throws ValueError if n < 1
std::vector<uint64_t> ngram_hashes(std::span<const std::string_view> words, int64_t n);

}  // namespace llmsys::lab06
