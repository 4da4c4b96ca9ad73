/// @file
/// Tensors put together, and taken apart again. cat() is in framework/tensor/indexing.h.
#pragma once
#include <span>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys::raw {

/// The tensors side by side along a new dimension: three of (2,4) along 1 are (2,3,4). A copy.
/// @param dim  of the result
/// @throws ValueError for no tensors; ShapeError if shapes differ; DTypeError; IndexError for the dimension
Tensor stack(std::span<const Tensor> tensors, int64_t dim = 0);
/// As above: stack({a, b}).
Tensor stack(std::initializer_list<Tensor> tensors, int64_t dim = 0);

/// Views of `size` positions each along `dim`; the last one is smaller if they do not go into it evenly. A dimension of
/// size 0 gives one empty view.
/// @throws ValueError if size < 1; IndexError for the dimension
std::vector<Tensor> split(const Tensor& x, int64_t size, int64_t dim = 0);

/// Views of sizes[0], sizes[1], .. positions along `dim`, one after another.
/// @throws ShapeError "[split_sizes] sizes (2,2) add up to 4, dimension 0 of (5,3) is 5", or if one of
/// them is negative or larger; IndexError
std::vector<Tensor> split_sizes(const Tensor& x, std::span<const int64_t> sizes, int64_t dim = 0);
/// As above: split_sizes(x, {2, 3}).
std::vector<Tensor> split_sizes(const Tensor& x, std::initializer_list<int64_t> sizes, int64_t dim = 0);

/// Views into at most `count` parts of equal size, rounded up: 10 positions into 4 parts are 3, 3, 3, 1; into 6 parts
/// they are five of 2.  @throws ValueError if count < 1; IndexError
std::vector<Tensor> chunk(const Tensor& x, int64_t count, int64_t dim = 0);

}  // namespace llmsys::raw
