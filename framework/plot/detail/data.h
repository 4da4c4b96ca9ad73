/// @file
/// What a figure's numbers say before any is drawn: mistakes, ranges, a summary.
#pragma once
#include <string>

#include "framework/plot/detail/axis.h"
#include "framework/plot/figure.h"

namespace llmsys::detail {

/// @throws ValueError, naming the series, for what draw_figure() refuses
void check_series(const Figure& figure);

/// What the horizontal axis has to show: points, both sides of columns and boxes, notes.
Extent x_extent(const Figure& figure);
/// What the vertical axis has to show; with columns on a linear axis also 0 and room for their labels.
Extent y_extent(const Figure& figure);

/// How many series are of that kind.
size_t count_of(const Figure& figure, SeriesKind kind);

/// "Line chart. Horizontal axis: step. Vertical axis: loss. training: 100 points, from 4.34 to 1.5; ...".
std::string summary(const Figure& figure);

}  // namespace llmsys::detail
