// Lab 00, task 0.4: count, smooth, normalise, measure, sample.
#include "labs/00_warm_up/bigram.h"

#include <cmath>

#include "framework/base/error.h"
#include "framework/tensor/factories.h"

namespace llmsys::lab00 {

Tensor bigram_counts(std::span<const int64_t> tokens, int64_t V) {
  // About 6 lines. counts.at<int64_t>(i, j) is an element you can add to, and it throws IndexError for you.
  // BEGIN SOLUTION task 0.4 bigram_counts
  Tensor counts = zeros({V, V}, DType::i64);  // (V,V)  row: previous token, column: next token
  for (size_t t = 1; t < tokens.size(); ++t) ++counts.at<int64_t>(tokens[t - 1], tokens[t]);
  return counts;
  // END SOLUTION
}

Tensor bigram_probabilities(const Tensor& counts, double alpha) {
  // About 8 lines. V is counts.size(0). Sum a row of counts, then fill that row of an empty({V, V}, DType::f64).
  // BEGIN SOLUTION task 0.4 bigram_probabilities
  const int64_t V = counts.size(0);
  Tensor probabilities = empty({V, V}, DType::f64);  // (V,V)  each row sums to 1
  for (int64_t i = 0; i < V; ++i) {
    double sum = 0;
    for (int64_t j = 0; j < V; ++j) sum += counts.at<int64_t>(i, j) + alpha;
    for (int64_t j = 0; j < V; ++j) probabilities.at<double>(i, j) = (counts.at<int64_t>(i, j) + alpha) / sum;
  }
  return probabilities;
  // END SOLUTION
}

double mean_nll(const Tensor& probabilities, std::span<const int64_t> tokens) {
  // About 5 lines. std::log is the natural logarithm.
  // BEGIN SOLUTION task 0.4 mean_nll
  if (tokens.size() < 2) throw ValueError("mean_nll needs at least 2 tokens: the first is only a context");
  double sum = 0;
  for (size_t t = 1; t < tokens.size(); ++t) sum -= std::log(probabilities.at<double>(tokens[t - 1], tokens[t]));
  return sum / static_cast<double>(tokens.size() - 1);
  // END SOLUTION
}

std::vector<int64_t> sample(const Tensor& probabilities, int64_t first, std::span<const double> uniforms) {
  // About 10 lines. Keep a running sum along the row of the previous token.
  // BEGIN SOLUTION task 0.4 sample
  std::vector<int64_t> tokens;
  int64_t previous = first;
  for (const double u : uniforms) {
    int64_t next = 0;
    double sum = probabilities.at<double>(previous, 0);
    while (sum <= u && next + 1 < probabilities.size(1)) sum += probabilities.at<double>(previous, ++next);
    tokens.push_back(next);
    previous = next;
  }
  return tokens;
  // END SOLUTION
}

}  // namespace llmsys::lab00
