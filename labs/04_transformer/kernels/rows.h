/// @file
/// What the kernels of rows share.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "framework/base/parallel.h"
#include "framework/tensor/tensor.h"

namespace llmsys::lab04 {

/// The sum of term(i) for i below n, in sixteen sums that run side by side: a vector's worth.
template <class Term>
inline float sum_of(int64_t n, const Term& term) {
  constexpr int64_t kLanes = 16;
  float lanes[kLanes] = {};
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes)
#pragma GCC unroll 1
    for (int64_t l = 0; l < kLanes; ++l) lanes[l] += term(i + l);
  for (; i < n; ++i) lanes[i % kLanes] += term(i);
  for (int64_t width = kLanes / 2; width > 0; width /= 2)
    for (int64_t l = 0; l < width; ++l) lanes[l] += lanes[l + width];
  return lanes[0];
}

/// Rows of a tensor: lines of its last dimension.
inline int64_t rows_of(const Tensor& x) { return x.size(-1) == 0 ? 0 : x.numel() / x.size(-1); }

/// Calls body(row) for each of `rows` rows of `columns` elements, on several threads.
template <class Body>
void each_row(int64_t rows, int64_t columns, const Body& body) {
  parallel_for(rows, std::max<int64_t>(1, 8192 / std::max<int64_t>(columns, 1)), [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; ++row) body(row);
  });
}

/// Calls body(row, sums) for each row, `sums` an array of `width` floats to add to, and adds these arrays up into `total`.
/// Rows are cut into pieces whose number does not depend on the threads: neither does the result.
template <class Body>
void sum_over_rows(int64_t rows, int64_t width, float* total, const Body& body) {
  constexpr int64_t kPieces = 16;
  std::vector<float> sums(static_cast<size_t>(kPieces * width), 0.0F);
  parallel_for(kPieces, 1, [&](int64_t begin, int64_t end) {
    for (int64_t piece = begin; piece < end; ++piece)
      for (int64_t row = rows * piece / kPieces; row < rows * (piece + 1) / kPieces; ++row)
        body(row, sums.data() + piece * width);
  });
  std::fill_n(total, width, 0.0F);
  for (int64_t piece = 0; piece < kPieces; ++piece)
    for (int64_t i = 0; i < width; ++i) total[i] += sums[static_cast<size_t>(piece * width + i)];
}

}  // namespace llmsys::lab04
