/// @file
/// What forward and backward share: where heads lie in memory, and which tiles the mask leaves.
#pragma once
#include <algorithm>
#include <cstdint>

#include "framework/tensor/tensor.h"

namespace llmsys::lab15 {

inline constexpr int64_t kQueryTile = 64;  ///< rows of a tile of scores
inline constexpr int64_t kKeyTile =
    128;  ///< columns: with the rows, 32 KiB, so that a tile stays in the L1 and L2 caches

/// One head of one sequence: rows of D numbers, `step` apart.
template <class T>
struct Head {
  T* first;      ///< row 0
  int64_t step;  ///< from a row to the next
  /// Row i.
  [[nodiscard]] T* row(int64_t i) const { return first + i * step; }
};

/// Head h of sequence b of x (B,H,T,D), to read.
inline Head<const float> head_of(const Tensor& x, int64_t b, int64_t h) {
  const Strides& s = x.strides();
  return {x.data<float>() + b * s[0] + h * s[1], s[2]};
}
/// The same, to write.
inline Head<float> head_of(Tensor& x, int64_t b, int64_t h) {
  const Strides& s = x.strides();
  return {x.data<float>() + b * s[0] + h * s[1], s[2]};
}

/// Sizes of one call.
struct Sizes {
  int64_t B;  ///< sequences
  int64_t H;  ///< heads of queries
  int64_t G;  ///< heads of keys and values
  int64_t T;  ///< queries
  int64_t S;  ///< keys
  int64_t D;  ///< numbers a head
  /// Keys that query `i` sees: itself, what came before, and none after.
  [[nodiscard]] int64_t seen(int64_t i) const { return std::min(S, i + 1 + S - T); }
};

/// Of q and k.
inline Sizes sizes_of(const Tensor& q, const Tensor& k) {
  return {q.size(0), q.size(1), k.size(1), q.size(2), k.size(2), q.size(3)};
}

}  // namespace llmsys::lab15
