/// @file
/// Given: what merges are learned from, the pieces of a text as ids.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "framework/io/bpe_vocabulary.h"

namespace llmsys::lab05 {

/// A piece of text, and how often it occurs.
struct CountedPiece {
  std::string bytes;  ///< not empty
  int64_t count = 1;  ///< > 0
};

/// The different pieces of a text, with their counts, in byte order. Counts of several texts may be put one after another.
std::vector<CountedPiece> count_pieces(std::string_view text, SplitRule split);

/// The words that merges are learned from: each piece once, as the ids that it consists of now, and its count. Training
/// changes the ids; the counts stay. visits() is what the rung `visits` grades, so read words through ids(), not from a
/// copy made before.
class Words {
 public:
  /// Each byte of a piece becomes the id of the token that is that byte.
  /// @param tokens  the 256 single bytes, in any order
  /// @throws ValueError if a byte is no token, a piece empty or its count below 1
  Words(const std::vector<CountedPiece>& pieces, const std::vector<std::string>& tokens);

  /// How many words there are.
  [[nodiscard]] size_t size() const { return words_.size(); }
  /// How often word `w` occurs in the text.
  [[nodiscard]] int64_t count(size_t w) const { return counts_.at(w); }
  /// The ids that word `w` consists of. This is a visit.
  [[nodiscard]] const std::vector<int64_t>& ids(size_t w) {
    ++visits_;
    return words_.at(w);
  }
  /// Word `w` consists of these ids from now on.
  void replace(size_t w, std::vector<int64_t> ids) { words_.at(w) = std::move(ids); }
  /// How often ids() was called.
  [[nodiscard]] int64_t visits() const { return visits_; }

 private:
  std::vector<std::vector<int64_t>> words_;
  std::vector<int64_t> counts_;
  int64_t visits_ = 0;
};

}  // namespace llmsys::lab05
