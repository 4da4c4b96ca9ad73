/// @file
/// Lab 00, task 0.5: working code with a lifetime mistake in it.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace llmsys::lab00 {

/// A word and how often it was seen.
struct WordCount {
  std::string word;   ///< in lower case
  int64_t count = 0;  ///< times seen
};

/// The word that a text uses most. A word is a longest run of letters a-z and A-Z; case does not count. Among words
/// used equally often, the one that reached that number first.
/// @return an empty word with count 0 for a text without letters
WordCount most_frequent_word(std::string_view text);

}  // namespace llmsys::lab00
