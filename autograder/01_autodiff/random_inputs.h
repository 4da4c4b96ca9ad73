/// @file
/// Shapes that broadcast, for lab 01's tests.
#pragma once
#include <cstdint>
#include <vector>

#include "autograder/judge/random_inputs.h"

namespace llmsys::lab01 {

/// A shape that broadcasts to `wide`: some sizes replaced by 1, some leading ones left out.
inline std::vector<int64_t> narrower_shape(Rng& rng, const std::vector<int64_t>& wide) {
  std::vector<int64_t> shape(wide.begin() + between(rng, 0, static_cast<int64_t>(wide.size())), wide.end());
  for (int64_t& size : shape)
    if (rng.below(3) == 0) size = 1;
  return shape;
}

}  // namespace llmsys::lab01
