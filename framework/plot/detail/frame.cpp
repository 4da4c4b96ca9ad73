#include "framework/plot/detail/frame.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "framework/base/text.h"
#include "framework/plot/detail/look.h"

namespace llmsys::detail {
namespace {

constexpr double kLegendLine = 22;
constexpr double kSlant = 35;  // degrees

// The legend, line by line from `top`; returns where it ends.
double lay_out_legend(const Figure& figure, Layout& layout, double top) {
  double x = kMargin;
  double y = top + kLegendLine / 2;
  for (size_t i = 0; i < figure.series.size(); ++i) {
    const std::string& name = figure.series[i].name;
    if (name.empty()) continue;
    const SeriesKind kind = figure.series[i].kind;
    const double sample = kind == SeriesKind::line || kind == SeriesKind::area ? kLineSample : kOtherSample;
    const double width = sample + 8 + text_width(name, kTextSize);
    if (x > kMargin && x + width > layout.width - kMargin) {
      x = kMargin;
      y += kLegendLine;
    }
    layout.legend.push_back({i, x, y, x + sample + 8});
    x += width + 22;
  }
  if (layout.legend.size() >= 2) return y + kLegendLine / 2;
  layout.legend.clear();
  return top;
}

double widest_label(const Axis& axis) {
  double width = 0;
  for (const Tick& tick : axis.ticks()) width = std::max(width, text_width(tick.label, kTextSize));
  return width;
}

// Sets left, right and slanted; returns the height of the labels below the plot area.
double lay_out_sides(Layout& layout, const Axis& x, const Axis& y) {
  const double widest = widest_label(x);
  layout.left = kMargin + widest_label(y) + 8;
  layout.right = layout.width - kMargin - 4;
  if (!x.categorical()) {
    layout.right = std::min(layout.right, layout.width - widest / 2 - 6);
    return 28;
  }
  const double slot = (layout.right - layout.left) / static_cast<double>(x.ticks().size());
  layout.slanted = widest > slot - 4;
  if (!layout.slanted) return 28;
  const double radians = kSlant * std::numbers::pi / 180;
  layout.left = std::max(layout.left, kMargin + widest * std::cos(radians) - slot / 2);
  return 20 + widest * std::sin(radians);
}

void grid_line(SvgWriter& svg, double x1, double y1, double x2, double y2, std::string_view colour) {
  svg.element("line", {{"x1", x1}, {"y1", y1}, {"x2", x2}, {"y2", y2}, {"stroke", colour}});
}

void draw_x_ticks(SvgWriter& svg, const Layout& layout, const Axis& x) {
  for (const Tick& tick : x.ticks()) {
    const double at = x.pixel(tick.value);
    const double baseline = layout.bottom + 20;
    if (!x.categorical()) grid_line(svg, at, layout.bottom, at, layout.bottom + 5, kFrame);
    if (layout.slanted) {
      const std::string turn = text("rotate(-", kSlant, " ", svg_number(at + 4), " ", svg_number(baseline - 4), ")");
      svg.text_element("text", {{"x", at + 4}, {"y", baseline - 4}, {"text-anchor", "end"}, {"transform", turn}},
                       tick.label);
    } else {
      svg.text_element("text", {{"x", at}, {"y", baseline}, {"text-anchor", "middle"}}, tick.label);
    }
  }
}

void draw_y_ticks(SvgWriter& svg, const Layout& layout, const Axis& y) {
  for (const Tick& tick : y.ticks())
    svg.text_element("text", {{"x", layout.left - 8}, {"y", y.pixel(tick.value) + 4}, {"text-anchor", "end"}},
                     tick.label);
}

}  // namespace

Layout lay_out(const Figure& figure, const Axis& x, const Axis& y) {
  Layout layout;
  layout.width = figure.width;
  layout.title = wrap(figure.title, kTitleSize, figure.width - 2 * kMargin);
  double at = 14 + 24 * static_cast<double>(layout.title.size());
  at = lay_out_legend(figure, layout, at + 8);
  if (!figure.y_axis.label.empty()) at += 22;
  layout.y_label_baseline = at;
  layout.top = at + 16;

  const double below = lay_out_sides(layout, x, y) + (figure.x_axis.label.empty() ? 16 : 36);
  layout.height = std::max(figure.height, layout.top + 60 + below);
  layout.bottom = layout.height - below;
  return layout;
}

void draw_words(SvgWriter& svg, const Figure& figure, const Layout& layout) {
  svg.element("rect", {{"width", layout.width}, {"height", layout.height}, {"rx", 8}, {"fill", kPaper}});
  double baseline = 36;
  for (const std::string& line : layout.title) {
    svg.text_element(
        "text", {{"x", kMargin}, {"y", baseline}, {"font-size", kTitleSize}, {"font-weight", "600"}, {"fill", kInk}},
        line);
    baseline += 24;
  }
  svg.open("g", {{"font-size", kTextSize}, {"fill", kMuted}});
  if (!figure.y_axis.label.empty())
    svg.text_element("text", {{"x", kMargin}, {"y", layout.y_label_baseline}}, figure.y_axis.label);
  if (!figure.x_axis.label.empty()) {
    const double middle = (layout.left + layout.right) / 2;
    svg.text_element("text", {{"x", middle}, {"y", layout.height - 20}, {"text-anchor", "middle"}},
                     figure.x_axis.label);
  }
  svg.close();
}

void draw_axes(SvgWriter& svg, const Layout& layout, const Axis& x, const Axis& y) {
  svg.open("g", {{"font-size", kTextSize}, {"fill", kMuted}});
  if (!y.categorical())
    for (const Tick& tick : y.ticks())
      grid_line(svg, layout.left, y.pixel(tick.value), layout.right, y.pixel(tick.value),
                tick.value == 0 ? kFrame : kGrid);
  if (x.logarithmic() || y.categorical())
    for (const Tick& tick : x.ticks())
      grid_line(svg, x.pixel(tick.value), layout.top, x.pixel(tick.value), layout.bottom, kGrid);
  grid_line(svg, layout.left, layout.bottom, layout.right, layout.bottom, kFrame);
  draw_x_ticks(svg, layout, x);
  draw_y_ticks(svg, layout, y);
  svg.close();
}

}  // namespace llmsys::detail
