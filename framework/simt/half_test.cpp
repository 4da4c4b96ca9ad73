// __half and __nv_bfloat16 share their code (detail/float16.h), so they share these tests. References are exact sums and
// products in double, or longer, rounded by SmallFloat, which base tests by itself.
#include "framework/simt/half.h"

#include <cfloat>
#include <cmath>
#include <vector>

#include "framework/base/rng.h"
#include "framework/simt/bfloat16.h"
#include "framework/testing/test.h"

namespace {

template <class T>
using Format = std::conditional_t<std::is_same_v<T, __half>, llmsys::Half, llmsys::BFloat16>;

template <class T>
T from_bits(unsigned bits) {
  return std::bit_cast<T>(static_cast<uint16_t>(bits));
}
template <class T>
unsigned bits_of(T value) {
  return std::bit_cast<uint16_t>(value);
}
// The pattern that `value`, rounded once, has.
template <class T>
unsigned rounded(long double value) {
  // Below double's digits nothing but "more" or "less" matters, so an odd last bit stands for what is cut off.
  double close = static_cast<double>(value);
  if (close != value && std::isfinite(close)) {
    const double other = std::nextafter(close, value > close ? INFINITY : -INFINITY);
    if ((std::bit_cast<uint64_t>(close) & 1) == 0) close = other;
  }
  return std::isnan(close) ? 0x7FFF : Format<T>(close).bits;
}

// Patterns at which rounding has something to decide: all exponents, few mantissas, both signs, and some of all others.
template <class T>
std::vector<T> interesting() {
  std::vector<T> out;
  for (unsigned bits = 0; bits < 0x10000; ++bits) {
    const unsigned mantissa = bits & ((1U << Format<T>::kMantissaBits) - 1);
    if (mantissa <= 1 || mantissa == (1U << Format<T>::kMantissaBits) - 1 || bits % 251 == 0)
      out.push_back(from_bits<T>(bits));
  }
  return out;
}

}  // namespace

TEMPLATE_TEST_CASE("every pattern converts to float and back", "", __half, __nv_bfloat16) {
  int wrong = 0;
  for (unsigned bits = 0; bits < 0x10000; ++bits) {
    const float number = from_bits<TestType>(bits);
    const float expected = static_cast<float>(Format<TestType>::from_bits(static_cast<uint16_t>(bits)));
    const bool same = std::isnan(expected) ? std::isnan(number) : number == expected;
    const bool back = bits_of(TestType(number)) == (std::isnan(number) ? 0x7FFF : bits);
    if (!same || !back) ++wrong;
  }
  CHECK(wrong == 0);
}

TEMPLATE_TEST_CASE("sums, differences, products and quotients are rounded once", "", __half, __nv_bfloat16) {
  const auto numbers = interesting<TestType>();
  int wrong = 0;
  for (size_t i = 0; i < numbers.size(); i += numbers.size() / 64)
    for (const TestType b : numbers) {
      const TestType a = numbers[i];
      const long double x = float(a), y = float(b);
      if (bits_of(a + b) != rounded<TestType>(x + y)) ++wrong;
      if (bits_of(__hsub(a, b)) != rounded<TestType>(x - y)) ++wrong;
      if (bits_of(a * b) != rounded<TestType>(x * y)) ++wrong;
      if (bits_of(__hdiv(a, b)) != rounded<TestType>(x / y)) ++wrong;
    }
  CHECK(wrong == 0);
}

