/// @file
/// What a loader hands to a training step.
#pragma once
#include <cstdint>

#include "framework/tensor/tensor.h"

namespace llmsys::lab06 {

/// A target that does not count: padding, or the first token of the next document. Lab 04's cross-entropy skips it
/// (kIgnore there), as PyTorch's does (`ignore_index`).
inline constexpr int64_t kNoTarget = -100;

/// B rows of T tokens, and what should follow each of them.
struct Batch {
  Tensor tokens;   ///< (B,T) i64
  Tensor targets;  ///< (B,T) i64: an id, or kNoTarget
};

}  // namespace llmsys::lab06
