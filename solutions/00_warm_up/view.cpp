// Lab 00, task 0.2: transposing and slicing without moving an element.
#include "labs/00_warm_up/view.h"

#include <utility>

#include "framework/base/error.h"

namespace llmsys::lab00 {

std::vector<int64_t> contiguous_strides(const std::vector<int64_t>& shape) {
  // 3 to 6 lines. Walk from the last dimension to the first; mind that a size_t never gets below 0.
  // BEGIN SOLUTION task 0.2 contiguous_strides
  std::vector<int64_t> strides(shape.size(), 1);
  for (size_t d = shape.size(); d-- > 1;) strides[d - 1] = strides[d] * shape[d];
  return strides;
  // END SOLUTION
}

View transpose(const View& view, int64_t dim0, int64_t dim1) {
  // About 4 lines. Two of the three members change.
  // BEGIN SOLUTION task 0.2 transpose
  View out = view;
  std::swap(out.shape[static_cast<size_t>(dim0)], out.shape[static_cast<size_t>(dim1)]);
  std::swap(out.strides[static_cast<size_t>(dim0)], out.strides[static_cast<size_t>(dim1)]);
  return out;
  // END SOLUTION
}

View slice(const View& view, int64_t dim, int64_t start, int64_t stop, int64_t step) {
  // About 6 lines. All three members change; the new size rounds up.
  // BEGIN SOLUTION task 0.2 slice
  const auto d = static_cast<size_t>(dim);
  View out = view;
  out.shape[d] = (stop - start + step - 1) / step;
  out.strides[d] = view.strides[d] * step;
  out.offset = view.offset + start * view.strides[d];
  return out;
  // END SOLUTION
}

}  // namespace llmsys::lab00
