// Lab 06, task 6.5: where a row comes in the endless sequence, a batch, and going on.
#include "labs/06_pretraining/loader.h"

#include "framework/base/error.h"
#include "framework/data/permutation.h"

namespace llmsys::lab06 {

int64_t TokenLoader::row_at(int64_t position) const {
  // About 3 lines.
  // BEGIN SOLUTION task 6.5 row_at
  const int64_t epoch = position / rows(), place = position % rows();
  return options_.shuffle ? Permutation(rows(), state_.seed, epoch)[place] : place;
  // END SOLUTION
}

Batch TokenLoader::next() {
  // About 5 lines: empty_batch(), then read_row() for each of its rows.
  // BEGIN SOLUTION task 6.5 next
  Batch batch = empty_batch();
  const int64_t first = state_.position + options_.rank * options_.batch;
  for (int64_t b = 0; b < options_.batch; ++b) read_row(row_at(first + b), batch, b);
  state_.position += options_.batch * options_.ranks;
  return batch;
  // END SOLUTION
}

void TokenLoader::restore(const LoaderState& state) {
  // About 5 lines.
  // BEGIN SOLUTION task 6.5 restore
  LLMSYS_CHECK(ValueError, state.context == state_.context && state.rows == state_.rows && state.position >= 0,
               "[TokenLoader] a state of ", state.rows, " rows of ", state.context, " tokens at position ",
               state.position, " does not fit ", state_.rows, " rows of ", state_.context, ": is it of this data?");
  state_ = state;
  // END SOLUTION
}

}  // namespace llmsys::lab06
