/// @file
/// The pre-tokenizer: cuts a text into pieces, as the regular expressions of GPT-2 and Llama 3 do.
///
/// GPT-2's pattern (Radford et al. 2019, encoder.py) tries from the left, and takes the first that fits:
///
///     's|'t|'re|'ve|'m|'ll|'d      a contraction
///     | ?\p{L}+                    a blank or none, then letters
///     | ?\p{N}+                    a blank or none, then digits
///     | ?[^\s\p{L}\p{N}]+          a blank or none, then anything else
///     |\s+(?!\S)                   white space; the last character of it stays for the word behind it
///     |\s+                         white space
///
/// "I've  seen 12" is cut into "I", "'ve", " ", " seen", " 12". Put together, pieces always give the text again.
#pragma once
#include <cstddef>
#include <string_view>

#include "framework/io/bpe_vocabulary.h"

namespace llmsys {

/// Most bytes of a piece. A longer one (a megabyte of one letter) is cut before the character that would pass this, so
/// that memory stays bounded; the patterns themselves know no limit.
inline constexpr size_t kMaxPieceBytes = size_t{1} << 20;

/// The first piece of a text.
struct Piece {
  size_t length = 0;     ///< bytes; 0 for an empty text
  bool certain = false;  ///< whether it stays so, whatever may follow the text
};

/// Cuts off the first piece. Any bytes are a text: each that is part of no UTF-8 character is a character of its own, and
/// neither letter, digit nor space. Takes time in proportion to the length of the piece.
Piece first_piece(std::string_view text, SplitRule rule);

}  // namespace llmsys
