/// @file
/// Floats of 16 and 8 bits, which C++ has no types for.
///
/// Every conversion to one of these floats, from float, double or an integer, rounds once: to nearest, ties to even,
/// subnormals included. Every conversion from one to float is exact. All are plain integer and float arithmetic without
/// branches, so loops over them vectorise; they expect the processor's default mode (to nearest, no flushing to zero).
#pragma once
#include <bit>
#include <compare>
#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace llmsys {
namespace detail {

/// `value` as a double, except that one which does not fit 53 bits comes out odd instead of rounded: rounding it once
/// more, to far fewer bits, then gives what rounding `value` itself would.
constexpr double to_odd_double(int64_t value) {
  constexpr uint64_t kLost = 0x7FF;  // what a double has no room for in a number of 64 bits
  const uint64_t size = value < 0 ? uint64_t{0} - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  if (size <= uint64_t{1} << 53) return static_cast<double>(value);
  const auto odd = static_cast<double>((size & ~kLost) | ((size & kLost) != 0 ? kLost + 1 : 0));
  return value < 0 ? -odd : odd;
}

}  // namespace detail

/// A binary float: a sign bit, `E` bits of exponent and `M` bits of mantissa, highest first, as IEEE 754 lays them out.
///
/// With infinity (`kHasInfinity`), what is too large becomes infinity, and the highest exponent holds infinity and NaN.
/// Without, that exponent holds ordinary numbers, but for the pattern of all ones, which is NaN; what is too large, and
/// infinity, stops at the largest number. So does the only conversion that GPUs have for such a format
/// (`cvt.satfinite`), and PyTorch 2.15; NumPy's ml_dtypes makes NaN of it.
///
/// NaN keeps its sign and the leading bits of its payload; should these be zero, it becomes the quiet NaN.
template <int E, int M, bool kHasInfinity>
struct SmallFloat {
  static constexpr int kExponentBits = E;           ///< bits of exponent
  static constexpr int kMantissaBits = M;           ///< bits of mantissa, the leading 1 not counted
  static constexpr int kBias = (1 << (E - 1)) - 1;  ///< exponent field of 1.0
  /// As wide as the number.
  using Bits = std::conditional_t<(1 + E + M > 8), uint16_t, uint8_t>;

  Bits bits;  ///< the pattern

  /// Uninitialised, as a float would be; `SmallFloat{}` is zero.
  SmallFloat() = default;
  /// To nearest even.
  explicit constexpr SmallFloat(float value) : bits(rounded(value)) {}
  /// To nearest even, at once: not by way of float.
  explicit constexpr SmallFloat(double value) : bits(rounded(value)) {}
  /// To nearest even, at once.
  template <std::integral T>
  explicit constexpr SmallFloat(T value)
      : SmallFloat(sizeof(T) < sizeof(int64_t) ? static_cast<double>(value) : detail::to_odd_double(value)) {
    static_assert(sizeof(T) < sizeof(int64_t) || std::is_signed_v<T>, "no tensor holds uint64_t");
  }
  /// The number with this pattern.
  static constexpr SmallFloat from_bits(Bits pattern) {
    SmallFloat out{};
    out.bits = pattern;
    return out;
  }
  /// The largest finite number.
  static constexpr SmallFloat largest() { return from_bits(kLargest); }

  /// The same number.
  explicit constexpr operator float() const { return widened(); }
  /// The same number.
  explicit constexpr operator double() const { return static_cast<double>(widened()); }

  /// As numbers: NaN equals nothing, -0 equals 0.
  friend constexpr bool operator==(SmallFloat a, SmallFloat b) { return a.widened() == b.widened(); }
  /// As numbers: NaN is unordered.
  friend constexpr std::partial_ordering operator<=>(SmallFloat a, SmallFloat b) { return a.widened() <=> b.widened(); }

