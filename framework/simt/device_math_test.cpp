#include "framework/simt/device_math.h"

#include <cmath>
#include <limits>

#include "framework/simt/half.h"
#include "framework/testing/test.h"

TEST_CASE("min and max take any two numbers, and prefer a number to NaN") {
  CHECK(min(-1, 2) == -1);
  CHECK(max(-1, 2U) == 4294967295U);  // int meets unsigned as unsigned, as in CUDA
  CHECK(min(3LL, 2) == 2);
  CHECK(max(2.5F, 2) == 2.5F);
  CHECK(max(NAN, 1.0F) == 1);
  CHECK(max(1.0F, NAN) == 1);
  CHECK(fminf(NAN, -1.0F) == -1);
  CHECK(fmaxf(-2.0F, -INFINITY) == -2);
  CHECK(std::isnan(fmaxf(NAN, NAN)));
}

TEST_CASE("quick functions are those of <cmath>") {
  CHECK(__expf(1.5F) == std::exp(1.5F));
  CHECK(__powf(2.0F, 0.5F) == std::pow(2.0F, 0.5F));
  CHECK(__fdividef(1, 3) == 1.0F / 3);
  CHECK(rsqrtf(4) == 0.5F);
  float sine = 0, cosine = 0;
  __sincosf(0.5F, &sine, &cosine);
  CHECK((sine == std::sin(0.5F) && cosine == std::cos(0.5F)));
  CHECK(norm3df(2, 3, 6) == 7);
  CHECK(std::abs(norm4d(1, 1, 1, 1) - 2) <= 1e-15);
  CHECK(rhypotf(3, 4) == 0.2F);
  CHECK(std::abs(normcdff(0) - 0.5F) <= 1e-7F);
  CHECK(std::abs(sinpif(2.5F) - 1) <= 1e-7F);
  sincospif(0.5F, &sine, &cosine);
  CHECK((sine == 1 && std::abs(cosine) <= 1e-7F));
  CHECK((::isnan(NAN) && ::isinf(-INFINITY) && !::isfinite(NAN) && ::signbit(-0.0F)));
  CHECK((__saturatef(-1) == 0 && __saturatef(2) == 1 && __saturatef(NAN) == 0 && __saturatef(0.25F) == 0.25F));
}

TEST_CASE("a fused multiply-add is not a product and a sum") {
  const float x = 1 + std::ldexp(1.0F, -12);
  const float square = __fmul_rn(x, x);
  CHECK(__fadd_rn(square, -square) == 0);
  CHECK(__fmaf_rn(x, x, -square) == std::ldexp(1.0F, -24));
}

TEST_CASE("floats become integers as the last two letters say, and stop at the ends") {
  CHECK((__float2int_rn(2.5F) == 2 && __float2int_rz(-2.5F) == -2 && __float2int_rd(-2.5F) == -3 &&
         __float2int_ru(2.5F) == 3));
  CHECK((__float2uint_rn(-3) == 0 && __float2int_rz(1e20F) == 2147483647 && __float2int_rn(NAN) == 0));
  CHECK(__double2ll_rd(-0.5) == -1);
  CHECK(__double2ull_rz(1e30) == std::numeric_limits<unsigned long long>::max());
  CHECK(__int2float_rn(16777217) == 16777216.0F);
}

TEST_CASE("bits are counted, found and reversed") {
  CHECK((__popc(0xF0F0U) == 8 && __popcll(~0ULL) == 64));
  CHECK((__clz(1) == 31 && __clz(0) == 32 && __clz(-1) == 0 && __clzll(1) == 63));
  CHECK((__ffs(0) == 0 && __ffs(8) == 4 && __ffsll(1LL << 40) == 41));
  CHECK((__brev(1) == 0x80000000U && __brev(0x12345678U) == 0x1E6A2C48U && __brevll(1) == 1ULL << 63));
}

TEST_CASE("bytes are picked and shifts go across two words") {
  CHECK(__byte_perm(0x33221100, 0x77665544, 0x7531) == 0x77553311);
  CHECK(__byte_perm(0x00000080, 0, 0x8888) == 0xFFFFFFFF);  // the sign of byte 0, four times
  CHECK(__funnelshift_l(0x80000000, 1, 1) == 3);
  CHECK(__funnelshift_r(0x80000000, 1, 1) == 0xC0000000);
  CHECK((__funnelshift_l(5, 7, 32) == 7 && __funnelshift_lc(5, 7, 32) == 5 && __funnelshift_rc(5, 7, 40) == 7));
}

TEST_CASE("products keep their upper half, sums of bytes their sign") {
  CHECK(__mulhi(-1, 1) == -1);
  CHECK(__umulhi(0xFFFFFFFF, 2) == 1);
  CHECK((__mul64hi(-1, 1) == -1 && __umul64hi(~0ULL, 2) == 1));
  CHECK((__mul24(-3, 5) == -15 && __mul24(0x01000002, 3) == 6 && __umul24(0xFF000002, 3) == 6));
  CHECK((__sad(-3, 4, 1) == 8 && __usad(3, 5, 1) == 3));
  CHECK((__hadd(2147483647, 1) == 1073741824 && __rhadd(1, 2) == 2 && __uhadd(1, 2) == 1));
  CHECK(__dp4a(make_char4(1, -2, 3, -4), make_char4(5, 6, 7, 8), 100) == 82);
  CHECK(__dp4a(static_cast<int>(0xFF010203), 0x01010101, 0) == 5);
  CHECK(__dp4a(0xFF010203U, 0x01010101U, 0U) == 261);
}

TEST_CASE("bits pass between types unchanged") {
  CHECK(__float_as_int(1.0F) == 0x3F800000);
  CHECK(__uint_as_float(0x40000000) == 2);
  CHECK(__hiloint2double(0x40080000, 0) == 3);
  CHECK((__double2hiint(-1.0) == static_cast<int>(0xBFF00000) && __double2loint(1.0) == 0));
}

TEST_CASE("cache hints load and store") {
  float4 memory[2] = {{1, 2, 3, 4}, {}};
  __stcs(&memory[1], __ldg(&memory[0]));
  CHECK(memory[1].w == 4);
  float number = 3;
  __stwt(&number, __ldcv(&number) + 1);
  CHECK(__ldcg(&number) == 4);
}
