/// @file
/// Byte-level BPE in the plainest way: everything is counted again after each step. And its usual mistakes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "framework/io/bpe_vocabulary.h"

namespace llmsys::lab05::reference {

/// What goes wrong in byte_alphabet() and first_tokens().
enum class ByteMistake { none, soft_hyphen, blank_printable, by_byte, byte_order };

/// The character of each byte.
std::vector<int64_t> byte_alphabet(ByteMistake mistake = ByteMistake::none);
/// The single bytes in the order of their characters.
std::vector<std::string> first_tokens(ByteMistake mistake = ByteMistake::none);

/// What goes wrong in merge_pair() and learn_merges().
enum class TrainingMistake {
  none,
  right_kept,   ///< the right one of a merged pair stays
  first_only,   ///< of several places in a word only the first one is merged
  words_once,   ///< a word counts once, however often it occurs
  places_once,  ///< a pair that a word holds twice counts once
  largest_tie,  ///< ties go to the largest ids
  right_first,  ///< ties go to the smallest right id, then left
  counted_once  ///< counts are those of the beginning: new pairs are counted, old ones not taken away
};

/// A word after one merge.
std::vector<int64_t> merge_pair(const std::vector<int64_t>& ids, int64_t left, int64_t right, int64_t id,
                                TrainingMistake mistake = TrainingMistake::none);

/// Pieces and how often each occurs.
struct Pieces {
  std::vector<std::string> bytes;  ///< different ones
  std::vector<int64_t> counts;     ///< as many
};

/// What training gives.
struct Learned {
  BpeVocabulary vocabulary;                 ///< begins with first_tokens()
  std::vector<std::vector<int64_t>> words;  ///< what the pieces have become
  int64_t visits = 0;                       ///< the fewest: all words once, and for each merge those that hold its pair
};

/// Learns merges until there are `size` tokens or no pair is left.
Learned learn(const Pieces& pieces, int64_t size, TrainingMistake mistake = TrainingMistake::none);

/// What goes wrong in encode_piece().
enum class PieceMistake {
  none,
  leftmost,       ///< the leftmost pair that merges, whatever its rank
  highest,        ///< the highest rank first
  rightmost,      ///< of several places the last one
  longest_token,  ///< no merges: the longest token that fits, again and again
  one_each,       ///< each merge is tried once, in the order of ranks, at one place
  all_places      ///< all places of the best merge at once, as GPT-2's encoder.py does it
};

/// The ids of a piece.
std::vector<int64_t> encode_piece(const BpeVocabulary& vocabulary, std::string_view piece,
                                  PieceMistake mistake = PieceMistake::none);

/// What goes wrong in encode_some().
enum class TextMistake {
  none,
  added_as_text,    ///< added tokens are text like any other
  beginning_taken,  ///< what may be the beginning of an added token is text
  looks_behind,     ///< pieces before an added token are cut as if its text followed them
  uncertain_taken,  ///< pieces count that are not certain
  end_left          ///< the last piece is left even if nothing follows
};

/// The ids of a text, and how many of its bytes they are.
struct Encoded {
  std::vector<int64_t> ids;  ///< as far as they are certain
  int64_t used = 0;          ///< bytes
  int64_t pieces = 0;        ///< different pieces among them
};

/// The ids of a text's beginning, as far as they are certain.
Encoded encode_some(const BpeVocabulary& vocabulary, std::string_view text, bool more,
                    TextMistake mistake = TextMistake::none);

/// What goes wrong in streams.
enum class StreamMistake {
  none,
  parts_apart,  ///< each part is a text of its own
  rest_lost,    ///< what is held at the end never comes out
  never_holds,  ///< half a character goes out
  holds_broken  ///< bytes that are part of no character are held until the end
};

/// What comes out for each id, and at the end.
std::vector<std::string> decode_in_parts(const std::vector<std::string>& tokens, const std::vector<int64_t>& ids,
                                         StreamMistake mistake = StreamMistake::none);

}  // namespace llmsys::lab05::reference
