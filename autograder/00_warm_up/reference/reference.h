/// @file
/// Lab 00's right answers, written apart from the solution: other loops, float64, no sharing.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys::lab00::reference {

/// "(2,3)".
std::string shape_text(const std::vector<int64_t>& shape);
/// Row-major strides.
std::vector<int64_t> contiguous_strides(const std::vector<int64_t>& shape);
/// Offsets of all elements of a view, in row-major order of its own indices.
std::vector<int64_t> element_offsets(const std::vector<int64_t>& shape, const std::vector<int64_t>& strides,
                                     int64_t offset);
/// NumPy's rule; empty optional semantics: `fits` is false when a pair of sizes does not.
struct Broadcast {
  bool fits;                   ///< whether every pair of sizes does
  std::vector<int64_t> shape;  ///< the result, if so
};
/// See Broadcast.
Broadcast broadcast_shapes(const std::vector<int64_t>& a, const std::vector<int64_t>& b);
/// x repeated to `shape`, as a copy, f32.
Tensor broadcast_to(const Tensor& x, const std::vector<int64_t>& shape);
/// counts(i,j), (V,V) i64.
Tensor bigram_counts(std::span<const int64_t> tokens, int64_t V);
/// (counts + alpha) / row sums, (V,V) f64.
Tensor bigram_probabilities(const Tensor& counts, double alpha);
/// Nats per predicted token.
double mean_nll(const Tensor& probabilities, std::span<const int64_t> tokens);
/// Inverse of the cumulative distribution, along a chain.
std::vector<int64_t> sample(const Tensor& probabilities, int64_t first, std::span<const double> uniforms);
/// Word and count.
struct Word {
  std::string word;   ///< lower case
  int64_t count = 0;  ///< times seen
};
/// First word to reach the highest count.
Word most_frequent_word(const std::string& text);
/// a b with float64 sums, (M,N) f32.
Tensor matmul(const Tensor& a, const Tensor& b);
/// a x + y in float64, rounded once, (n) f32.
Tensor saxpy(double a, const Tensor& x, const Tensor& y);

}  // namespace llmsys::lab00::reference
