/// @file
/// Every word that a story can have.
#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace llmsys::corpora {

/// A word where it stands.
struct Word {
  std::string text;    ///< letters, with apostrophes and hyphens inside; without an 's at the end
  size_t sentence;     ///< its number, from 0
  bool first = false;  ///< whether a sentence, or what somebody says, begins with it
};

/// The words of a text in order.
std::vector<Word> words_of(std::string_view text);

/// "Kite" -> "kite": ASCII only, as stories are.
std::string lower_case(std::string text);

/// Words of all patterns and lists, in lower case, without the names of people.
const std::set<std::string, std::less<>>& story_words();

/// What stories are about: "kite", "boat", ... None of them is used for anything else.
const std::set<std::string, std::less<>>& story_objects();

}  // namespace llmsys::corpora
