/// @file
/// Task 4.3: rotary positions. Su et al. 2021, "RoFormer", arXiv:2104.09864, section 3.4.
#pragma once
#include <cstdint>

#include "framework/tensor/tensor.h"

namespace llmsys::lab04 {

/// Cosine and sine of the angles that positions turn pairs by.
struct RopeTable {
  Tensor cos;  ///< (T,D/2)
  Tensor sin;  ///< (T,D/2)
};

/// Angle of pair i at position p: p theta^(-2i/D), computed in float64 and rounded at the end.
/// @param start  position of the first row    @param tokens  T, rows    @param head_size  D, even
RopeTable rope_table(int64_t start, int64_t tokens, int64_t head_size, double theta, DType dtype);

/// Turns each pair (x[i], x[i + D/2]) of a head by its angle, as Hugging Face's models have their pairs:
/// y[i] = x[i] cos - x[i + D/2] sin;  y[i + D/2] = x[i + D/2] cos + x[i] sin.
/// @param x  (..,T,D)
Tensor rope_forward(const Tensor& x, const RopeTable& table);

/// The gradient: a rotation's transpose is the rotation back.  @param dy  (..,T,D)
Tensor rope_vjp(const Tensor& dy, const RopeTable& table);

}  // namespace llmsys::lab04
