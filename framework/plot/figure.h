/// @file
/// What a figure holds before it is drawn: axes, series, notes. Plain data; plot.h builds it, draw_figure() draws it.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace llmsys {

/// How values become positions.
enum class AxisScale {
  linear,      ///< equal steps
  logarithmic  ///< equal factors; takes positive values only
};

/// One axis. All of it is optional: `{.label = "step"}`.
struct AxisOptions {
  std::string label{};                  ///< quantity and unit, as in "loss (nats per character)"
  AxisScale scale = AxisScale::linear;  ///< linear or logarithmic
  std::optional<double> min{};          ///< where the axis begins; chosen from the data if not given
  std::optional<double> max{};          ///< where it ends; what lies outside is clipped
  /// Names instead of numbers: name i stands at value i; on the vertical axis the first is on top.
  std::vector<std::string> categories{};
};

/// A rectangle in data coordinates, with a word inside where there is room.
struct Box {
  double x0;          ///< one side
  double y0;          ///< lower or upper edge
  double x1;          ///< the opposite side
  double y1;          ///< the opposite edge
  std::string label;  ///< may be empty
};

/// How a series is drawn.
enum class SeriesKind {
  line,     ///< x, y joined in order
  area,     ///< as a line, filled down to 0
  scatter,  ///< x, y as separate marks
  bars,     ///< y as columns at 0, 1, 2, ..., beside those of other bar series
  boxes     ///< rectangles
};

/// One entry of the legend and what belongs to it.
struct Series {
  SeriesKind kind;         ///< how it is drawn
  std::string name;        ///< in the legend and in error messages; without a name, not in the legend
  std::vector<double> x;   ///< one value a point; unused by boxes
  std::vector<double> y;   ///< one value a point; unused by boxes
  std::vector<Box> boxes;  ///< of boxes only
};

/// A word at a place in data coordinates.
struct Note {
  double x;           ///< where it points to
  double y;           ///< where it points to
  std::string words;  ///< what it says
};

/// Everything that is drawn.
struct Figure {
  std::string title;           ///< above the plot
  std::string description;     ///< for screen readers; made from the series if empty
  double width = 720;          ///< pixels
  double height = 420;         ///< pixels
  AxisOptions x_axis;          ///< horizontal
  AxisOptions y_axis;          ///< vertical
  std::vector<Series> series;  ///< in the order of drawing and of the legend
  std::vector<Note> notes;     ///< drawn last
};

/// The figure as an SVG document; the same bytes for the same figure.
/// @throws ValueError, naming the series, if x and y differ in length, bars do not match the categories, or a
///   logarithmic axis is given a value that is not positive; naming the axis, if its limits are not an interval
std::string draw_figure(const Figure& figure);

}  // namespace llmsys
