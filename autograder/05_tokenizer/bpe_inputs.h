/// @file
/// Pieces, vocabularies and texts for lab 05's tests, and what must come of them.
#pragma once
#include <string>
#include <vector>

#include "autograder/05_tokenizer/reference/bpe.h"
#include "autograder/05_tokenizer/vocabulary_values.h"
#include "autograder/judge/lab_test.h"
#include "autograder/judge/random_inputs.h"

namespace llmsys::lab05 {

/// A word of `least` to `most` of these characters.
std::string random_word(const std::string& letters, int64_t least, int64_t most);

/// That many different words with their counts: few letters, so that pairs repeat and counts tie.
reference::Pieces random_pieces(int64_t different, const std::string& letters = "abc");

/// A vocabulary learned from random pieces.  @param shuffled  whether its merges are put into another order
BpeVocabulary random_vocabulary(int64_t merges, bool shuffled = false);

/// What "low low low low low lower lower newest newest newest newest newest newest widest widest widest" is cut into,
/// without blanks.
reference::Pieces example_pieces();

/// Twelve merges of example_pieces(), and "<|end|>" behind them.
BpeVocabulary example_vocabulary();

/// ab a, b ab, a b, b c, in this order of ranks. In "ababc" the first "ab" makes a pair that goes before the second "ab".
BpeVocabulary backwards_vocabulary();

/// A vocabulary in which white space, digits, punctuation and broken characters merge too: where a text is cut wrongly, other
/// ids come out. With an added token "<|end|>".
BpeVocabulary text_vocabulary();

/// Words of three letters, blanks, digits, punctuation, characters of two to four bytes, and broken ones.
std::string random_text(int64_t parts);

/// The pieces of a text, counted.
reference::Pieces count_pieces(std::string_view text);

/// Each text as the numbers of its bytes, for messages: most bytes alone cannot be printed.
List byte_values(const std::vector<std::string>& texts);

/// Inputs of learn_merges.
Values learn_inputs(const reference::Pieces& pieces, int64_t size);

/// Fails unless `got`, three numbers a merge, are the merges of `want`; says how often the pairs of the first wrong one occur.
void expect_merges(const std::vector<int64_t>& got, const reference::Pieces& pieces, const BpeVocabulary& want);

/// Fails unless learn_merges gives the reference's merges, tokens and words.
void expect_learned(const reference::Pieces& pieces, int64_t merges);

/// Inputs of encode_piece and encode_long_piece.
Values piece_inputs(const BpeVocabulary& vocabulary, const std::string& piece);

/// Fails unless that scenario gives the reference's ids.
void expect_piece(const std::string& scenario, const BpeVocabulary& vocabulary, const std::string& piece);

/// Inputs of encode_some.
Values text_inputs(const BpeVocabulary& vocabulary, const std::string& text, bool more = false,
                   int64_t capacity = 1000);

/// Fails unless encode_some gives the reference's ids and uses as many bytes.
void expect_text(const Values& inputs);

/// A text in parts of random sizes, some of them empty.
std::vector<std::string> random_parts(const std::string& text, int64_t longest);

/// Fails unless the stream gives the ids of the whole text.
void expect_stream(const BpeVocabulary& vocabulary, const std::string& text, const std::vector<std::string>& parts);

/// Fails unless the decoder hands out what the reference hands out, id by id.
void expect_decoded(const std::vector<std::string>& tokens, const std::vector<int64_t>& ids);

}  // namespace llmsys::lab05
