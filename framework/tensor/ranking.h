/// @file
/// Where a tensor is largest or smallest along one dimension. Any dtype.
///
/// NaN is larger than any number, and the first of equal elements comes first: results do not depend on threads or
/// strides.
#pragma once
#include "framework/tensor/tensor.h"

namespace llmsys::raw {

/// The position of the largest element along `dim`, i64.
/// @param keepdim  keeps that dimension, with size 1
/// @throws IndexError for the dimension; ValueError of no elements
Tensor argmax(const Tensor& x, int64_t dim, bool keepdim = false);
/// The position of the smallest element along `dim`, i64; that of NaN if there is nothing else. Errors as argmax.
Tensor argmin(const Tensor& x, int64_t dim, bool keepdim = false);

/// What topk() found.
struct TopK {
  Tensor values;   ///< x's shape, but K along the dimension
  Tensor indices;  ///< their positions along the dimension, i64, of the same shape
};

/// The k largest (or smallest) elements along `dim`, in that order.
/// @param k  0 to the size of that dimension
/// @throws IndexError for the dimension; ValueError for k
TopK topk(const Tensor& x, int64_t k, int64_t dim = -1, bool largest = true);

}  // namespace llmsys::raw
