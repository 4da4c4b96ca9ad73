/// @file
/// Random texts and models for lab 00.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "framework/base/rng.h"
#include "framework/tensor/factories.h"

namespace llmsys::lab00 {

/// `count` tokens in [0, V), as the tensor that scenarios take.
inline Tensor random_tokens(Rng& rng, int64_t count, int64_t V) {
  std::vector<int64_t> tokens(static_cast<size_t>(count));
  for (int64_t& token : tokens) token = static_cast<int64_t>(rng.below(static_cast<uint64_t>(V)));
  return from_vector(tokens);
}

/// A span over a tensor of tokens.
inline std::span<const int64_t> span_of(const Tensor& tokens) {
  return {tokens.data<int64_t>(), static_cast<size_t>(tokens.numel())};
}

/// (V,V) i64 counts, many of them 0.
inline Tensor random_counts(Rng& rng, int64_t V) {
  Tensor counts = zeros({V, V}, DType::i64);
  for (int64_t i = 0; i < V * V; ++i)
    if (rng.below(2) == 0) counts.data<int64_t>()[i] = static_cast<int64_t>(rng.below(50));
  return counts;
}

/// The text of datasets/text/austen_tiny.txt.  @throws IoError if it is not there
std::string austen_text();

}  // namespace llmsys::lab00
