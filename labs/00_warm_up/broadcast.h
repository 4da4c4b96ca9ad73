/// @file
/// Lab 00, task 0.3: two shapes that fit together, as NumPy and PyTorch define it.
#pragma once
#include <cstdint>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys::lab00 {

/// The shape of `a + b`: aligned at the right, each pair of sizes must be equal, or one of them 1 (a missing one is 1).
/// @return {2, 3} for {2, 3} and {3}; {4, 3} for {4, 1} and {3}
/// @throws ShapeError that holds both shapes, as shape_text() prints them, if a pair does not fit
std::vector<int64_t> broadcast_shapes(const std::vector<int64_t>& a, const std::vector<int64_t>& b);

/// `x` seen with a larger shape: repeated along new dimensions and along those of size 1. A view: nothing is copied.
/// @param shape  broadcast_shapes(x.shape, shape) must equal it
/// @throws ShapeError that holds both shapes if `x` does not broadcast to exactly `shape`
Tensor broadcast_to(const Tensor& x, const std::vector<int64_t>& shape);

}  // namespace llmsys::lab00
