/// @file
/// Task 5.2: learning merges from a text.
#pragma once
#include <cstdint>
#include <vector>

#include "labs/05_tokenizer/words.h"

namespace llmsys::lab05 {

/// A word after one merge: from left to right, where `left` stands just before `right`, both become `id`. An id that was
/// used is gone: (a,a) in a a a gives id a.
std::vector<int64_t> merge_pair(const std::vector<int64_t>& ids, int64_t left, int64_t right, int64_t id);

/// Learns merges until the vocabulary has `size` tokens, or no pair is left. Sennrich et al. 2016, arXiv:1508.07909,
/// alg. 1, with ties as the package `tokenizers` breaks them.
///
/// Each step takes the pair of neighbours that occurs most often: each word's pairs, as often as the word. Every place
/// counts, so a a a has (a,a) twice. Of several such pairs it takes the one with the smallest left id, then the smallest
/// right id. The pair's bytes become a new token, with the next id. All words are changed; then it goes on.
/// @param words       changed: what is left of them after all merges
/// @param size        of the vocabulary to reach
/// @param vocabulary  holds first_tokens(); tokens and merges are appended
void learn_merges(Words& words, int64_t size, BpeVocabulary& vocabulary);

}  // namespace llmsys::lab05