 private:
  static constexpr Bits kSign = Bits{1} << (E + M);
  static constexpr Bits kMantissa = (Bits{1} << M) - 1;
  static constexpr Bits kQuiet = Bits{1} << (M - 1);
  static constexpr Bits kTop = ((Bits{1} << E) - 1) << M;                 // infinity, where there is one
  static constexpr Bits kNan = kHasInfinity ? kTop : (kTop | kMantissa);  // the smallest pattern of a NaN, less one bit
  static constexpr Bits kLargest = kNan - 1;
  static constexpr Bits kBeyond = kHasInfinity ? kTop : kLargest;  // what too large a number becomes

  /// From float or double, whose pattern `U` has `P` bits of mantissa.
  template <class Wide>
  static constexpr Bits rounded(Wide value) {
    using U = std::conditional_t<sizeof(Wide) == 8, uint64_t, uint32_t>;
    constexpr int P = std::numeric_limits<Wide>::digits - 1;
    constexpr int kDrop = P - M;
    constexpr U kRebase = U{std::numeric_limits<Wide>::max_exponent - 1 - kBias} << P;
    constexpr U kWideSign = U{1} << (8 * sizeof(Wide) - 1);
    constexpr U kWideInfinity = std::bit_cast<U>(std::numeric_limits<Wide>::infinity());
    constexpr U kSmallestNormal = kRebase == 0 ? 0 : kRebase + (U{1} << P);
    // A number whose last bit is worth as much as our smallest subnormal: adding it rounds a smaller one to such steps.
    constexpr U kStep = kRebase + (U{kDrop + 1} << P);
    const U all = std::bit_cast<U>(value), size = all & ~kWideSign;
    const U subnormal = std::bit_cast<U>(std::bit_cast<Wide>(size) + std::bit_cast<Wide>(kStep)) - kStep;
    const U half = (U{1} << (kDrop - 1)) - 1 + ((size >> kDrop) & 1);  // a tie is carried only from an odd pattern
    const U normal = (size - kRebase + half) >> kDrop;                 // a carry moves into the exponent, as it should
    const U large = normal > kLargest ? U{kBeyond} : normal;
    const U finite = kRebase != 0 && size < kSmallestNormal ? subnormal : large;
    const U payload = (size >> kDrop) & kMantissa;
    const U nan = kNan | payload | (payload == 0 ? kQuiet : 0);
    return static_cast<Bits>((size > kWideInfinity ? nan : finite) |
                             ((all & kWideSign) >> (8 * sizeof(Wide) - 1 - E - M)));
  }

  [[nodiscard]] constexpr float widened() const {
    constexpr uint32_t kRebase = uint32_t{127 - kBias} << 23;
    constexpr uint32_t kOne = uint32_t{1} << 23;  // one step of the exponent
    const uint32_t size = bits & (kSign - 1);
    const uint32_t shifted = size << (23 - M), sign = uint32_t{bits} << (31 - E - M) & 0x80000000U;
    if constexpr (kRebase == 0) return std::bit_cast<float>(sign | shifted);
    // A subnormal has exponent 0, worth as much as 1 but without the leading 1: add that 1, take it away again.
    const float subnormal = std::bit_cast<float>(shifted + kRebase + kOne) - std::bit_cast<float>(kRebase + kOne);
    const uint32_t special = kHasInfinity ? shifted | 0x7F800000U : 0x7FC00000U;
    const bool is_special = kHasInfinity ? size >= kTop : size == kNan;
    const uint32_t finite = size <= kMantissa ? std::bit_cast<uint32_t>(subnormal) : shifted + kRebase;
    return std::bit_cast<float>((is_special ? special : finite) | sign);
  }
};

/// IEEE 754 half precision: 11 significant bits, 6e-8 to 65504.
using Half = SmallFloat<5, 10, true>;
/// The upper half of a float: 8 significant bits, the range of float.
using BFloat16 = SmallFloat<8, 7, true>;
/// OCP 8-bit E4M3 ("fn"): 4 significant bits, 0.002 to 448, where it stops; no infinity, NaN is 0x7F and 0xFF.
using Float8E4M3 = SmallFloat<4, 3, false>;
/// OCP 8-bit E5M2, a Half cut short: 3 significant bits, 1.5e-5 to 57344.
using Float8E5M2 = SmallFloat<5, 2, true>;

}  // namespace llmsys
