/// @file
/// Task 5.0: three predictions, made before the code exists and compared with what is counted afterwards.
#pragma once
#include <cstdint>

namespace llmsys::lab05 {

/// How many merges a byte-level BPE has whose vocabulary holds that many tokens, `added` of them added ones like
/// "<|endoftext|>".
int64_t predict_merges(int64_t vocabulary, int64_t added);

/// How many ids a run of n letters "a" becomes, after that many merges: the first makes "aa" of two "a", the second
/// "aaaa" of two "aa", the third "aaaaaaaa", and so on.
int64_t predict_ids_of_run(int64_t n, int64_t merges);

/// How often the plain loop of task 5.3 asks for a pair's rank, in a piece of n bytes that becomes a single token: it
/// asks for every pair of neighbours, merges one, and starts again, until one token is left.
int64_t predict_lookups(int64_t n);

}  // namespace llmsys::lab05
