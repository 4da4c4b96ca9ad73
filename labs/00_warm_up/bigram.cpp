// Lab 00, task 0.4: count, smooth, normalise, measure, sample.
#include "labs/00_warm_up/bigram.h"

#include <cmath>

#include "framework/base/error.h"
#include "framework/tensor/factories.h"

namespace llmsys::lab00 {

Tensor bigram_counts(std::span<const int64_t> tokens, int64_t V) {
  // About 6 lines. counts.at<int64_t>(i, j) is an element you can add to, and it throws IndexError for you.
  // TODO(lab00 task 0.4): your code here.
  throw NotImplemented("lab00 task 0.4: bigram_counts is not written yet");
}

Tensor bigram_probabilities(const Tensor& counts, double alpha) {
  // About 8 lines. V is counts.size(0). Sum a row of counts, then fill that row of an empty({V, V}, DType::f64).
  // TODO(lab00 task 0.4): your code here.
  throw NotImplemented("lab00 task 0.4: bigram_probabilities is not written yet");
}

double mean_nll(const Tensor& probabilities, std::span<const int64_t> tokens) {
  // About 5 lines. std::log is the natural logarithm.
  // TODO(lab00 task 0.4): your code here.
  throw NotImplemented("lab00 task 0.4: mean_nll is not written yet");
}

std::vector<int64_t> sample(const Tensor& probabilities, int64_t first, std::span<const double> uniforms) {
  // About 10 lines. Keep a running sum along the row of the previous token.
  // TODO(lab00 task 0.4): your code here.
  throw NotImplemented("lab00 task 0.4: sample is not written yet");
}

}  // namespace llmsys::lab00
