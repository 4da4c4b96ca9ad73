/// @file
/// Task 6.0: three predictions, made before the code exists and compared with what is counted afterwards.
#pragma once
#include <cstdint>

namespace llmsys::lab06 {

/// How many bytes a token shard has (framework/data/token_shards.h) with that many tokens of such a vocabulary.
int64_t predict_shard_bytes(int64_t tokens, int64_t vocabulary);

/// How many targets count when documents are packed: none of them is empty, together they have `tokens` tokens, an
/// end token comes behind each, and the first token of a document is nobody's target.
int64_t predict_targets(int64_t tokens, int64_t documents);

/// With which probability two documents of Jaccard similarity s share at least one band, of that many bands of that
/// many rows.
double predict_candidate_share(double s, int64_t bands, int64_t rows);

}  // namespace llmsys::lab06
