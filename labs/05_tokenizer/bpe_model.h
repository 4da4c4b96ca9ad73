/// @file
/// Given: a vocabulary, prepared for encoding: what is asked often is answered at once.
#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "framework/data/pieces.h"
#include "framework/io/bpe_vocabulary.h"

namespace llmsys::lab05 {

/// What becomes of two tokens that stand side by side.
struct MergeRule {
  int64_t rank = kNone;  ///< the merge with the lowest rank goes first; kNone if these two do not merge
  int64_t id = -1;       ///< of the token that both become

  /// A rank above all others.
  static constexpr int64_t kNone = std::numeric_limits<int64_t>::max();
};

/// Where a text holds an added token like "<|endoftext|>".
struct AddedMatch {
  size_t begin = 0;   ///< byte where it begins: what is before holds none
  size_t length = 0;  ///< its bytes; 0 if none is found
  int64_t id = -1;    ///< its id, if it is found
};

/// Work done, counted for the tests.
struct Work {
  int64_t lookups = 0;  ///< calls of BpeModel::merge
  int64_t pieces = 0;   ///< calls of ids_of_piece
  int64_t scanned = 0;  ///< bytes of all pieces that BpeModel::first_piece found, certain or not
};

/// A vocabulary with tables beside it. Nothing changes after it is made: threads may share it.
class BpeModel {
 public:
  /// @throws ValueError if a merge or an added token is of ids that are none
  explicit BpeModel(BpeVocabulary vocabulary);
  BpeModel(const BpeModel&) = delete;
  BpeModel& operator=(const BpeModel&) = delete;

  /// What it was made from.
  [[nodiscard]] const BpeVocabulary& vocabulary() const { return vocabulary_; }

  /// The id of the token that is that byte.
  /// @throws ValueError if there is none. Nearly all vocabularies have all 256; SmolLM2's lacks 21, which its training text
  /// never held, like 0x04 and 0xFF
  [[nodiscard]] int64_t id_of_byte(char byte) const {
    const int64_t id = id_of_byte_[static_cast<unsigned char>(byte)];
    if (id < 0) refuse_byte(byte);
    return id;
  }

  /// What becomes of `left` just before `right`. A table lookup.
  [[nodiscard]] MergeRule merge(int64_t left, int64_t right) const;

  /// The first piece of a text, as llmsys::first_piece() with the vocabulary's split rule.
  [[nodiscard]] Piece first_piece(std::string_view text) const;

  /// The first added token in a text; of several that begin at one place the longest.
  /// @param more  whether more text may follow. If so, and a part at the end of the text may be the beginning of an added
  ///              token (or of a longer one), nothing is found there: length 0, begin is that part's
  /// @return length 0 and begin = text.size() if there is none
  [[nodiscard]] AddedMatch find_added(std::string_view text, bool more) const;

  /// The id of a piece that is a token as a whole; -1 if it is none, or the vocabulary's whole_pieces is off.
  [[nodiscard]] int64_t id_of_whole_piece(std::string_view piece) const;

  /// Counts into `work` from now on; null: no longer.
  void count_into(Work* work) { work_ = work; }
  /// Where work is counted, or null.
  [[nodiscard]] Work* work() const { return work_; }

 private:
  struct Slot {
    int64_t left = -1, right = -1;
    MergeRule rule;
  };

  [[noreturn]] void refuse_byte(char byte) const;
  void add_merges();
  void add_added_tokens();
  [[nodiscard]] AddedMatch match_at(std::string_view text, size_t begin, bool more) const;
  [[nodiscard]] size_t slot_of(int64_t left, int64_t right) const;

  BpeVocabulary vocabulary_;
  std::array<int64_t, 256> id_of_byte_;
  std::vector<Slot> slots_;                                     // open addressing, a power of two
  std::string first_bytes_;                                     // that added tokens begin with
  std::vector<AddedToken> longest_first_;                       // added tokens
  std::unordered_map<std::string_view, int64_t> whole_pieces_;  // views into vocabulary_
  Work* work_ = nullptr;
};

}  // namespace llmsys::lab05
