/// @file
/// exp, log, tanh and sigmoid of a float without a branch or a call, so that a plain loop over them vectorises:
/// 16 elements at once with AVX-512, 8 with AVX2, 4 on any x86-64.
///
/// Each reduces its argument to a small interval exactly or nearly so, in two pieces of ln 2 (Cody & Waite, Software
/// Manual for the Elementary Functions, 1980), and evaluates there a minimax polynomial whose coefficients were fitted
/// with the Remez exchange and rounded to float one after the other, lowest first (Muller, Elementary Functions, 3rd
/// ed., sec. 3.5 and 4.4). Only IEEE additions, multiplications, divisions and bit operations are used, none fused
/// (compile with -ffp-contract=off): results are the same bits with every instruction set. Errors are stated in units
/// in the last place of the float nearest the true value, the largest over all 2^32 arguments.
#pragma once
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace llmsys::kernels {

namespace detail {

inline constexpr float kLog2E = 0x1.715476p+0F;     ///< 1 / ln 2
inline constexpr float kLn2High = 0x1.63p-1F;       ///< ln 2 in 9 bits: its product with any exponent is exact
inline constexpr float kLn2Low = -0x1.bd0106p-13F;  ///< the rest of ln 2
inline constexpr float kRounder = 0x1.8p+23F;       ///< adding it leaves an integer in the low bits

/// 2^n for -126 <= n <= 127; some number or other beyond.
constexpr float power_of_two(int32_t n) { return std::bit_cast<float>(static_cast<uint32_t>(n + 127) << 23); }

/// x = n ln 2 + r.
struct Ln2Split {
  int32_t n;  ///< the nearest integer to x / ln 2
  float r;    ///< |r| <= 0.347
};

/// Splits |x| <= 128. From NaN, r is NaN and n means nothing.
constexpr Ln2Split split_ln2(float x) {
  const float shifted = x * kLog2E + kRounder;
  const float rounded = shifted - kRounder;
  const uint32_t n = std::bit_cast<uint32_t>(shifted) - std::bit_cast<uint32_t>(kRounder);
  return {static_cast<int32_t>(n), (x - rounded * kLn2High) - rounded * kLn2Low};
}

/// e^r - 1 for |r| <= 0.347: r + r^2 q(r), off by 2^-28 in q's part.
constexpr float expm1_small(float r) {
  float q = 0x1.6ad122p-10F;
  q = q * r + 0x1.123f2ep-7F;
  q = q * r + 0x1.55584ep-5F;
  q = q * r + 0x1.55548ap-3F;
  q = q * r + 0x1.fffffcp-2F;
  return r + r * r * q;
}

}  // namespace detail

/// e^x = 2^n e^r. Off by at most 0.991 ulp; rounds to 0 and overflows to infinity exactly where the true value does.
constexpr float exp_f32(float x) {
  x = x > 89 ? 89.0F : x;      // e^89 overflows
  x = x < -104 ? -104.0F : x;  // e^-104 is less than half the smallest float; NaN passes both
  const detail::Ln2Split split = detail::split_ln2(x);
  const int32_t half = split.n >> 1;  // n reaches 128 and -150, beyond one factor's exponent
  return (1 + detail::expm1_small(split.r)) * detail::power_of_two(half) * detail::power_of_two(split.n - half);
}

/// Natural logarithm: x = 2^k m with 2/3 <= m < 4/3, log x = k ln 2 + log(1 + f), f = m - 1. Off by at most 0.784 ulp.
/// log(0) = -infinity; NaN below 0.
constexpr float log_f32(float x) {
  constexpr float kTwoThirds = 0x1.555556p-1F;
  constexpr float kSmallest = std::numeric_limits<float>::min(), kInfinity = std::numeric_limits<float>::infinity();
  const bool subnormal = x < kSmallest;
  const uint32_t above = std::bit_cast<uint32_t>(subnormal ? x * 0x1p+23F : x) - std::bit_cast<uint32_t>(kTwoThirds);
  const float k = static_cast<float>(static_cast<int32_t>(above) >> 23) - (subnormal ? 23.0F : 0.0F);
  const float f = std::bit_cast<float>((above & 0x7fffff) + std::bit_cast<uint32_t>(kTwoThirds)) - 1;
  float q = 0x1.e05f4ep-4F;
  q = q * f - 0x1.07d8a0p-3F;
  q = q * f + 0x1.bb45dcp-4F;
  q = q * f - 0x1.f33704p-4F;
  q = q * f + 0x1.24d7b2p-3F;
  q = q * f - 0x1.559bb0p-3F;
  q = q * f + 0x1.99985ep-3F;
  q = q * f - 0x1.ffff02p-3F;
  q = q * f + 0x1.555556p-2F;
  const float square = f * f;
  const float tail = square * f * q + k * detail::kLn2Low;  // the small parts first
  const float finite = k * detail::kLn2High + (f - (0.5F * square - tail));
  const float edge = x == 0 ? -kInfinity : x;  // infinity and NaN as they are
  const float answer = x > 0 && x < kInfinity ? finite : edge;
  return x < 0 ? std::numeric_limits<float>::quiet_NaN() : answer;
}

/// Hyperbolic tangent: x + x^3 p(x^2) where |x| < 0.55, else 1 - 2 / (e^(2|x|) + 1). Off by at most 1.459 ulp, never
/// beyond +-1.
constexpr float tanh_f32(float x) {
  const float magnitude = std::abs(x);
  const detail::Ln2Split split = detail::split_ln2(magnitude > 10 ? 20.0F : 2 * magnitude);  // tanh(10) rounds to 1
  const float e = (1 + detail::expm1_small(split.r)) * detail::power_of_two(split.n);
  const float large = 1 - 2 / (e + 1);
  const float square = magnitude * magnitude;
  float p = -0x1.9921a2p-8F;
  p = p * square + 0x1.58e518p-6F;
  p = p * square - 0x1.b91e7ep-5F;
  p = p * square + 0x1.110ceep-3F;
  p = p * square - 0x1.55554ap-2F;
  return std::copysign(magnitude < 0.55F ? magnitude + magnitude * square * p : large, x);
}

/// Logistic function 1 / (1 + e^-x), from e^-|x| so that it neither overflows nor loses small values. Off by at most
/// 2.402 ulp.
constexpr float sigmoid_f32(float x) {
  const float e = exp_f32(-std::abs(x));
  return (x < 0 ? e : 1.0F) / (1 + e);
}

}  // namespace llmsys::kernels
