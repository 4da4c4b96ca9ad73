/// @file
/// New tensors. They are contiguous and come from current_memory(device); shapes are checked by Shape. Those that name no
/// device are on context().device, or on that of the tensor they are like. Values that come from the host, random ones
/// among them, are made there and then copied, so they are the same on every device.
#pragma once
#include <initializer_list>
#include <vector>

#include "framework/base/context.h"
#include "framework/base/rng.h"
#include "framework/tensor/scalar.h"
#include "framework/tensor/tensor.h"

namespace llmsys {

/// A tensor with any contents: write before you read.  @throws OutOfMemory; so do all below
Tensor empty(const Shape& shape, DType dtype = DType::f32, Device device = context().device);
/// All elements 0.
Tensor zeros(const Shape& shape, DType dtype = DType::f32, Device device = context().device);
/// All elements 1.
Tensor ones(const Shape& shape, DType dtype = DType::f32, Device device = context().device);
/// All elements `value`.  @throws DTypeError if `dtype` cannot hold it
Tensor full(const Shape& shape, Scalar value, DType dtype = DType::f32, Device device = context().device);
/// A 0-d tensor.
Tensor scalar(Scalar value, DType dtype = DType::f32, Device device = context().device);
/// Any contents, with the shape, dtype and device of `like`.
Tensor empty_like(const Tensor& like);
/// Zeros, with the shape, dtype and device of `like`.
Tensor zeros_like(const Tensor& like);
/// 0, 1, .. n-1: (n).  @throws ValueError if n is negative or one of them is not exact in `dtype`; DTypeError for u4x2
Tensor arange(int64_t n, DType dtype = DType::i64, Device device = context().device);

/// The values in row-major order: from_values({1, 2, 3, 4, 5, 6}, {2, 3}) is f32 (2,3).
/// @throws ShapeError if their number is not that of the shape; DTypeError if `dtype` cannot hold one
Tensor from_values(std::initializer_list<double> values, const Shape& shape, DType dtype = DType::f32,
                   Device device = context().device);

/// The values of a vector in row-major order; the dtype is that of T.
/// @throws ShapeError if their number is not that of the shape
template <class T>
Tensor from_vector(const std::vector<T>& values, const Shape& shape, Device device = context().device);
/// As above, of shape (values.size()).
template <class T>
Tensor from_vector(const std::vector<T>& values) {
  return from_vector(values, Shape{static_cast<int64_t>(values.size())});
}
/// The elements in row-major order, whatever the strides.  @throws DTypeError if T is not the tensor's type
template <class T>
std::vector<T> to_vector(const Tensor& x);

/// Uniform in [0, 1), in row-major order from rng.uniform(); any float. Rounding to fewer bits never gives 1.
/// @throws DTypeError if `dtype` is no float
Tensor rand(const Shape& shape, Rng& rng, DType dtype = DType::f32, Device device = context().device);
/// Standard normal, in row-major order from rng.normal(); any float.  @throws DTypeError if `dtype` is no float
Tensor randn(const Shape& shape, Rng& rng, DType dtype = DType::f32, Device device = context().device);

}  // namespace llmsys
