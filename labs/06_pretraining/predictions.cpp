// Lab 06, task 6.0: predictions.
#include "labs/06_pretraining/predictions.h"

#include <cmath>

#include "framework/base/error.h"

namespace llmsys::lab06 {

int64_t predict_shard_bytes(int64_t tokens, int64_t vocabulary) {
  // One line. What comes before the first token, and how many bytes can name 65,536 different ones?
  // TODO(lab06 task 6.0): your code here.
  throw NotImplemented("lab06 task 6.0: predict_shard_bytes is not written yet");
}

int64_t predict_targets(int64_t tokens, int64_t documents) {
  // One line. How long is the stream, and which of its tokens are nobody's target?
  // TODO(lab06 task 6.0): your code here.
  throw NotImplemented("lab06 task 6.0: predict_targets is not written yet");
}

double predict_candidate_share(double s, int64_t bands, int64_t rows) {
  // One line. With which probability is one whole band the same, and with which is none?
  // TODO(lab06 task 6.0): your code here.
  throw NotImplemented("lab06 task 6.0: predict_candidate_share is not written yet");
}

}  // namespace llmsys::lab06
