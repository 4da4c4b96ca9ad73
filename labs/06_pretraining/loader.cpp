// Lab 06, task 6.5: where a row comes in the endless sequence, a batch, and going on.
#include "labs/06_pretraining/loader.h"

#include "framework/base/error.h"
#include "framework/data/permutation.h"

namespace llmsys::lab06 {

int64_t TokenLoader::row_at(int64_t position) const {
  // About 3 lines.
  // TODO(lab06 task 6.5): your code here.
  throw NotImplemented("lab06 task 6.5: row_at is not written yet");
}

Batch TokenLoader::next() {
  // About 5 lines: empty_batch(), then read_row() for each of its rows.
  // TODO(lab06 task 6.5): your code here.
  throw NotImplemented("lab06 task 6.5: next is not written yet");
}

void TokenLoader::restore(const LoaderState& state) {
  // About 5 lines.
  // TODO(lab06 task 6.5): your code here.
  throw NotImplemented("lab06 task 6.5: restore is not written yet");
}

}  // namespace llmsys::lab06
