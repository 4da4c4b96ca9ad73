/// @file
/// Task 1.3: the gradient of what was broadcast.
#pragma once
#include "framework/tensor/tensor.h"

namespace llmsys::lab01 {

/// Broadcasting copies an element to many places, so its gradient is the sum over all of them: the sum of dy over the
/// dimensions that broadcasting added in front or stretched from size 1.
///
/// (2,3,4) back to (3,1): sum over dimension 0, which was added, and over dimension 2, which was 1.
/// @param dy     any shape that `shape` broadcasts to
/// @param shape  of the operand before broadcasting
/// @return the sum, of that shape; dy itself if nothing was broadcast
/// @throws ShapeError that names both shapes, if `shape` does not broadcast to dy's
Tensor unbroadcast(const Tensor& dy, const Shape& shape);

}  // namespace llmsys::lab01
