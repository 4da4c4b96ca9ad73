/// @file
/// From values to pixels, along one axis.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "framework/plot/detail/ticks.h"
#include "framework/plot/figure.h"

namespace llmsys::detail {

/// Magnitudes above it are treated like infinities, so that no difference of two values overflows.
constexpr double kLargestValue = 1e300;

/// Whether a value has a place in a figure: finite, and not absurdly large. NaN is false.
inline bool drawable(double value) { return value >= -kLargestValue && value <= kLargestValue; }

/// The values that an axis has to show.
struct Extent {
  double low = kLargestValue;    ///< above `high`: no value yet
  double high = -kLargestValue;  ///< the largest value
  /// Makes room for a value; one that is not drawable is passed over.
  void include(double value);
  /// No value came.
  [[nodiscard]] bool empty() const { return low > high; }
};

/// One axis with everything decided: where values lie, where ticks stand.
class Axis {
 public:
  /// @param name    "x" or "y", for messages
  /// @param extent  the data; ignored where the options say otherwise
  /// @param round   begin and end at ticks
  /// @param count   about how many ticks
  /// @throws ValueError if the limits are not an interval, or not positive on a logarithmic axis
  Axis(const AxisOptions& options, std::string_view name, Extent extent, bool round, int count);

  /// Where the axis lies: its low end at `from`, its high end at `to`, in pixels.
  void place(double from, double to);
  /// The pixel of a value; NaN if it has none (not drawable, or not positive on a logarithmic axis).
  [[nodiscard]] double pixel(double value) const;
  /// The pixel of the low end.
  [[nodiscard]] double from() const { return from_; }
  /// The pixel of the high end.
  [[nodiscard]] double to() const { return to_; }
  /// In order; the values lie within the axis.
  [[nodiscard]] const std::vector<Tick>& ticks() const { return ticks_; }
  /// Equal factors instead of equal steps.
  [[nodiscard]] bool logarithmic() const { return logarithmic_; }
  /// Has names instead of numbers.
  [[nodiscard]] bool categorical() const { return categorical_; }
  /// A limit was given, so that data may lie outside.
  [[nodiscard]] bool limited() const { return limited_; }
  /// Where columns begin: 0, or the low end if 0 is not on the axis.
  [[nodiscard]] double baseline() const;

 private:
  void choose_limits(const AxisOptions& options, std::string_view name, Extent extent);
  void round_limits(const AxisOptions& options, int count);

  bool logarithmic_;
  bool categorical_;
  bool limited_;
  double low_ = 0;
  double high_ = 1;
  double from_ = 0;
  double to_ = 1;
  std::vector<Tick> ticks_;
};

}  // namespace llmsys::detail
