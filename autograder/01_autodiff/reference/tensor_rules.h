/// @file
/// Right answers to lab 01's task 1.5, written apart from the solution: each is a loop over all indices, in float64.
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys::lab01::reference {

/// A shape, or an index into one.
using Index = std::vector<int64_t>;

/// Calls f(index) for each index of `shape`, in row-major order.
void each_index(const Index& shape, const std::function<void(const Index& index)>& f);

/// Where the element that `index` of a wider shape sees by broadcasting lies in a contiguous tensor of `shape`.
size_t position(const Index& index, const Index& shape);

/// The elements of any float tensor in row-major order.
std::vector<double> numbers(const Tensor& x);

/// A tensor of those numbers, rounded to `dtype`.
Tensor tensor_of(const std::vector<double>& values, const Index& shape, DType dtype);

/// x's shape with size 1 in these dimensions; negative ones count from the end.
Index kept_shape(const Index& shape, const Index& dims);

/// dA and dB of Y = A B, any leading dimensions.
Tensor matmul_vjp_a(const Tensor& dy, const Tensor& b, const Index& a_shape);
/// See matmul_vjp_a.
Tensor matmul_vjp_b(const Tensor& dy, const Tensor& a, const Index& b_shape);

/// dx of a sum, or of a mean, whose gradient is `dy`; `kept` is kept_shape of the dimensions.
Tensor sum_vjp(const Tensor& dy, const Index& x_shape, const Index& kept, double divided_by = 1);

/// Who gets the gradient of a maximum that several elements reach.
enum class Ties { share, all, first };
/// dx of a maximum.
Tensor max_vjp(const Tensor& dy, const Tensor& x, const Index& kept, Ties ties = Ties::share);

/// log_softmax over the last dimension.
Tensor log_softmax(const Tensor& x);
/// Its gradient at x.
Tensor log_softmax_vjp(const Tensor& dy, const Tensor& x);

/// dx of gather. `added`: picked twice is added twice; else the last one stays.
Tensor gather_vjp(const Tensor& dy, const Index& x_shape, int64_t dim, const Tensor& index, bool added = true);
/// The gradient of an embedding table. `added` as above.
Tensor embedding_vjp(const Tensor& dy, const Index& table_shape, const Tensor& index, bool added = true);

/// dx of a slice: where element i along dim came from is start + i step.
Tensor slice_vjp(const Tensor& dy, const Index& x_shape, int64_t dim, int64_t start, int64_t step);
/// The part of dy from `start` on, `size` long along dim.
Tensor part_of(const Tensor& dy, int64_t dim, int64_t start, int64_t size);
/// dx of a transpose.
Tensor transpose_vjp(const Tensor& dy, int64_t dim0, int64_t dim1);

}  // namespace llmsys::lab01::reference
