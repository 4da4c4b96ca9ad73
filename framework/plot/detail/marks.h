/// @file
/// The data themselves: lines, marks, columns, boxes, notes, and their samples in the legend.
#pragma once
#include "framework/plot/detail/axis.h"
#include "framework/plot/detail/frame.h"
#include "framework/plot/figure.h"
#include "framework/plot/svg.h"

namespace llmsys::detail {

/// The white patterns that lie over columns, if columns of more than one series have to be told apart.
void define_hatchings(SvgWriter& svg, const Figure& figure);
/// All series in their order.
void draw_series(SvgWriter& svg, const Figure& figure, const Axis& x, const Axis& y);
/// The notes, on a halo of paper.
void draw_notes(SvgWriter& svg, const Figure& figure, const Axis& x, const Axis& y);
/// A sample and the name of each series in the layout's legend.
void draw_legend(SvgWriter& svg, const Figure& figure, const Layout& layout);

}  // namespace llmsys::detail
