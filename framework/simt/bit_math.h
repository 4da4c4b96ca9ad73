/// @file
/// Arithmetic on integers and bits, under CUDA's names.
#pragma once
#include <bit>
#include <cstdint>

#include "framework/simt/qualifiers.h"
#include "framework/simt/vector_types.h"

/// Number of ones.
__forceinline__ int __popc(unsigned x) { return std::popcount(x); }
/// Number of ones.
__forceinline__ int __popcll(unsigned long long x) { return std::popcount(x); }
/// Zeros above the highest one; 32 if there is none.
__forceinline__ int __clz(int x) { return std::countl_zero(static_cast<unsigned>(x)); }
/// Zeros above the highest one; 64 if there is none.
__forceinline__ int __clzll(long long x) { return std::countl_zero(static_cast<unsigned long long>(x)); }
/// Place of the lowest one, counted from 1; 0 if there is none.
__forceinline__ int __ffs(int x) { return __builtin_ffs(x); }
/// Place of the lowest one, counted from 1; 0 if there is none.
__forceinline__ int __ffsll(long long x) { return __builtin_ffsll(x); }
/// The bits in reverse order.
__forceinline__ unsigned long long __brevll(unsigned long long x) {
  x = (x >> 1 & 0x5555555555555555) | (x & 0x5555555555555555) << 1;
  x = (x >> 2 & 0x3333333333333333) | (x & 0x3333333333333333) << 2;
  x = (x >> 4 & 0x0F0F0F0F0F0F0F0F) | (x & 0x0F0F0F0F0F0F0F0F) << 4;
  return __builtin_bswap64(x);
}
/// The bits in reverse order.
__forceinline__ unsigned __brev(unsigned x) { return static_cast<unsigned>(__brevll(x) >> 32); }

/// Four bytes picked out of x (bytes 0 to 3) and y (4 to 7): nibble i of `selector` says which becomes byte i; its highest
/// bit asks for the sign of that byte eight times instead.
__forceinline__ unsigned __byte_perm(unsigned x, unsigned y, unsigned selector) {
  const uint64_t bytes = uint64_t{y} << 32 | x;
  unsigned result = 0;
  for (unsigned i = 0; i < 4; ++i) {
    const unsigned pick = selector >> 4 * i & 15, byte = static_cast<unsigned>(bytes >> 8 * (pick & 7)) & 0xFF;
    result |= (pick < 8 ? byte : (byte >> 7 != 0 ? 0xFFU : 0U)) << 8 * i;
  }
  return result;
}
/// The upper 32 bits of high:low << (shift & 31).
__forceinline__ unsigned __funnelshift_l(unsigned low, unsigned high, unsigned shift) {
  return static_cast<unsigned>((uint64_t{high} << 32 | low) << (shift & 31) >> 32);
}
/// The upper 32 bits of high:low << min(shift, 32).
__forceinline__ unsigned __funnelshift_lc(unsigned low, unsigned high, unsigned shift) {
  return shift >= 32 ? low : __funnelshift_l(low, high, shift);
}
/// The lower 32 bits of high:low >> (shift & 31).
__forceinline__ unsigned __funnelshift_r(unsigned low, unsigned high, unsigned shift) {
  return static_cast<unsigned>((uint64_t{high} << 32 | low) >> (shift & 31));
}
/// The lower 32 bits of high:low >> min(shift, 32).
__forceinline__ unsigned __funnelshift_rc(unsigned low, unsigned high, unsigned shift) {
  return shift >= 32 ? high : __funnelshift_r(low, high, shift);
}

