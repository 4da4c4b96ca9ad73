#include "framework/plot/figure.h"

#include <algorithm>

#include "framework/base/text.h"
#include "framework/plot/detail/axis.h"
#include "framework/plot/detail/data.h"
#include "framework/plot/detail/frame.h"
#include "framework/plot/detail/look.h"
#include "framework/plot/detail/marks.h"
#include "framework/plot/svg.h"

namespace llmsys {
namespace {

int tick_count(double pixels, double each) { return std::clamp(static_cast<int>(pixels / each), 2, 8); }

// A window of the plot area's size in figure coordinates. It clips only where limits may have left data outside, so
// that a thick line along the edge is whole.
void open_plot_area(SvgWriter& svg, const detail::Layout& layout, bool clipped) {
  const double width = layout.right - layout.left, height = layout.bottom - layout.top;
  svg.open("svg", {{"x", layout.left},
                   {"y", layout.top},
                   {"width", width},
                   {"height", height},
                   {"viewBox", text(svg_number(layout.left), " ", svg_number(layout.top), " ", svg_number(width), " ",
                                    svg_number(height))},
                   {"overflow", clipped ? "hidden" : "visible"},
                   {"font-size", detail::kTextSize},
                   {"fill", detail::kInk}});
}

}  // namespace

std::string draw_figure(const Figure& figure) {
  detail::check_series(figure);
  const detail::Extent x_extent = detail::x_extent(figure), y_extent = detail::y_extent(figure);
  const bool round_x = detail::count_of(figure, SeriesKind::scatter) > 0;  // lines and boxes may fill the width
  detail::Axis x(figure.x_axis, "x", x_extent, round_x, tick_count(figure.width, 100));
  detail::Axis y(figure.y_axis, "y", y_extent, true, tick_count(figure.height, 84));
  const detail::Layout layout = detail::lay_out(figure, x, y);
  x.place(layout.left, layout.right);
  if (y.categorical())
    y.place(layout.top, layout.bottom);  // the first name on top
  else
    y.place(layout.bottom, layout.top);

  SvgWriter svg(layout.width, layout.height, figure.title,
                figure.description.empty() ? detail::summary(figure) : figure.description);
  detail::define_hatchings(svg, figure);
  detail::draw_words(svg, figure, layout);
  detail::draw_legend(svg, figure, layout);
  detail::draw_axes(svg, layout, x, y);
  open_plot_area(svg, layout, x.limited() || y.limited());
  if (x_extent.empty() || y_extent.empty())
    svg.text_element("text",
                     {{"x", (layout.left + layout.right) / 2},
                      {"y", (layout.top + layout.bottom) / 2},
                      {"text-anchor", "middle"},
                      {"fill", detail::kMuted}},
                     "no data");
  detail::draw_series(svg, figure, x, y);
  detail::draw_notes(svg, figure, x, y);
  svg.close();
  return svg.finish();
}

}  // namespace llmsys
