// Lab 06, task 6.0: predictions.
#include "labs/06_pretraining/predictions.h"

#include <cmath>

#include "framework/base/error.h"

namespace llmsys::lab06 {

int64_t predict_shard_bytes(int64_t tokens, int64_t vocabulary) {
  // One line. What comes before the first token, and how many bytes can name 65,536 different ones?
  // BEGIN SOLUTION task 6.0 predict_shard_bytes
  return 32 + tokens * (vocabulary <= 65'536 ? 2 : 4);
  // END SOLUTION
}

int64_t predict_targets(int64_t tokens, int64_t documents) {
  // One line. How long is the stream, and which of its tokens are nobody's target?
  // BEGIN SOLUTION task 6.0 predict_targets
  return tokens + documents - documents;  // end tokens come in, first tokens go out
  // END SOLUTION
}

double predict_candidate_share(double s, int64_t bands, int64_t rows) {
  // One line. With which probability is one whole band the same, and with which is none?
  // BEGIN SOLUTION task 6.0 predict_candidate_share
  return 1 - std::pow(1 - std::pow(s, rows), bands);
  // END SOLUTION
}

}  // namespace llmsys::lab06