/// @{ The upper half of x y, with sign or (u) without.
__forceinline__ int __mulhi(int x, int y) { return static_cast<int>(int64_t{x} * y >> 32); }
__forceinline__ unsigned __umulhi(unsigned x, unsigned y) { return static_cast<unsigned>(uint64_t{x} * y >> 32); }
__forceinline__ long long __mul64hi(long long x, long long y) {
  return static_cast<long long>(static_cast<__int128>(x) * y >> 64);
}
__forceinline__ unsigned long long __umul64hi(unsigned long long x, unsigned long long y) {
  return static_cast<unsigned long long>(static_cast<unsigned __int128>(x) * y >> 64);
}
/// The lower 32 bits of the product of the lower 24 bits of x and y, with sign or (u) without.
__forceinline__ int __mul24(int x, int y) {
  const int64_t a = static_cast<int>(static_cast<unsigned>(x) << 8) >> 8,
                b = static_cast<int>(static_cast<unsigned>(y) << 8) >> 8;
  return static_cast<int>(static_cast<uint32_t>(static_cast<uint64_t>(a * b)));
}
/// The lower 32 bits of the product of the lower 24 bits of x and y.
__forceinline__ unsigned __umul24(unsigned x, unsigned y) { return (x & 0xFFFFFF) * (y & 0xFFFFFF); }
/// @}

/// |x - y| + z
__forceinline__ unsigned __sad(int x, int y, unsigned z) {
  const unsigned a = static_cast<unsigned>(x), b = static_cast<unsigned>(y);
  return (x < y ? b - a : a - b) + z;
}
/// |x - y| + z
__forceinline__ unsigned __usad(unsigned x, unsigned y, unsigned z) { return (x < y ? y - x : x - y) + z; }
/// (x + y) >> 1 without overflow.
__forceinline__ int __hadd(int x, int y) { return static_cast<int>((int64_t{x} + y) >> 1); }
/// (x + y + 1) >> 1 without overflow.
__forceinline__ int __rhadd(int x, int y) { return static_cast<int>((int64_t{x} + y + 1) >> 1); }
/// (x + y) >> 1 without overflow.
__forceinline__ unsigned __uhadd(unsigned x, unsigned y) { return static_cast<unsigned>((uint64_t{x} + y) >> 1); }
/// (x + y + 1) >> 1 without overflow.
__forceinline__ unsigned __urhadd(unsigned x, unsigned y) { return static_cast<unsigned>((uint64_t{x} + y + 1) >> 1); }

/// @{ c plus the sum of the products of four bytes each, with sign or without.
__forceinline__ int __dp4a(char4 a, char4 b, int c) { return a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w + c; }
__forceinline__ unsigned __dp4a(uchar4 a, uchar4 b, unsigned c) {
  return static_cast<unsigned>(a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w) + c;
}
__forceinline__ int __dp4a(int a, int b, int c) {
  for (int i = 0; i < 32; i += 8) c += static_cast<signed char>(a >> i) * static_cast<signed char>(b >> i);
  return c;
}
__forceinline__ unsigned __dp4a(unsigned a, unsigned b, unsigned c) {
  for (unsigned i = 0; i < 32; i += 8) c += (a >> i & 0xFF) * (b >> i & 0xFF);
  return c;
}
/// @}

/// @{ The same bits as the type that the name says; hi and lo are the upper and lower halves of a double.
__forceinline__ int __float_as_int(float x) { return std::bit_cast<int>(x); }
__forceinline__ unsigned __float_as_uint(float x) { return std::bit_cast<unsigned>(x); }
__forceinline__ float __int_as_float(int x) { return std::bit_cast<float>(x); }
__forceinline__ float __uint_as_float(unsigned x) { return std::bit_cast<float>(x); }
__forceinline__ long long __double_as_longlong(double x) { return std::bit_cast<long long>(x); }
__forceinline__ double __longlong_as_double(long long x) { return std::bit_cast<double>(x); }
__forceinline__ int __double2hiint(double x) { return static_cast<int>(std::bit_cast<int64_t>(x) >> 32); }
__forceinline__ int __double2loint(double x) { return static_cast<int>(std::bit_cast<uint64_t>(x)); }
__forceinline__ double __hiloint2double(int high, int low) {
  return std::bit_cast<double>(static_cast<uint64_t>(static_cast<uint32_t>(high)) << 32 | static_cast<uint32_t>(low));
}
/// @}
