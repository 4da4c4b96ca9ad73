/// @file
/// Which lane holds which elements of a tensor core's matrices. CUDA leaves it open for wmma; here it is what the PTX ISA
/// says of mma.m16n8k16 (section "Matrix Fragments for mma.m16n8k16 with floating point type"), repeated where a matrix is
/// larger, and for tf32 of mma.m16n8k8. With group = lane / 4 and member = lane % 4, a lane holds
/// - of A (MxK) rows group + 8, 16, ..., and columns 2 member and 2 member + 1, + 8
/// - of B (KxN) rows 2 member and 2 member + 1, + 8, and columns group + 8, 16, ...
/// - of C and D (MxN) rows group + 8, ..., and columns 2 member and 2 member + 1, + 8, ...
#pragma once

namespace llmsys::simt::detail {

/// An element of a matrix.
struct Place {
  int row, column;
};

/// Of A (MxK): where element i of a lane's is.
template <int M, bool kTf32>
constexpr Place place_in_a(int lane, int i) {
  const int group = lane / 4, member = lane % 4;
  if (kTf32) return {group + 8 * (i & 1), member + 4 * (i >> 1)};
  if (M == 8) return {group, 2 * member + (i & 1) + 8 * (i >> 1)};
  return {group + 8 * (i >> 1 & 1) + 16 * (i >> 3), 2 * member + (i & 1) + 8 * (i >> 2 & 1)};
}

/// Of B (KxN).
template <bool kTf32>
constexpr Place place_in_b(int lane, int i) {
  const int group = lane / 4, member = lane % 4;
  if (kTf32) return {member + 4 * (i & 1), group + 8 * (i >> 1)};
  return {2 * member + (i & 1) + 8 * (i >> 1 & 1), group + 8 * (i >> 2)};
}

/// Of C and D (MxN).
template <int M, int N>
constexpr Place place_in_c(int lane, int i) {
  const int group = lane / 4, column = 2 * (lane % 4) + (i & 1);
  if (M == 8) return {group, column + 8 * (i >> 1)};
  if (N == 8) return {group + 8 * (i >> 1 & 1) + 16 * (i >> 2), column};
  return {group + 8 * (i >> 1 & 1), column + 8 * (i >> 2)};
}

}  // namespace llmsys::simt::detail