TEMPLATE_TEST_CASE("a fused multiply-add is rounded once", "", __half, __nv_bfloat16) {
  llmsys::Rng rng(4);
  const auto number =
      [&rng] {  // 11 or 8 random bits, exponents -20 to 11: sums of products fit the 113 bits of __float128
        return TestType(std::ldexp(2 * rng.uniform() - 1, static_cast<int>(rng.below(32)) - 20));
      };
  int wrong = 0;
  for (int i = 0; i < 20000; ++i) {
    const TestType a = number(), b = number(), c = number();
    const __float128 exact = static_cast<__float128>(float(a)) * float(b) + float(c);
    double odd = static_cast<double>(exact);
    if (odd != exact && (std::bit_cast<uint64_t>(odd) & 1) == 0)
      odd = std::nextafter(odd, exact > odd ? INFINITY : -INFINITY);
    if (bits_of(__hfma(a, b, c)) != Format<TestType>(odd).bits) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("a fused multiply-add sees the smallest addend beside a tie") {
  // 7 * 37 = 259 lies between the bfloat16 numbers 258 and 260; 3 * 683 = 2049 between the halves 2048 and 2050.
  const __nv_bfloat16 tiny = 1e-30F;
  CHECK(float(__hfma(__nv_bfloat16(7), __nv_bfloat16(37), __nv_bfloat16(0))) == 260);
  CHECK(float(__hfma(__nv_bfloat16(7), __nv_bfloat16(37), tiny)) == 260);
  CHECK(float(__hfma(__nv_bfloat16(7), __nv_bfloat16(37), -tiny)) == 258);
  const __half smallest = __ushort_as_half(1);
  CHECK(float(__hfma(__half(3), __half(683), __half(0))) == 2048);
  CHECK(float(__hfma(__half(3), __half(683), smallest)) == 2050);
  CHECK(float(__hfma(__half(3), __half(683), -smallest)) == 2048);
}

TEST_CASE("rounding goes where the name says") {
  const float above = 1 + 0.75F / 1024, below = -above;  // between 1 and 1 + 1/1024
  CHECK(float(__float2half_rn(above)) == 1 + 1.0F / 1024);
  CHECK(float(__float2half_rz(above)) == 1);
  CHECK(float(__float2half_rd(above)) == 1);
  CHECK(float(__float2half_ru(above)) == 1 + 1.0F / 1024);
  CHECK(float(__float2half_rz(below)) == -1);
  CHECK(float(__float2half_rd(below)) == -1 - 1.0F / 1024);
  CHECK(float(__float2half_ru(below)) == -1);
  CHECK(float(__float2half_rz(1e6F)) == 65504);
  CHECK(float(__float2half_ru(1e6F)) == INFINITY);
  CHECK(__half_as_ushort(__float2half_ru(1e-30F)) == 1);
  CHECK(__half_as_ushort(__float2half_rd(-1e-30F)) == 0x8001);
  CHECK(float(__float2bfloat16_rz(257.9F)) == 256);
  CHECK(float(__float2bfloat16_ru(257.9F)) == 258);
}

TEST_CASE("integers convert both ways; what does not fit stops at the end") {
  CHECK(float(__int2half_rn(2049)) == 2048);
  CHECK(float(__uint2half_rn(70000)) == INFINITY);
  CHECK(float(__ull2bfloat16_rn(0xFFFFFFFFFFFFFFFF)) == 18446744073709551616.0F);
  CHECK(__half2int_rn(__half(2.5F)) == 2);
  CHECK(__half2int_rz(__half(-2.5F)) == -2);
  CHECK(__half2int_rd(__half(-2.5F)) == -3);
  CHECK(__half2int_ru(__half(2.5F)) == 3);
  CHECK(static_cast<int>(__half(3.9F)) == 3);
  CHECK(__half2short_rn(__half(65504)) == 32767);
  CHECK(__half2uint_rz(__half(-1)) == 0);
  CHECK(__half2int_rz(__half(INFINITY)) == 2147483647);
  CHECK(__half2int_rz(__half(NAN)) == 0);
  CHECK(__half2ll_rz(__half(NAN)) == static_cast<long long>(0x8000000000000000));
}

TEST_CASE("a half converts by itself, to float, bool and integers") {
  const __half h = 2.5F;
  const float f = 2 * float(h);
  const double d = h;
  CHECK((f == 5 && d == 2.5));
  CHECK((h ? 1 : 0) == 1);
  CHECK_FALSE(bool(__half(-0.0F)));
  __half sum = 1;
  sum += h;
  sum = sum * __half(2);
  CHECK(float(sum) == 7);
  CHECK(float(-sum) == -7);
  CHECK(std::exp(float(h)) == std::exp(2.5F));
}

TEMPLATE_TEST_CASE("comparisons are false with NaN, and those with u true", "", __half, __nv_bfloat16) {
  const TestType one = 1, two = 2, nan = NAN;
  CHECK((one < two && two >= one && one != two && !(nan == nan) && nan != nan));
  CHECK((__hlt(one, two) && !__hlt(nan, two) && __hltu(nan, two)));
  CHECK((__hne(one, two) && !__hne(nan, two) && __hneu(nan, two)));
  CHECK((__heq(one, one) && !__heq(one, nan) && __hequ(one, nan) && !__hequ(one, two)));
  CHECK((__hge(two, one) && __hgeu(one, nan) && !__hgtu(one, two) && __hleu(one, one)));
  CHECK((__hisnan(nan) && !__hisnan(one) && __hisinf(TestType(-INFINITY)) == -1 && __hisinf(one) == 0));
}

TEMPLATE_TEST_CASE("of a number and NaN the maximum is the number; -0 is below 0", "", __half, __nv_bfloat16) {
  const TestType one = 1, nan = NAN, zero = 0.0F, minus_zero = -0.0F;
  CHECK(float(__hmax(one, nan)) == 1);
  CHECK(float(__hmin(nan, one)) == 1);
  CHECK(bits_of(__hmax(nan, nan)) == 0x7FFF);
  CHECK(__hisnan(__hmax_nan(one, nan)));
  CHECK(bits_of(__hmax(minus_zero, zero)) == 0);
  CHECK(bits_of(__hmin(zero, minus_zero)) == 0x8000);
}

TEMPLATE_TEST_CASE("saturating arithmetic stays in 0..1", "", __half, __nv_bfloat16) {
  const TestType half_of_one = 0.5F, two = 2, nan = NAN;
  CHECK(float(__hadd_sat(two, half_of_one)) == 1);
  CHECK(float(__hsub_sat(half_of_one, two)) == 0);
  CHECK(float(__hmul_sat(half_of_one, half_of_one)) == 0.25F);
  CHECK(float(__hfma_sat(half_of_one, nan, two)) == 0);
}

TEMPLATE_TEST_CASE("functions are those of float, rounded", "", __half, __nv_bfloat16) {
  const TestType x = 0.75F;
  CHECK(bits_of(hexp(x)) == bits_of(TestType(std::exp(0.75))));
  CHECK(bits_of(hlog2(x)) == bits_of(TestType(std::log2(0.75))));
  CHECK(bits_of(hsqrt(x)) == bits_of(TestType(std::sqrt(0.75))));
  CHECK(bits_of(hrsqrt(x)) == bits_of(TestType(1 / std::sqrt(0.75))));
  CHECK(bits_of(htanh(x)) == bits_of(TestType(std::tanh(0.75))));
  CHECK(float(hrint(TestType(2.5F))) == 2);
  CHECK(float(hceil(x)) == 1);
}

TEST_CASE("pairs work on both numbers") {
  const __half2 a = __floats2half2_rn(1, 2), b = make_half2(__half(3), __half(5));
  const float2 sum = __half22float2(__hadd2(a, b)), fused = __half22float2(__hfma2(a, b, a));
  CHECK((sum.x == 4 && sum.y == 7 && fused.x == 4 && fused.y == 12));
  CHECK((__low2float(a * b) == 3 && __high2float(a * b) == 10));
  CHECK(__hbge2(b, a));
  CHECK_FALSE(__hbne2(a, make_half2(__half(1), __half(3))));
  CHECK(__heq2_mask(a, make_half2(__half(1), __half(3))) == 0xFFFF);
  CHECK(__high2float(__hlt2(a, b)) == 1);
  CHECK(float(__lowhigh2highlow(a).x) == 2);
  CHECK(float(__low2half(h2exp(__float2half2_rn(0)))) == 1);
  const __half2 product = __hcmadd(a, b, __float2half2_rn(0));  // (1 + 2i)(3 + 5i) = -7 + 11i
  CHECK((float(product.x) == -7 && float(product.y) == 11));
  const __nv_bfloat162 c = __floats2bfloat162_rn(1.5F, -2);
  CHECK((__bfloat1622float2(c).x == 1.5F && float(__high2bfloat16(__habs2(c))) == 2));
}
