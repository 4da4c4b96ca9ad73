// Given: what a loader checks, and how one row of its shards gets into a batch.
#include <algorithm>
#include <utility>

#include "framework/base/error.h"
#include "framework/tensor/factories.h"
#include "labs/06_pretraining/loader.h"

namespace llmsys::lab06 {
namespace {

// As count_rows(), which is a task of its own.
int64_t rows_of(int64_t tokens, int64_t context) { return (tokens - 2) / context + 1; }

}  // namespace

TokenLoader::TokenLoader(TokenShards shards, const LoaderOptions& options)
    : shards_(std::move(shards)), options_(options) {
  const auto& o = options_;
  LLMSYS_CHECK(ValueError, o.context >= 1 && o.batch >= 1 && o.ranks >= 1,
               "[TokenLoader] context, batch and ranks must be at least 1, got ", o.context, ", ", o.batch, " and ",
               o.ranks);
  LLMSYS_CHECK(ValueError, o.rank >= 0 && o.rank < o.ranks, "[TokenLoader] rank ", o.rank, " is not among ", o.ranks,
               " ranks");
  LLMSYS_CHECK(ValueError, o.end == kNoEnd || (o.end >= 0 && o.end < shards_.vocabulary()), "[TokenLoader] end token ",
               o.end, " is not in the vocabulary of ", shards_.vocabulary());
  LLMSYS_CHECK(ValueError, shards_.size() >= 2, "[TokenLoader] needs 2 tokens at least, got ", shards_.size(),
               ": is the data empty?");
  state_ = {.seed = o.seed, .context = o.context, .rows = rows_of(shards_.size(), o.context), .position = 0};
}

Batch TokenLoader::empty_batch() const {
  const Shape shape = {options_.batch, options_.context};
  return {.tokens = empty(shape, DType::i64, Device::cpu), .targets = empty(shape, DType::i64, Device::cpu)};
}

void TokenLoader::read_row(int64_t row, Batch& batch, int64_t place) const {
  const int64_t T = options_.context, begin = row * T;
  std::vector<int64_t> window(static_cast<size_t>(std::min(T + 1, shards_.size() - begin)));
  shards_.copy(begin, window);
  const PackedRow packed = pack_row(window, T, options_.end);
  std::copy(packed.tokens.begin(), packed.tokens.end(), batch.tokens.data<int64_t>() + place * T);
  std::copy(packed.targets.begin(), packed.targets.end(), batch.targets.data<int64_t>() + place * T);
}

}  // namespace llmsys::lab06
