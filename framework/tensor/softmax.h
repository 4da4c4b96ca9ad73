/// @file
/// Softmax and its logarithms along one dimension. Right for elements of any size, as 1e4 and -1e4. Of f32 and f64, and
/// of f16 and bf16, which compute in f32 and round at the end.
///
/// Each line is read once for its maximum m, then once for the exponentials of x - m, none of which is larger than 1;
/// they are added up in float64, in an order that depends on the line's length alone (kernels/reduce_block.h). Fastest
/// along the last dimension; along any other one the elements are moved there and back.
/// @throws IndexError for the dimension; DTypeError for other dtypes
#pragma once
#include "framework/tensor/tensor.h"

namespace llmsys::raw {

/// e^x / sum of e^x along `dim`; sums to 1. A line with an element of +inf, with a NaN, or of nothing but -inf is NaN;
/// other elements of -inf get 0.
Tensor softmax(const Tensor& x, int64_t dim = -1);

/// log(softmax(x)) = x - logsumexp(x), without the loss of small probabilities. NaN where softmax is; elements of -inf
/// stay -inf.
Tensor log_softmax(const Tensor& x, int64_t dim = -1);

/// log(sum of e^x) along `dim`. -inf for a line of nothing but -inf, or of no elements; +inf if there is one; NaN if
/// there is one.
/// @param keepdim  keeps that dimension, with size 1
Tensor logsumexp(const Tensor& x, int64_t dim = -1, bool keepdim = false);

}  // namespace llmsys::raw
