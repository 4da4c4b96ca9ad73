#include "framework/plot/detail/axis.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "framework/base/error.h"

namespace llmsys::detail {
namespace {

// Opens an interval that is a point, or too short for its values to differ in a tick label.
void widen(double& low, double& high, bool logarithmic) {
  if (logarithmic) {
    if (high / low > 1 + 1e-6) return;
    low /= 2;
    high *= 2;
    return;
  }
  const double size = std::max(std::abs(low), std::abs(high));
  if (high - low > std::max(1e-9 * size, 1e-280)) return;
  const double margin = size < 1e-280 ? 1 : size / 10;
  low -= margin;
  high += margin;
}

}  // namespace

void Extent::include(double value) {
  if (!drawable(value)) return;
  low = std::min(low, value);
  high = std::max(high, value);
}

Axis::Axis(const AxisOptions& options, std::string_view name, Extent extent, bool round, int count)
    : logarithmic_(options.scale == AxisScale::logarithmic),
      categorical_(!options.categories.empty()),
      limited_(options.min || options.max) {
  choose_limits(options, name, extent);
  if (categorical_) {
    for (size_t i = 0; i < options.categories.size(); ++i)
      ticks_.push_back({static_cast<double>(i), options.categories[i]});
    return;
  }
  if (round) round_limits(options, count);
  ticks_ = logarithmic_ ? log_ticks(low_, high_, count) : linear_ticks(low_, high_, count);
}

void Axis::choose_limits(const AxisOptions& options, std::string_view name, Extent extent) {
  if (categorical_) {
    low_ = -0.5;
    high_ = static_cast<double>(options.categories.size()) - 0.5;
    return;
  }
  if (extent.empty()) extent = logarithmic_ ? Extent{1, 10} : Extent{0, 1};
  low_ = options.min.value_or(extent.low);
  high_ = options.max.value_or(extent.high);
  const bool both_given = options.min && options.max;
  LLMSYS_CHECK(ValueError, drawable(low_) && drawable(high_) && (low_ < high_ || !both_given),
               "[Plot] the limits of the ", name, " axis must be finite with min < max, got ", low_, " and ", high_);
  if (!options.max) high_ = std::max(low_, high_);  // all data may lie below the given beginning
  if (!options.min) low_ = std::min(low_, high_);
  LLMSYS_CHECK(ValueError, !logarithmic_ || low_ > 0, "[Plot] the logarithmic ", name, " axis must begin above 0, got ",
               low_);
  widen(low_, high_, logarithmic_);
}

void Axis::round_limits(const AxisOptions& options, int count) {
  const auto down = [&](double value) {
    if (logarithmic_) return round_down(value);
    const double step = nice_step(low_, high_, count);
    return std::floor(value / step + 1e-9) * step;
  };
  const double low = down(low_);
  const double high = logarithmic_ ? 1 / down(1 / high_) : -down(-high_);  // up is down, mirrored
  if (!options.min) low_ = low;
  if (!options.max) high_ = high;
}

void Axis::place(double from, double to) {
  from_ = from;
  to_ = to;
}

double Axis::pixel(double value) const {
  if (!drawable(value) || (logarithmic_ && value <= 0)) return std::numeric_limits<double>::quiet_NaN();
  const double share = logarithmic_ ? (std::log10(value) - std::log10(low_)) / (std::log10(high_) - std::log10(low_))
                                    : (value - low_) / (high_ - low_);
  return from_ + std::clamp(share, -1e4, 1e4) * (to_ - from_);  // what lies outside is clipped
}

double Axis::baseline() const { return logarithmic_ ? low_ : std::clamp(0.0, low_, high_); }

}  // namespace llmsys::detail
