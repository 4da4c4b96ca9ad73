/// @file
/// Task 1.5: the VJPs of products, reductions, selections and views, and log-softmax as an operation of your own.
#pragma once
#include <vector>

#include "framework/tensor/dims.h"
#include "framework/tensor/tensor.h"

namespace llmsys::lab01 {

/// Y = A B: dA = dY B^T. Leading dimensions that were broadcast are summed.
/// @param dy       (..,M,N)    @param b  (..,K,N) before transposition: (..,K,N)
/// @param a_shape  (..,M,K)
Tensor matmul_vjp_a(const Tensor& dy, const Tensor& b, const Shape& a_shape);

/// Y = A B: dB = A^T dY. If B is one matrix (K,N) shared by a batch A (..,M,K), this is one product of all rows at once:
/// it costs exactly as many FLOPs as the forward product, and no batch of (K,N) matrices is ever made.
/// @param dy  (..,M,N)    @param a  (..,M,K)
/// @param b_shape  (..,K,N)
Tensor matmul_vjp_b(const Tensor& dy, const Tensor& a, const Shape& b_shape);

/// y = sum of x over dims: every summed element gets the gradient of its sum.
/// @param dy  shape of y    @param x_shape  of x    @param dims, keepdim  as raw::sum got them
/// @return shape of x; may be a broadcast view
Tensor sum_vjp(const Tensor& dy, const Shape& x_shape, const Dims& dims, bool keepdim);

/// y = mean of x over dims: as sum_vjp, divided by the number of elements that make one mean.
Tensor mean_vjp(const Tensor& dy, const Shape& x_shape, const Dims& dims, bool keepdim);

/// y = max of x over dims: the gradient goes to the largest element; several equal ones share it evenly.
/// @param x  the input    @param y  the result, as raw::max returned it
Tensor max_vjp(const Tensor& dy, const Tensor& x, const Tensor& y, const Dims& dims, bool keepdim);

/// y_i = x_i - log(sum_j e^(x_j)) over the last dimension, recorded: your first operation made whole.
///
/// Subtract each row's largest element first: e^x overflows in float32 from x = 88.8 on, and the difference does not
/// change the result. The backward pass needs y and nothing else: save only that.
/// dx = dy - e^y * (sum of dy over the last dimension).
/// @param x  (..,V), any strides; x(i) = -infinity is a probability of 0
/// @return (..,V), contiguous
Tensor log_softmax(const Tensor& x);

/// y = gather(x, dim, index): the gradient of a picked element is added where it was picked from; twice picked, twice
/// added.
/// @param dy, index  shape of y    @param x_shape  of x
Tensor gather_vjp(const Tensor& dy, const Shape& x_shape, int64_t dim, const Tensor& index);

/// y = index_select(table, 0, index), an embedding lookup: row i of dy is added to row index[i].
/// @param dy (N,..)    @param table_shape (V,..)    @param index (N) i64
Tensor embedding_vjp(const Tensor& dy, const Shape& table_shape, const Tensor& index);

/// y = reshape(x): the same elements under x's shape.
Tensor reshape_vjp(const Tensor& dy, const Shape& x_shape);

/// y = transpose(x, dim0, dim1).
Tensor transpose_vjp(const Tensor& dy, int64_t dim0, int64_t dim1);

/// y = slice(x, dim, start, stop, step): zeros, with dy where the slice was.
Tensor slice_vjp(const Tensor& dy, const Shape& x_shape, int64_t dim, int64_t start, int64_t stop, int64_t step);

/// y = cat(tensors, dim): each gets its own part back.
/// @param sizes  of each tensor along dim, in order
std::vector<Tensor> cat_vjp(const Tensor& dy, const std::vector<int64_t>& sizes, int64_t dim);

}  // namespace llmsys::lab01
