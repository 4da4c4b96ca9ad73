/// @file
/// Random sizes and shapes, for the tests of every lab.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "framework/base/rng.h"

namespace llmsys {

/// An integer in [low, high].
inline int64_t between(Rng& rng, int64_t low, int64_t high) {
  return low + static_cast<int64_t>(rng.below(static_cast<uint64_t>(high - low + 1)));
}

/// A shape of min_rank to max_rank dimensions, each of min_size to max_size.
inline std::vector<int64_t> random_shape(Rng& rng, int64_t min_rank, int64_t max_rank, int64_t min_size,
                                         int64_t max_size) {
  std::vector<int64_t> shape(static_cast<size_t>(between(rng, min_rank, max_rank)));
  for (int64_t& size : shape) size = between(rng, min_size, max_size);
  return shape;
}

}  // namespace llmsys
