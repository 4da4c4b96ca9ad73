/// @file
/// What one forward and backward pass learns from.
#pragma once
#include "framework/tensor/tensor.h"

namespace llmsys::lab06 {

/// Rows of tokens, and what comes after each.
struct Batch {
  Tensor tokens;   ///< (B,T) i64
  Tensor targets;  ///< (B,T) i64: the token after each, or lab04::kIgnore where it does not count
};

}  // namespace llmsys::lab06
