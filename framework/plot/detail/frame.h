/// @file
/// What stands around the data: title, legend, axes, and how much room each takes.
#pragma once
#include <string>
#include <vector>

#include "framework/plot/detail/axis.h"
#include "framework/plot/figure.h"
#include "framework/plot/svg.h"

namespace llmsys::detail {

/// A place in the legend.
struct LegendEntry {
  size_t series;  ///< index into Figure::series
  double x;       ///< left end of its sample
  double y;       ///< middle of its line
  double name_x;  ///< where its name begins
};

/// Where everything lies, in pixels from the top left corner.
struct Layout {
  double width = 0;                 ///< of the figure
  double height = 0;                ///< of the figure; more than asked for if a long legend needs it
  double left = 0;                  ///< of the plot area
  double right = 0;                 ///< of the plot area
  double top = 0;                   ///< of the plot area
  double bottom = 0;                ///< of the plot area
  std::vector<std::string> title;   ///< its lines
  double y_label_baseline = 0;      ///< of the words above the vertical axis
  bool slanted = false;             ///< category names that do not fit side by side
  std::vector<LegendEntry> legend;  ///< empty unless two series have names
};

/// Decides the layout, from the outside to the inside; then the axes can be placed.
/// @param x,y  not placed yet; their tick labels decide where the plot area begins and ends
Layout lay_out(const Figure& figure, const Axis& x, const Axis& y);

/// Paper, title, axis labels.
void draw_words(SvgWriter& svg, const Figure& figure, const Layout& layout);
/// Grid lines, ticks, tick labels and the axis line.
void draw_axes(SvgWriter& svg, const Layout& layout, const Axis& x, const Axis& y);

}  // namespace llmsys::detail
