#include "framework/plot/detail/marks.h"

#include <algorithm>
#include <cmath>

#include "framework/base/text.h"
#include "framework/plot/detail/data.h"
#include "framework/plot/detail/look.h"
#include "framework/plot/detail/path.h"

namespace llmsys::detail {
namespace {

constexpr double kGroupShare = 0.72;      // of a category's room that its columns take
constexpr size_t kMostLabelledBars = 24;  // more would not be read

std::string hatching_name(size_t hatching) { return text("llmsys-hatching-", hatching); }
std::string hatching_fill(size_t hatching) { return text("url(#", hatching_name(hatching), ")"); }

void stroke(SvgWriter& svg, const std::string& path, const Look& look) {
  svg.element("path", {{"d", path},
                       {"fill", "none"},
                       {"stroke", look.colour},
                       {"stroke-width", 2.25},
                       {"stroke-dasharray", look.dash},
                       {"stroke-linecap", "round"},
                       {"stroke-linejoin", "round"}});
}

void draw_line(SvgWriter& svg, const Series& series, const Look& look, const Axis& x, const Axis& y) {
  std::vector<Pixel> points(series.y.size());
  for (size_t i = 0; i < points.size(); ++i) points[i] = {x.pixel(series.x[i]), y.pixel(series.y[i])};
  const std::string path = path_through(thin(points));
  if (!path.empty()) stroke(svg, path, look);
}

// The line, and below each of its pieces a filled shape that ends at the base.
void draw_area(SvgWriter& svg, const Series& series, const Look& look, const Axis& x, const Axis& y) {
  const double base = y.pixel(y.baseline());
  std::vector<Pixel> piece;
  std::string shapes;
  for (size_t i = 0; i <= series.y.size(); ++i) {
    const Pixel at = i < series.y.size() ? Pixel{x.pixel(series.x[i]), y.pixel(series.y[i])} : Pixel{NAN, NAN};
    if (!std::isnan(at.x + at.y)) {
      piece.push_back(at);
    } else if (!piece.empty()) {
      const Pixel first = {piece.front().x, base}, last = {piece.back().x, base};
      std::vector<Pixel> outline = thin(piece);
      outline.insert(outline.begin(), first);
      outline.push_back(last);
      shapes += path_through(outline) + "z";
      piece.clear();
    }
  }
  if (!shapes.empty()) svg.element("path", {{"d", shapes}, {"fill", look.colour}, {"fill-opacity", 0.18}});
  draw_line(svg, series, look, x, y);
}

// Disc, square, triangle, diamond or triangle on its tip, of about equal area.
void draw_marker(SvgWriter& svg, double x, double y, const Look& look) {
  std::vector<Pixel> corners;
  switch (look.marker) {
    case 1: corners = {{-4, -4}, {4, -4}, {4, 4}, {-4, 4}}; break;
    case 2: corners = {{0, -5.5}, {5, 4}, {-5, 4}}; break;
    case 3: corners = {{0, -5.75}, {5.75, 0}, {0, 5.75}, {-5.75, 0}}; break;
    case 4: corners = {{0, 5.5}, {5, -4}, {-5, -4}}; break;
    default:
      svg.element("circle", {{"cx", x}, {"cy", y}, {"r", 4.5}, {"fill", look.colour}, {"stroke", kPaper}});
      return;
  }
  for (Pixel& corner : corners) corner = {x + corner.x, y + corner.y};
  svg.element("path", {{"d", path_through(corners) + "z"}, {"fill", look.colour}, {"stroke", kPaper}});
}

void draw_scatter(SvgWriter& svg, const Series& series, const Look& look, const Axis& x, const Axis& y) {
  for (size_t i = 0; i < series.y.size(); ++i) {
    const Pixel at = {x.pixel(series.x[i]), y.pixel(series.y[i])};
    if (!std::isnan(at.x) && !std::isnan(at.y)) draw_marker(svg, at.x, at.y, look);
  }
}

void fill_rect(SvgWriter& svg, double x, double y, double width, double height, std::string_view fill) {
  svg.element("rect", {{"x", x}, {"y", y}, {"width", width}, {"height", height}, {"rx", 2}, {"fill", fill}});
}

// Which of how many columns side by side.
struct BarSlot {
  size_t index;
  size_t count;
  bool labelled;
};

void draw_bars(SvgWriter& svg, const Series& series, const Look& look, BarSlot slot, const Axis& x, const Axis& y) {
  const double group = kGroupShare * (x.pixel(1) - x.pixel(0));
  const double width = group / static_cast<double>(slot.count);
  const double base = y.pixel(y.baseline());
  for (size_t i = 0; i < series.y.size(); ++i) {
    const double end = y.pixel(series.y[i]);
    if (std::isnan(end)) continue;
    const double left = x.pixel(series.x[i]) - group / 2 + width * static_cast<double>(slot.index);
    const double gap = std::min(2.0, width / 8);
    const double top = std::min(base, end);
    fill_rect(svg, left + gap / 2, top, width - gap, std::abs(base - end), look.colour);
    if (slot.count > 1 && look.hatching > 0)
      fill_rect(svg, left + gap / 2, top, width - gap, std::abs(base - end), hatching_fill(look.hatching));
    const std::string label = short_label(series.y[i]);
    if (slot.labelled && text_width(label, kTextSize) <= std::max(width, group / 2) + 6)
      svg.text_element(
          "text", {{"x", left + width / 2}, {"y", end > base ? end + 16 : end - 6}, {"text-anchor", "middle"}}, label);
  }
}

void draw_box(SvgWriter& svg, double x, double y, double width, double height, const Look& look) {
  svg.element("rect", {{"x", x},
                       {"y", y},
                       {"width", width},
                       {"height", height},
                       {"rx", std::min(3.0, width / 4)},
                       {"fill", look.colour},
                       {"fill-opacity", 0.25},
                       {"stroke", look.colour},
                       {"stroke-width", 1.25},
                       {"stroke-dasharray", look.dash}});
}

void draw_boxes(SvgWriter& svg, const Series& series, const Look& look, const Axis& x, const Axis& y) {
  for (const Box& box : series.boxes) {
    const double x0 = x.pixel(box.x0), x1 = x.pixel(box.x1), y0 = y.pixel(box.y0), y1 = y.pixel(box.y1);
    if (std::isnan(x0 + x1 + y0 + y1)) continue;
    const double width = std::abs(x1 - x0), height = std::abs(y1 - y0);
    draw_box(svg, std::min(x0, x1), std::min(y0, y1), width, height, look);
    if (!box.label.empty() && text_width(box.label, kTextSize) < width && height > kTextSize)
      svg.text_element("text", {{"x", (x0 + x1) / 2}, {"y", (y0 + y1) / 2 + 4.5}, {"text-anchor", "middle"}},
                       box.label);
  }
}

void draw_sample(SvgWriter& svg, SeriesKind kind, const Look& look, double x, double y, bool hatched) {
  const double size = kOtherSample;
  switch (kind) {
    case SeriesKind::line:
    case SeriesKind::area: stroke(svg, path_through({{x, y}, {x + kLineSample, y}}), look); break;
    case SeriesKind::scatter: draw_marker(svg, x + size / 2, y, look); break;
    case SeriesKind::boxes: draw_box(svg, x, y - size / 2, size, size, look); break;
    case SeriesKind::bars:
      fill_rect(svg, x, y - size / 2, size, size, look.colour);
      if (hatched && look.hatching > 0) fill_rect(svg, x, y - size / 2, size, size, hatching_fill(look.hatching));
      break;
  }
}

}  // namespace

void define_hatchings(SvgWriter& svg, const Figure& figure) {
  if (count_of(figure, SeriesKind::bars) < 2) return;
  const std::string_view strokes[kHatchings] = {"M0 6L6 0", "M0 3h6", "M0 0L6 6", "M3 0v6"};
  svg.open("defs", {});
  for (size_t i = 0; i < kHatchings; ++i) {
    svg.open("pattern",
             {{"id", hatching_name(i + 1)}, {"width", 6}, {"height", 6}, {"patternUnits", "userSpaceOnUse"}});
    svg.element("path", {{"d", strokes[i]}, {"stroke", kPaper}, {"stroke-opacity", 0.55}, {"stroke-width", 1.5}});
    svg.close();
  }
  svg.close();
}

void draw_series(SvgWriter& svg, const Figure& figure, const Axis& x, const Axis& y) {
  size_t bars = 0;
  for (const Series& series : figure.series) bars += series.kind == SeriesKind::bars ? series.y.size() : 0;
  BarSlot slot = {0, count_of(figure, SeriesKind::bars), bars <= kMostLabelledBars};
  for (size_t i = 0; i < figure.series.size(); ++i) {
    const Series& series = figure.series[i];
    const Look look = look_of(i);
    switch (series.kind) {
      case SeriesKind::line: draw_line(svg, series, look, x, y); break;
      case SeriesKind::area: draw_area(svg, series, look, x, y); break;
      case SeriesKind::scatter: draw_scatter(svg, series, look, x, y); break;
      case SeriesKind::boxes: draw_boxes(svg, series, look, x, y); break;
      case SeriesKind::bars:
        draw_bars(svg, series, look, slot, x, y);
        ++slot.index;
        break;
    }
  }
}

void draw_notes(SvgWriter& svg, const Figure& figure, const Axis& x, const Axis& y) {
  for (const Note& note : figure.notes) {
    const double at_x = x.pixel(note.x), at_y = y.pixel(note.y);
    if (std::isnan(at_x + at_y)) continue;
    const bool leftward = at_x + text_width(note.words, kTextSize) > std::max(x.from(), x.to());
    svg.text_element("text",
                     {{"x", at_x + (leftward ? -9 : 9)},
                      {"y", at_y - 7},
                      {"text-anchor", leftward ? "end" : "start"},
                      {"stroke", kPaper},
                      {"stroke-width", 4},
                      {"stroke-linejoin", "round"},
                      {"paint-order", "stroke"}},
                     note.words);
  }
}

void draw_legend(SvgWriter& svg, const Figure& figure, const Layout& layout) {
  if (layout.legend.empty()) return;
  const bool hatched = count_of(figure, SeriesKind::bars) > 1;
  svg.open("g", {{"font-size", kTextSize}, {"fill", kInk}});
  for (const LegendEntry& entry : layout.legend) {
    const Series& series = figure.series[entry.series];
    draw_sample(svg, series.kind, look_of(entry.series), entry.x, entry.y, hatched);
    svg.text_element("text", {{"x", entry.name_x}, {"y", entry.y + 4.5}}, series.name);
  }
  svg.close();
}

}  // namespace llmsys::detail
