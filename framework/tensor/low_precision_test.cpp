// Against a reference that knows the formats only by their definition: it decodes each pattern with ldexp, and rounds by
// looking for the nearest of all decoded numbers.
#include "framework/tensor/low_precision.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "framework/tensor/raw.h"
#include "framework/testing/test.h"

using namespace llmsys;

namespace {

/// A format, by its definition.
struct Format {
  int exponent_bits, mantissa_bits;
  bool has_infinity;

  [[nodiscard]] unsigned sign() const { return 1U << (exponent_bits + mantissa_bits); }
  [[nodiscard]] double decode(unsigned pattern) const {
    const int exponent = static_cast<int>((pattern & (sign() - 1)) >> mantissa_bits);
    const int mantissa = static_cast<int>(pattern & ((1U << mantissa_bits) - 1));
    const int top = (1 << exponent_bits) - 1, bias = top / 2, one = 1 << mantissa_bits;
    double size = exponent == 0 ? std::ldexp(mantissa, 1 - bias - mantissa_bits)
                                : std::ldexp(one + mantissa, exponent - bias - mantissa_bits);
    if (has_infinity && exponent == top) size = mantissa == 0 ? INFINITY : NAN;
    if (!has_infinity && exponent == top && mantissa == one - 1) size = NAN;
    return (pattern & sign()) != 0 ? -size : size;
  }
};

template <class T>
constexpr Format kFormat{};
template <>
constexpr Format kFormat<Half>{5, 10, true};
template <>
constexpr Format kFormat<BFloat16>{8, 7, true};
template <>
constexpr Format kFormat<Float8E4M3>{4, 3, false};
template <>
constexpr Format kFormat<Float8E5M2>{5, 2, true};

/// All numbers from 0 up, by pattern, and behind the largest the one that would follow if the format went on.
template <class T>
const std::vector<double>& numbers() {
  static const std::vector<double> all = [] {
    std::vector<double> out;
    for (unsigned pattern = 0; std::isfinite(kFormat<T>.decode(pattern)); ++pattern)
      out.push_back(kFormat<T>.decode(pattern));
    out.push_back(2 * out.back() - out[out.size() - 2]);
    return out;
  }();
  return all;
}

/// The pattern of the number nearest to `value`, the even one of two; beyond the last, infinity or else the last itself.
template <class T>
unsigned nearest(double value) {
  const auto& all = numbers<T>();
  const double size = std::abs(value);
  const auto above = static_cast<size_t>(std::upper_bound(all.begin(), all.end(), size) - all.begin());
  size_t pattern = above - 1;
  if (above < all.size()) {
    const double middle = (all[above - 1] + all[above]) / 2;  // exact
    if (size > middle || (size == middle && above % 2 == 0)) pattern = above;
  }
  if (!kFormat<T>.has_infinity) pattern = std::min(pattern, all.size() - 2);
  return static_cast<unsigned>(pattern) | (std::signbit(value) ? kFormat<T>.sign() : 0);
}

/// Each middle between two numbers, and what lies next to it in `Wide`; each number; and the ends.
template <class T, class Wide>
std::vector<Wide> hard_values() {
  std::vector<Wide> out = {INFINITY, std::numeric_limits<Wide>::max(), std::numeric_limits<Wide>::denorm_min(),
                           Wide{1e30}};
  const auto& all = numbers<T>();
  for (size_t i = 0; i + 1 < all.size(); ++i) {
    const auto middle = static_cast<Wide>((all[i] + all[i + 1]) / 2);
    for (const Wide value : {static_cast<Wide>(all[i]), std::nextafter(middle, Wide{0}), middle,
                             std::nextafter(middle, std::numeric_limits<Wide>::infinity())})
      out.push_back(value);
  }
  for (size_t i = 0, n = out.size(); i < n; ++i) out.push_back(-out[i]);
  return out;
}

/// Both the constructor and the loops of raw::to, which are compiled apart and use vectors.
template <class T, class From>
void check_rounding(const std::vector<From>& values) {
  const std::vector<T> converted = to_vector<T>(raw::to(from_vector(values), dtype_of<T>));
  for (size_t i = 0; i < values.size(); ++i) {
    const unsigned want = nearest<T>(static_cast<double>(values[i])), got = T(values[i]).bits;
    if (got != want || converted[i].bits != want)
      FAIL(to_text(dtype_of<T>) << " of " << values[i] << ": got " << got << " and " << converted[i].bits << ", want "
                                << want);
  }
}

template <class T>
std::vector<T> all_patterns() {
  std::vector<T> out;
  for (unsigned pattern = 0; pattern < 2 * kFormat<T>.sign(); ++pattern)
    out.push_back(T::from_bits(static_cast<typename T::Bits>(pattern)));
  return out;
}

template <class Function>
void for_formats(const Function& f) {
  for_types<Half, BFloat16, Float8E4M3, Float8E5M2>(f);
}

}  // namespace

TEST_CASE("every pattern is the number that its definition says, and comes back from float and double as it was") {
  for_formats([](auto tag) {
    using T = typename decltype(tag)::type;
    const std::vector<T> all = all_patterns<T>();
    const Tensor x = from_vector(all);
    const std::vector<float> floats = to_vector<float>(raw::to(x, DType::f32));
    const std::vector<T> back = to_vector<T>(raw::to(raw::to(x, DType::f32), dtype_of<T>));
    for (size_t i = 0; i < all.size(); ++i) {
      const double want = kFormat<T>.decode(static_cast<unsigned>(i)), got = static_cast<double>(all[i]);
      const bool same = std::bit_cast<uint64_t>(got) == std::bit_cast<uint64_t>(want) || (want != want && got != got);
      const bool same_float = std::bit_cast<uint32_t>(floats[i]) == std::bit_cast<uint32_t>(static_cast<float>(all[i]));
      const bool comes_back = T(static_cast<float>(all[i])).bits == i && back[i].bits == i;
      const bool from_double = want != want ? std::isnan(static_cast<float>(T(got))) : T(got).bits == i;
      if (!same || !same_float || !comes_back || !from_double)
        FAIL(to_text(dtype_of<T>) << " pattern " << i << ": got " << got << ", want " << want);
    }
  });
}

