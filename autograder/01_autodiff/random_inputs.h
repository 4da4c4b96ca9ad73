/// @file
/// Random sizes and shapes for lab 01's tests.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "framework/base/rng.h"

namespace llmsys::lab01 {

/// An integer in [low, high].
inline int64_t between(Rng& rng, int64_t low, int64_t high) {
  return low + static_cast<int64_t>(rng.below(static_cast<uint64_t>(high - low + 1)));
}

/// A shape of that many dimensions, of those sizes.
inline std::vector<int64_t> random_shape(Rng& rng, int64_t min_rank, int64_t max_rank, int64_t min_size,
                                         int64_t max_size) {
  std::vector<int64_t> shape(static_cast<size_t>(between(rng, min_rank, max_rank)));
  for (int64_t& size : shape) size = between(rng, min_size, max_size);
  return shape;
}

/// A shape that broadcasts to `wide`: some sizes replaced by 1, some leading ones left out.
inline std::vector<int64_t> narrower_shape(Rng& rng, const std::vector<int64_t>& wide) {
  std::vector<int64_t> shape(wide.begin() + between(rng, 0, static_cast<int64_t>(wide.size())), wide.end());
  for (int64_t& size : shape)
    if (rng.below(3) == 0) size = 1;
  return shape;
}

}  // namespace llmsys::lab01
