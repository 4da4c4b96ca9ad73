/// @file
/// CUDA's vector types: dim3, char1 to ulonglong4, float1 to double4, with CUDA's sizes and alignments, and make_float4()
/// and its like. Members are x, y, z, w; `float4{a, b, c, d}` and `float4 v;` (uninitialised) work as in CUDA.
///
/// Types of 2 or 4 members are copied by one access of 2, 4, 8 or 16 bytes (of 32: by two of 16), as a GPU does it: left
/// to itself, g++ would split `float4 v = a[i]` into four loads, and the tracer would count four.
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "framework/simt/qualifiers.h"

namespace llmsys::simt::detail {

// What a processor loads at once; may stand for any type.
template <size_t kBytes>
struct Word;
template <>
struct Word<2> {
  typedef uint16_t __attribute__((may_alias)) type;
};
template <>
struct Word<4> {
  typedef uint32_t __attribute__((may_alias)) type;
};
template <>
struct Word<8> {
  typedef uint64_t __attribute__((may_alias)) type;
};
template <>
struct Word<16> {
  typedef float type __attribute__((vector_size(16), may_alias));
};

template <class T>
__forceinline__ void copy_at_once(T* to, const T* from) {
  constexpr size_t kBytes = sizeof(T) < 16 ? sizeof(T) : 16;
  using Access = typename Word<kBytes>::type;
  for (size_t i = 0; i < sizeof(T) / kBytes; ++i)
    reinterpret_cast<Access*>(to)[i] = reinterpret_cast<const Access*>(from)[i];
}

}  // namespace llmsys::simt::detail

// The members that make a type copy at once. The default constructor is trivial: a __shared__ array of them needs no guard.
#define LLMSYS_SIMT_COPIED_AT_ONCE_(Type)                                                         \
  Type() = default;                                                                               \
  __forceinline__ Type(const Type& other) { ::llmsys::simt::detail::copy_at_once(this, &other); } \
  __forceinline__ Type& operator=(const Type& other) {                                            \
    ::llmsys::simt::detail::copy_at_once(this, &other);                                           \
    return *this;                                                                                 \
  }

// Type1 to Type4 of elements T, and make_Type1() to make_Type4().
#define LLMSYS_SIMT_VECTORS_(T, Type)                                                   \
  struct Type##1 {                                                                      \
    T x;                                                                                \
  };                                                                                    \
  struct alignas(2 * sizeof(T)) Type##2 {                                               \
    T x, y;                                                                             \
    LLMSYS_SIMT_COPIED_AT_ONCE_(Type##2)                                                \
    __forceinline__ constexpr Type##2(T first, T second) : x(first), y(second) {}       \
  };                                                                                    \
  struct Type##3 {                                                                      \
    T x, y, z;                                                                          \
  };                                                                                    \
  struct alignas(sizeof(T) < 4 ? 4 * sizeof(T) : 16) Type##4 {                          \
    T x, y, z, w;                                                                       \
    LLMSYS_SIMT_COPIED_AT_ONCE_(Type##4)                                                \
    __forceinline__ constexpr Type##4(T first, T second, T third = 0, T fourth = 0)     \
        : x(first), y(second), z(third), w(fourth) {}                                   \
  };                                                                                    \
  __forceinline__ constexpr Type##1 make_##Type##1(T x) { return {x}; }                 \
  __forceinline__ constexpr Type##2 make_##Type##2(T x, T y) { return {x, y}; }         \
  __forceinline__ constexpr Type##3 make_##Type##3(T x, T y, T z) { return {x, y, z}; } \
  __forceinline__ constexpr Type##4 make_##Type##4(T x, T y, T z, T w) { return {x, y, z, w}; }

LLMSYS_SIMT_VECTORS_(signed char, char)
LLMSYS_SIMT_VECTORS_(unsigned char, uchar)
LLMSYS_SIMT_VECTORS_(short, short)
LLMSYS_SIMT_VECTORS_(unsigned short, ushort)
LLMSYS_SIMT_VECTORS_(int, int)
LLMSYS_SIMT_VECTORS_(unsigned, uint)
LLMSYS_SIMT_VECTORS_(long, long)
LLMSYS_SIMT_VECTORS_(unsigned long, ulong)
LLMSYS_SIMT_VECTORS_(long long, longlong)
LLMSYS_SIMT_VECTORS_(unsigned long long, ulonglong)
LLMSYS_SIMT_VECTORS_(float, float)
LLMSYS_SIMT_VECTORS_(double, double)

#undef LLMSYS_SIMT_VECTORS_

/// Sizes of a grid in blocks or of a block in threads; what is not given is 1.
struct dim3 {
  unsigned x;  ///< fastest
  unsigned y;  ///< slower
  unsigned z;  ///< slowest
  /// `dim3 grid = 4;` is 4 x 1 x 1.
  constexpr dim3(unsigned first = 1, unsigned second = 1, unsigned third = 1) : x(first), y(second), z(third) {}
  /// From three numbers.
  constexpr dim3(uint3 sizes) : x(sizes.x), y(sizes.y), z(sizes.z) {}
  /// To three numbers.
  constexpr operator uint3() const { return {x, y, z}; }
};
