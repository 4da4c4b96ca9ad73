/// @file
/// Round values for an axis, and their labels.
#pragma once
#include <string>
#include <vector>

namespace llmsys::detail {

/// A marked value of an axis.
struct Tick {
  double value;       ///< where
  std::string label;  ///< what stands there
};

/// The round step (1, 2 or 5 times a power of ten) that cuts high - low into about `count` parts.
/// @param low,high  finite, low < high
double nice_step(double low, double high, int count);

/// The largest of 1, 2, 5 times a power of ten that is not above `value`.
/// @param value  positive
double round_down(double value);

/// Multiples of nice_step() in [low, high].
std::vector<Tick> linear_ticks(double low, double high, int count);

/// Powers of ten in [low, high]; with their 2- and 5-fold below three decades, every k-th power where there are many.
/// A range without two such values gets linear ticks.
/// @param low,high  0 < low < high
std::vector<Tick> log_ticks(double low, double high, int count);

/// A number for people, on an axis of equal steps: "0", "0.25", "9500", "12k", "3.5G", "2×10⁻⁵".
/// @param step     how far the next label is: decides the digits after the point
/// @param largest  the largest magnitude on the axis: decides about k, M, G, T, P, so that the labels agree
std::string tick_label(double value, double step, double largest);

/// A number for people, alone: three significant digits, whole numbers up to 9999 in full, no zeros after the point at
/// the end: "7", "4.19", "1234", "22.2k", "10⁻⁷".
std::string short_label(double value);

}  // namespace llmsys::detail
