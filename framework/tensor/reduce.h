/// @file
/// Reductions: sum, mean, max, min over one dimension, several, or all.
///
/// The order of additions depends on the number of elements that make one result and on nothing else, so results are
/// bitwise the same with any number of threads and for any strides (kernels/reduce_block.h states it: blocks of 1024,
/// 16 lanes in a block, blocks pairwise). Sums of floats accumulate in f64. With n elements, u = 2^-53 and S the sum of
/// absolute values, a sum is off by at most (68 + log2(n/1024)) u S, plus its own rounding to the dtype: for f32 2^-24
/// relative, for f16 2^-11, for bf16 2^-8.
#pragma once
#include "framework/tensor/dims.h"
#include "framework/tensor/tensor.h"

namespace llmsys::raw {

/// Sum; 0 for no elements. i64 wraps around.
/// @param keepdim  keeps reduced dimensions, with size 1
/// @throws IndexError, ShapeError for the dimensions; DTypeError for storage dtypes. The same for the others.
Tensor sum(const Tensor& x, const Dims& dims = {}, bool keepdim = false);
/// sum / number of elements; floats only. f16 and bf16 divide in f32, so a sum beyond their range does no harm.
/// @throws ValueError of no elements
Tensor mean(const Tensor& x, const Dims& dims = {}, bool keepdim = false);
/// The largest; NaN if there is one.  @throws ValueError of no elements
Tensor max(const Tensor& x, const Dims& dims = {}, bool keepdim = false);
/// The smallest; NaN if there is one.  @throws ValueError of no elements
Tensor min(const Tensor& x, const Dims& dims = {}, bool keepdim = false);

/// out = sum(x, dims, keepdim) without allocating a tensor. Bumps its version.
/// @throws ShapeError if out is not of that shape; ValueError if it was expanded or overlaps x
void sum_out(Tensor out, const Tensor& x, const Dims& dims = {}, bool keepdim = false);

}  // namespace llmsys::raw
