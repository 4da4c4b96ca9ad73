// Lab 05, task 5.0: predictions.
#include "labs/05_tokenizer/predictions.h"

#include <bit>

#include "framework/base/error.h"

namespace llmsys::lab05 {

int64_t predict_merges(int64_t vocabulary, int64_t added) {
  // One line. What else is in a vocabulary, before the first merge?
  // TODO(lab05 task 5.0): your code here.
  throw NotImplemented("lab05 task 5.0: predict_merges is not written yet");
}

int64_t predict_ids_of_run(int64_t n, int64_t merges) {
  // One line. Write n in binary: what does each merge do to its last digits? std::popcount counts the ones of an unsigned
  // number.
  // TODO(lab05 task 5.0): your code here.
  throw NotImplemented("lab05 task 5.0: predict_ids_of_run is not written yet");
}

int64_t predict_lookups(int64_t n) {
  // One line. How many pairs has a piece of k tokens, and which k come up?
  // TODO(lab05 task 5.0): your code here.
  throw NotImplemented("lab05 task 5.0: predict_lookups is not written yet");
}

}  // namespace llmsys::lab05