TEST_CASE("float rounds to nearest even at every middle between neighbours, and next to it") {
  for_formats([](auto tag) {
    using T = typename decltype(tag)::type;
    check_rounding<T>(hard_values<T, float>());
  });
}

TEST_CASE("double rounds once, not by way of float") {
  for_formats([](auto tag) {
    using T = typename decltype(tag)::type;
    check_rounding<T>(hard_values<T, double>());
  });
}

TEST_CASE("integers round once") {
  for_formats([](auto tag) {
    using T = typename decltype(tag)::type;
    std::vector<int64_t> values = {0, INT64_MAX, INT64_MIN, INT64_MIN + 1};
    for (const double number : hard_values<T, double>())
      if (std::abs(number) < 0x1p53) values.push_back(static_cast<int64_t>(number));
    check_rounding<T>(values);
    check_rounding<T>(std::vector<int32_t>{0, -1, 2049, 2051, 65519, 65520, INT32_MAX, INT32_MIN});
    check_rounding<T>(std::vector<uint8_t>{0, 17, 19, 255});
  });
  const int64_t tie = (int64_t{1} << 62) + (int64_t{1} << 54);  // of bf16; a double has no room for what is added
  CHECK(BFloat16(tie).bits == 0x5E80);
  CHECK(BFloat16(tie + 1).bits == 0x5E81);
  CHECK(BFloat16(-tie - 1).bits == 0xDE81);
  CHECK(to_vector<BFloat16>(raw::to(full({1}, tie + 1, DType::i64), DType::bf16))[0].bits == 0x5E81);
}

TEST_CASE("NaN keeps its sign and leading payload, and never turns into infinity") {
  const auto float_nan = [](uint32_t bits) { return std::bit_cast<float>(bits); };
  CHECK(Half(float_nan(0x7F800001)).bits == 0x7E00);  // nothing left of the payload: the quiet NaN
  CHECK(Half(float_nan(0xFFC00000)).bits == 0xFE00);
  CHECK(Half(float_nan(0x7F802000)).bits == 0x7C01);
  CHECK(Half(float_nan(0x7FFFFFFF)).bits == 0x7FFF);
  CHECK(BFloat16(float_nan(0x7F800001)).bits == 0x7FC0);
  CHECK(BFloat16(float_nan(0xFFFFFFFF)).bits == 0xFFFF);
  CHECK(Float8E5M2(float_nan(0x7F800001)).bits == 0x7E);
  CHECK(Float8E4M3(float_nan(0x7F800001)).bits == 0x7F);
  CHECK(Float8E4M3(float_nan(0xFFC00000)).bits == 0xFF);
  CHECK(Half(std::bit_cast<double>(uint64_t{0xFFF0000000000001})).bits == 0xFE00);
  for (int shift = 0; shift < 23; ++shift)
    for (const uint32_t sign : {0U, 0x80000000U}) {
      const float nan = float_nan(sign | 0x7F800000U | 1U << shift);
      REQUIRE(std::isnan(static_cast<float>(Half(nan))));
      REQUIRE(std::isnan(static_cast<float>(BFloat16(nan))));
      REQUIRE(std::isnan(static_cast<float>(Float8E4M3(nan))));
      REQUIRE(std::isnan(static_cast<float>(Float8E5M2(nan))));
    }
}

TEST_CASE("the ends of each format are where its standard puts them") {
  CHECK(static_cast<double>(Half::largest()) == 65504);
  CHECK(Half(65519.0F) == Half::largest());
  CHECK(Half(65520.0F).bits == 0x7C00);
  CHECK(static_cast<double>(BFloat16::largest()) == 0x1.FEp127);
  CHECK(static_cast<double>(Float8E4M3::largest()) == 448);
  CHECK(Float8E4M3(464.0F) == Float8E4M3::largest());
  CHECK(Float8E4M3(464.1F) == Float8E4M3::largest());
  CHECK(Float8E4M3(-INFINITY).bits == 0xFE);
  CHECK(static_cast<double>(Float8E5M2::largest()) == 57344);
  CHECK(Float8E5M2(61440.0F).bits == 0x7C);
  CHECK(static_cast<double>(Half::from_bits(1)) == 0x1p-24);
  CHECK(static_cast<double>(BFloat16::from_bits(1)) == 0x1p-133);
  CHECK(static_cast<double>(Float8E4M3::from_bits(1)) == 0x1p-9);
  CHECK(static_cast<double>(Float8E5M2::from_bits(1)) == 0x1p-16);
}

TEST_CASE("floats of few bits compare as numbers and convert at compile time") {
  static_assert(Half(1.5F).bits == 0x3E00 && static_cast<float>(Half::from_bits(0x3E00)) == 1.5F);
  static_assert(Half(-0.0F) == Half(0.0F) && Half(1.0F) < Half(2.0F) && Half(3) > Half(-3.0));
  static_assert(std::is_trivially_copyable_v<Half> && sizeof(Half) == 2 && sizeof(Float8E4M3) == 1);
  static_assert(std::is_same_v<Compute<BFloat16>, float> && std::is_same_v<Compute<int64_t>, int64_t>);
  const Half nan = Half(NAN);
  CHECK_FALSE(nan == nan);
  CHECK_FALSE(nan < nan);
  CHECK(Half{}.bits == 0);
}
