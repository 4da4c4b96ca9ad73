// Lab 00, task 0.3: the rule behind x + bias, and how it is done without a copy.
#include "labs/00_warm_up/broadcast.h"

#include <algorithm>

#include "framework/base/error.h"
#include "framework/tensor/views.h"
#include "labs/00_warm_up/shape_text.h"

namespace llmsys::lab00 {

std::vector<int64_t> broadcast_shapes(const std::vector<int64_t>& a, const std::vector<int64_t>& b) {
  // About 10 lines. Throw ShapeError(message) if a pair does not fit; the message holds shape_text(a) and shape_text(b).
  // BEGIN SOLUTION task 0.3 broadcast_shapes
  std::vector<int64_t> out(std::max(a.size(), b.size()));
  for (size_t back = 1; back <= out.size(); ++back) {  // counted from the right, where shapes are aligned
    const int64_t size_a = back <= a.size() ? a[a.size() - back] : 1;
    const int64_t size_b = back <= b.size() ? b[b.size() - back] : 1;
    if (size_a != size_b && size_a != 1 && size_b != 1)
      throw ShapeError("shapes " + shape_text(a) + " and " + shape_text(b) + " do not broadcast");
    out[out.size() - back] = size_a == 1 ? size_b : size_a;
  }
  return out;
  // END SOLUTION
}

Tensor broadcast_to(const Tensor& x, const std::vector<int64_t>& shape) {
  const std::vector<int64_t> from(x.shape().begin(), x.shape().end());
  // About 6 lines. A dimension that is repeated has stride 0. Finish with raw::as_strided(x, shape, strides, x.offset()).
  // BEGIN SOLUTION task 0.3 broadcast_to
  if (broadcast_shapes(from, shape) != shape)
    throw ShapeError("shape " + shape_text(from) + " does not broadcast to " + shape_text(shape));
  std::vector<int64_t> strides(shape.size(), 0);
  for (size_t d = 0; d < from.size(); ++d)
    if (from[d] != 1) strides[shape.size() - from.size() + d] = x.strides()[static_cast<int64_t>(d)];
  return raw::as_strided(x, shape, strides, x.offset());
  // END SOLUTION
}

}  // namespace llmsys::lab00
