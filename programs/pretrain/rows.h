/// @file
/// Rows of tokens from shards, in a shuffled order that can be taken up anywhere.
#pragma once
#include <span>

#include "framework/data/batch_sampler.h"
#include "framework/data/token_shards.h"
#include "labs/06_pretraining/batch.h"

namespace llmsys {

/// Rows number i .. of a sequence cut into rows of T tokens, each with the token behind it: (rows.size(),T).
lab06::Batch batch_of(const TokenShards& tokens, std::span<const int64_t> rows, int64_t context);

/// How many rows of T tokens and one more a sequence has.
int64_t rows_in(const TokenShards& tokens, int64_t context);

}  // namespace llmsys
