// The polynomials of kernels/vector_math.h as the library compiled them (vectorised), against the C library in float64.
#include "framework/tensor/kernels/vector_math.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <vector>

#include "framework/tensor/raw.h"
#include "framework/testing/test.h"

using namespace llmsys;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kTiny = std::numeric_limits<float>::denorm_min();

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
Tensor each_sigmoid(const Tensor& x) {
  Tensor out = empty_like(x);
  std::transform(x.data<float>(), x.data<float>() + x.numel(), out.data<float>(), kernels::sigmoid_f32);
  return out;
}

struct Function {
  const char* name;
  Tensor (*library)(const Tensor&);
  float (*scalar)(float);   // compiled in this file, without vectors
  double (*truth)(double);  // of the C library, good to 1 ulp of a double
  double limit;             // ulp, as vector_math.h states it
};

const Function kFunctions[] = {{"exp", raw::exp, kernels::exp_f32, std::exp, 0.991},
                               {"log", raw::log, kernels::log_f32, std::log, 0.784},
                               {"tanh", raw::tanh, kernels::tanh_f32, std::tanh, 1.459},
                               {"sigmoid", each_sigmoid, kernels::sigmoid_f32, sigmoid, 2.402}};

/// Distance in units in the last place of the float nearest `want`; 0 where both are NaN or the same infinity.
double ulp_error(float got, double want) {
  const float nearest = static_cast<float>(want);
  if (std::isnan(nearest) && std::isnan(got)) return 0;
  if (std::isinf(nearest) || std::isinf(got)) return nearest == got ? 0 : kInfinity;
  int exponent = 0;
  std::frexp(want, &exponent);
  return std::abs(got - want) / std::ldexp(1.0, std::max(exponent - 24, -149));
}

/// Every `step`-th of all 2^32 floats: NaN, infinities, zeros and subnormals among them.
Tensor sample(uint64_t step) {
  std::vector<float> values;
  for (uint64_t bits = 0; bits < uint64_t{1} << 32; bits += step)
    values.push_back(std::bit_cast<float>(static_cast<uint32_t>(bits)));
  const auto n = static_cast<int64_t>(values.size());
  return from_vector(values, {n});
}

bool same_bits(float a, float b) {
  return (std::isnan(a) && std::isnan(b)) || std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b);
}

void check_values(float (*f)(float), std::initializer_list<std::pair<float, float>> table) {
  for (const auto& [x, want] : table) {
    CAPTURE(x, want, f(x));
    CHECK(same_bits(f(x), want));
  }
}

}  // namespace

TEST_CASE("exp, log, tanh and sigmoid keep their stated error over all floats, with one sign and one set of bits") {
  const Tensor x = sample(1009);
  const float* in = x.data<float>();
  for (const Function& f : kFunctions) {
    CAPTURE(f.name);
    const Tensor y = f.library(x);
    const float* out = y.data<float>();
    double worst = 0;
    int64_t at = 0, other_bits = 0, other_sign = 0;
    for (int64_t i = 0; i < x.numel(); ++i) {
      const double want = f.truth(in[i]), error = ulp_error(out[i], want);
      if (!(error <= worst)) worst = error, at = i;  // NaN becomes the worst too
      other_bits += !same_bits(out[i], f.scalar(in[i]));
      other_sign += !std::isnan(want) && std::signbit(out[i]) != std::signbit(want);
    }
    CAPTURE(worst, in[at], out[at]);
    CHECK(worst <= f.limit);
    CHECK(worst > f.limit / 2);  // the measure itself works
    CHECK(other_bits == 0);
    CHECK(other_sign == 0);
  }
}

TEST_CASE("exp, log, tanh and sigmoid are exact at the ends of their range") {
  constexpr float kLargest = std::numeric_limits<float>::max();
  check_values(kernels::exp_f32, {{0.0F, 1.0F},
                                  {-0.0F, 1.0F},
                                  {kTiny, 1.0F},
                                  {kInfinity, kInfinity},
                                  {-kInfinity, 0.0F},
                                  {kNaN, kNaN},
                                  {-kNaN, kNaN},
                                  {0x1.62e430p+6F, kInfinity},  // the first that overflows
                                  {-0x1.9d1da0p+6F, kTiny},     // about -103.28: the smallest float
                                  {-104.0F, 0.0F},
                                  {-kLargest, 0.0F}});
  CHECK(std::isfinite(kernels::exp_f32(0x1.62e42ep+6F)));
  check_values(kernels::log_f32, {{1.0F, 0.0F},
                                  {0.0F, -kInfinity},
                                  {-0.0F, -kInfinity},
                                  {-kTiny, kNaN},
                                  {-1.0F, kNaN},
                                  {kInfinity, kInfinity},
                                  {-kInfinity, kNaN},
                                  {kNaN, kNaN},
                                  {kTiny, static_cast<float>(std::log(0x1p-149))},
                                  {kLargest, static_cast<float>(std::log(0x1.fffffep+127))}});
  check_values(kernels::tanh_f32, {{0.0F, 0.0F},
                                   {-0.0F, -0.0F},
                                   {kTiny, kTiny},
                                   {-kTiny, -kTiny},
                                   {kLargest, 1.0F},
                                   {kInfinity, 1.0F},
                                   {-kInfinity, -1.0F},
                                   {kNaN, kNaN}});
  check_values(kernels::sigmoid_f32,
               {{0.0F, 0.5F}, {-0.0F, 0.5F}, {kInfinity, 1.0F}, {-kInfinity, 0.0F}, {kLargest, 1.0F}, {kNaN, kNaN}});
}

TEST_CASE("exp and tanh overflow, underflow and saturate where the true value does, float by float") {
  for (const Function& f : {kFunctions[0], kFunctions[2]})
    for (const float edge : {88.722839F, -87.336544F, -103.278931F, -103.972081F, 0.55F, 9.01091F, 10.0F}) {
      CAPTURE(f.name, edge);
      const auto centre = std::bit_cast<uint32_t>(edge);
      for (uint32_t bits = centre - 200; bits <= centre + 200; ++bits) {
        const float x = std::bit_cast<float>(bits);
        REQUIRE(ulp_error(f.scalar(x), f.truth(x)) <= f.limit);
      }
    }
}
