#include "framework/tensor/joining.h"

#include <algorithm>

#include "framework/tensor/indexing.h"
#include "framework/tensor/views.h"

namespace llmsys::raw {

Tensor stack(std::span<const Tensor> tensors, int64_t dim) {
  LLMSYS_CHECK(ValueError, !tensors.empty(), "[stack] needs at least one tensor");
  const Shape& shape = tensors.front().shape();
  const int64_t axis = normalize_dim("stack", dim, shape.size() + 1);
  std::vector<Tensor> parts;
  for (const Tensor& x : tensors) {
    LLMSYS_CHECK(ShapeError, x.shape() == shape, "[stack] shapes ", shape, " and ", x.shape(), " differ");
    parts.push_back(unsqueeze(x, axis));
  }
  return cat(parts, axis);
}

Tensor stack(std::initializer_list<Tensor> tensors, int64_t dim) {
  return stack(std::span<const Tensor>(tensors.begin(), tensors.size()), dim);
}

std::vector<Tensor> split(const Tensor& x, int64_t size, int64_t dim) {
  const int64_t axis = normalize_dim("split", dim, x.rank()), total = x.shape()[axis];
  LLMSYS_CHECK(ValueError, size >= 1, "[split] size must be at least 1, got ", size);
  std::vector<Tensor> parts;
  for (int64_t first = 0; first < total || parts.empty(); first += std::min(size, total - first))
    parts.push_back(slice(x, axis, first, first + std::min(size, total - first)));
  return parts;
}

std::vector<Tensor> split_sizes(const Tensor& x, std::span<const int64_t> sizes, int64_t dim) {
  const int64_t axis = normalize_dim("split_sizes", dim, x.rank()), total = x.shape()[axis];
  int64_t sum = 0;
  for (const int64_t size : sizes) {
    LLMSYS_CHECK(ShapeError, size >= 0 && size <= total, "[split_sizes] size ", size, " does not fit dimension ", axis,
                 " of ", x.shape());
    sum += size;
  }
  LLMSYS_CHECK(ShapeError, sum == total, "[split_sizes] sizes (", join(sizes, ","), ") add up to ", sum, ", dimension ",
               axis, " of ", x.shape(), " is ", total);
  std::vector<Tensor> parts;
  int64_t first = 0;
  for (const int64_t size : sizes) {
    parts.push_back(slice(x, axis, first, first + size));
    first += size;
  }
  return parts;
}

std::vector<Tensor> split_sizes(const Tensor& x, std::initializer_list<int64_t> sizes, int64_t dim) {
  return split_sizes(x, std::span<const int64_t>(sizes.begin(), sizes.size()), dim);
}

std::vector<Tensor> chunk(const Tensor& x, int64_t count, int64_t dim) {
  LLMSYS_CHECK(ValueError, count >= 1, "[chunk] needs at least 1 part, got ", count);
  const int64_t total = x.shape()[normalize_dim("chunk", dim, x.rank())];
  return split(x, std::max<int64_t>(1, total / count + (total % count != 0 ? 1 : 0)), dim);
}

}  // namespace llmsys::raw
