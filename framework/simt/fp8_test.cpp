#include "framework/simt/fp8.h"

#include <cmath>

#include "framework/testing/test.h"

namespace {

template <class T>
T from_pattern(unsigned pattern) {
  T out;
  out.__x = static_cast<__nv_fp8_storage_t>(pattern);
  return out;
}

}  // namespace

TEMPLATE_TEST_CASE("every pattern of 8 bits converts to float, half and bfloat16 and back", "", __nv_fp8_e4m3,
                   __nv_fp8_e5m2) {
  for (unsigned pattern = 0; pattern < 256; ++pattern) {
    const TestType number = from_pattern<TestType>(pattern);
    if (!std::isfinite(float(number))) continue;
    CHECK(TestType(float(number)).__x == pattern);
    CHECK(TestType(static_cast<__half>(number)).__x == pattern);
    CHECK(TestType(static_cast<__nv_bfloat16>(number)).__x == pattern);
    CHECK(static_cast<double>(number) == float(number));
  }
}

TEST_CASE("E4M3 ends at 448, E5M2 at 57344, and neither turns a number into infinity") {
  CHECK(float(from_pattern<__nv_fp8_e4m3>(0x7E)) == 448);
  CHECK(float(from_pattern<__nv_fp8_e4m3>(1)) == std::ldexp(1.0F, -9));
  CHECK(std::isnan(float(from_pattern<__nv_fp8_e4m3>(0x7F))));
  CHECK(float(from_pattern<__nv_fp8_e5m2>(0x7B)) == 57344);
  CHECK(std::isinf(float(from_pattern<__nv_fp8_e5m2>(0x7C))));
  CHECK(float(__nv_fp8_e4m3(1e9F)) == 448);
  CHECK(float(__nv_fp8_e4m3(-INFINITY)) == -448);
  CHECK(float(__nv_fp8_e5m2(INFINITY)) == 57344);
  CHECK(__nv_fp8_e5m2(-NAN).__x == 0x7F);
}

TEST_CASE("without saturation E4M3 gives NaN and E5M2 infinity") {
  CHECK(__nv_cvt_float_to_fp8(464, __NV_NOSAT, __NV_E4M3) == 0x7E);  // half way: to the even 448
  CHECK(__nv_cvt_float_to_fp8(465, __NV_NOSAT, __NV_E4M3) == 0x7F);
  CHECK(__nv_cvt_float_to_fp8(-465, __NV_NOSAT, __NV_E4M3) == 0xFF);
  CHECK(__nv_cvt_double_to_fp8(61440, __NV_NOSAT, __NV_E5M2) == 0x7C);
  CHECK(__nv_cvt_double_to_fp8(61440, __NV_SATFINITE, __NV_E5M2) == 0x7B);
}

TEST_CASE("ties go to even, and integers and doubles convert") {
  CHECK(float(__nv_fp8_e4m3(17)) == 16);
  CHECK(float(__nv_fp8_e4m3(19)) == 20);
  CHECK(float(__nv_fp8_e5m2(5U << 8 | 1)) == 1280);
  CHECK(float(__nv_fp8_e4m3(17.0000001)) == 18);
  CHECK(static_cast<int>(__nv_fp8_e4m3(-2.5F)) == -2);
}

TEST_CASE("pairs and fours keep x in the lowest byte") {
  const __nv_fp8x2_e4m3 two(make_float2(1, -2));
  CHECK(two.__x == (__nv_fp8_e4m3(1).__x | __nv_fp8_e4m3(-2).__x << 8));
  CHECK(static_cast<float2>(two).y == -2);
  const __nv_fp8x4_e5m2 four(make_float4(1, 2, 3, -4));
  const float4 back = static_cast<float4>(four);
  CHECK((back.x == 1 && back.y == 2 && back.z == 3 && back.w == -4));
  CHECK((four.__x & 0xFF) == __nv_fp8_e5m2(1).__x);
  CHECK(__nv_cvt_float2_to_fp8x2(make_float2(1, -2), __NV_SATFINITE, __NV_E4M3) == two.__x);
  CHECK(float(__half(__nv_cvt_fp8_to_halfraw(0x7E, __NV_E4M3))) == 448);
}
