#include "framework/plot/detail/ticks.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace llmsys::detail {
namespace {

constexpr double kSlack = 1e-9;  // of a step: a limit that misses its tick by rounding still has it

// The exponent of the leading digit; log10 may be one rounding below a power of ten.
int exponent_of(double value) { return static_cast<int>(std::floor(std::log10(value) + 1e-12)); }

double power_of_ten(int exponent) { return std::pow(10.0, exponent); }

std::string fixed(double value, int decimals) {
  char buffer[400];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, decimals);
  std::string digits(buffer, end.ptr);
  const bool negative = digits.front() == '-' && digits.find_first_of("123456789") != std::string::npos;
  if (digits.front() == '-') digits.erase(0, 1);
  return negative ? "−" + digits : digits;
}

std::string superscript(int exponent) {
  constexpr std::array<std::string_view, 10> digits = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string out = exponent < 0 ? "⁻" : "";
  for (const char digit : std::to_string(std::abs(exponent))) out += digits[static_cast<size_t>(digit - '0')];
  return out;
}

struct Unit {
  double size;
  std::string suffix;
};

// What a number of this magnitude is counted in. Beyond the suffixes that everyone reads: powers of ten.
Unit unit_for(double largest, int exponent) {
  if (largest >= 1e18 || largest < 0.9999e-4) return {power_of_ten(exponent), "×10" + superscript(exponent)};
  if (largest < 9999.5) return {1, ""};
  if (largest < 999500) return {1e3, "k"};
  if (largest < 999.5e6) return {1e6, "M"};
  if (largest < 999.5e9) return {1e9, "G"};
  if (largest < 999.5e12) return {1e12, "T"};
  return {1e15, "P"};
}

// 4.5, 12k, 3×10⁻⁵; and 10⁻⁵ without its 1.
std::string label_in(double value, const Unit& unit, int decimals) {
  const std::string digits = fixed(value / unit.size, decimals);
  const size_t power = unit.suffix.find("10");
  if (power == std::string::npos || (digits != "1" && digits != "−1")) return digits + unit.suffix;
  return (digits == "1" ? "" : "−") + unit.suffix.substr(power);
}

}  // namespace

std::string tick_label(double value, double step, double largest) {
  if (value == 0) return "0";
  const Unit unit = unit_for(largest, exponent_of(step));
  return label_in(value, unit, std::clamp(-exponent_of(step / unit.size), 0, 12));
}

std::string short_label(double value) {
  if (value == 0) return "0";
  const double size = std::abs(value);
  const Unit unit = unit_for(size, exponent_of(size));
  int decimals = std::clamp(2 - exponent_of(size / unit.size), 0, 12);
  while (decimals > 0 && fixed(size / unit.size, decimals).back() == '0') --decimals;
  return label_in(value, unit, decimals);
}

double nice_step(double low, double high, int count) {
  const double rough = (high - low) / count;
  const double power = power_of_ten(exponent_of(rough));
  const double digit = rough / power;
  return power * (digit < 1.41 ? 1 : digit < 3.16 ? 2 : digit < 7.07 ? 5 : 10);  // between: sqrt(2), ...
}

double round_down(double value) {
  const double power = power_of_ten(exponent_of(value));
  const double digit = value / power * (1 + kSlack);
  return power * (digit < 2 ? 1 : digit < 5 ? 2 : 5);
}

std::vector<Tick> linear_ticks(double low, double high, int count) {
  const double step = nice_step(low, high, count);
  const double first = std::ceil(low / step - kSlack);
  const double last = std::floor(high / step + kSlack);
  const double largest = std::max(std::abs(first), std::abs(last)) * step;
  std::vector<Tick> ticks;
  for (int i = 0; i <= static_cast<int>(last - first); ++i) {
    const double value = (first + i) * step;
    ticks.push_back({value, tick_label(value, step, largest)});
  }
  return ticks;
}

std::vector<Tick> log_ticks(double low, double high, int count) {
  const int first = exponent_of(low);
  const int last = exponent_of(high);
  const int stride = std::max(1, (last - first + count - 1) / count);
  const bool short_range = high / low < 1000;
  std::vector<Tick> ticks;
  for (int exponent = first; exponent <= last; ++exponent) {
    if (exponent % stride != 0) continue;
    for (const double digit : {1.0, 2.0, 5.0}) {
      const double value = digit * power_of_ten(exponent);
      if (digit > 1 && !short_range) break;
      if (value >= low * (1 - kSlack) && value <= high * (1 + kSlack)) ticks.push_back({value, short_label(value)});
    }
  }
  return ticks.size() >= 2 ? ticks : linear_ticks(low, high, count);
}

}  // namespace llmsys::detail
