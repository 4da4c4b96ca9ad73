/// @file
/// Right answers to lab 02's tasks 2.0 to 2.4, 2.7 and 2.8, written apart from the solution: plain loops in float64, rounded
/// once.
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys::lab02::reference {

/// The elements in row-major order, in float64.
std::vector<double> elements(const Tensor& x);
/// A tensor of these values, each rounded once.
Tensor rounded(const std::vector<double>& values, const Shape& shape, DType dtype);
/// A tensor of that shape, whose element (i,j) is f(i, j).
Tensor matrix(int64_t rows, int64_t columns, DType dtype, const std::function<double(int64_t i, int64_t j)>& f);

/// (C,R) of (R,C).
Tensor transpose(const Tensor& x);
/// (n): for each element of x (n), the sum of the `group` that it lies in; n is a multiple of it.
Tensor group_sums(const Tensor& x, int64_t group);
/// (R) of (R,C).
Tensor row_sums(const Tensor& x);
/// (1) of any shape.
Tensor sum(const Tensor& x);
/// (M,N) of (M,K) and (K,N).  @throws ShapeError
Tensor matmul(const Tensor& a, const Tensor& b);
/// The elements above 0 of x (n), in order.
std::vector<double> positive(const Tensor& x);
/// (256), i64: how often each value is in x (n), u8.
Tensor histogram(const Tensor& x);

/// Distinct 32-byte sectors among the floats x[i * stride] of 32 lanes.
int64_t sectors(int64_t stride);
/// Distinct words in the fullest bank among the words i * width of 32 lanes.
int64_t wavefronts(int64_t width);

}  // namespace llmsys::lab02::reference
