/// @file
/// The words of a text, written so that what reads the same is the same: for finding copies.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace llmsys {

/// One word, and where it stands.
struct NormalisedWord {
  std::string word;  ///< letters, marks and digits, case folded, in composed form
  size_t begin = 0;  ///< its first byte in the text
  size_t end = 0;    ///< behind its last byte
  /// The word itself.
  operator std::string_view() const { return word; }
};

/// The words of a text, in order: runs of letters, the marks on them, and digits, of any script. All else separates
/// words, also each byte that is part of no UTF-8 character; except that an apostrophe (' or ’) between two letters
/// vanishes: "Don't" is "dont". Case and form do not matter (NFKC with case folding, Unicode Standard Annex 15):
/// "ﬁne", "Fine" and "FINE" are one word, and so is "é" in one character and in two.
std::vector<NormalisedWord> normalised_words(std::string_view text);

}  // namespace llmsys
