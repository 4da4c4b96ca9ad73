#include <algorithm>

#include "autograder/00_warm_up/reference/reference.h"
#include "framework/tensor/factories.h"

namespace llmsys::lab00::reference {

std::string shape_text(const std::vector<int64_t>& shape) {
  std::string sizes;
  for (const int64_t size : shape) sizes += (sizes.empty() ? "" : ",") + std::to_string(size);
  return "(" + sizes + ")";
}

std::vector<int64_t> contiguous_strides(const std::vector<int64_t>& shape) {
  std::vector<int64_t> strides;
  for (size_t d = 0; d < shape.size(); ++d) {
    int64_t product = 1;
    for (size_t right = d + 1; right < shape.size(); ++right) product *= shape[right];
    strides.push_back(product);
  }
  return strides;
}

std::vector<int64_t> element_offsets(const std::vector<int64_t>& shape, const std::vector<int64_t>& strides,
                                     int64_t offset) {
  std::vector<int64_t> out = {offset};
  for (size_t d = 0; d < shape.size(); ++d) {  // each dimension multiplies what the ones before it reached
    std::vector<int64_t> next;
    for (const int64_t base : out)
      for (int64_t i = 0; i < shape[d]; ++i) next.push_back(base + i * strides[d]);
    out = std::move(next);
  }
  return out;
}

Broadcast broadcast_shapes(const std::vector<int64_t>& a, const std::vector<int64_t>& b) {
  const size_t rank = std::max(a.size(), b.size());
  std::vector<int64_t> wide_a(rank - a.size(), 1), wide_b(rank - b.size(), 1);
  wide_a.insert(wide_a.end(), a.begin(), a.end());
  wide_b.insert(wide_b.end(), b.begin(), b.end());
  Broadcast out{true, wide_a};
  for (size_t d = 0; d < rank; ++d) {
    if (wide_a[d] == 1)
      out.shape[d] = wide_b[d];
    else
      out.fits = out.fits && (wide_b[d] == 1 || wide_b[d] == wide_a[d]);
  }
  return out;
}

Tensor broadcast_to(const Tensor& x, const std::vector<int64_t>& shape) {
  Tensor out = empty(shape, DType::f32);
  const auto rank = static_cast<int64_t>(shape.size());
  for (int64_t flat = 0; flat < out.numel(); ++flat) {
    int64_t rest = flat, from = x.offset();
    for (int64_t d = rank - 1; d >= 0; --d) {
      const int64_t index = rest % shape[static_cast<size_t>(d)];
      rest /= shape[static_cast<size_t>(d)];
      const int64_t own = d - (rank - x.rank());
      if (own >= 0 && x.shape()[own] != 1) from += index * x.strides()[own];
    }
    out.data<float>()[flat] = (x.data<float>() - x.offset())[from];
  }
  return out;
}

}  // namespace llmsys::lab00::reference
