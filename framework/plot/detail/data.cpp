#include "framework/plot/detail/data.h"

#include <algorithm>
#include <cmath>

#include "framework/base/error.h"

namespace llmsys::detail {
namespace {

// Calls visit(x, y) for each point, and for two opposite corners of each box.
template <class Visit>
void for_each_point(const Series& series, Visit visit) {
  for (size_t i = 0; i < series.y.size(); ++i) visit(series.x[i], series.y[i]);
  for (const Box& box : series.boxes) {
    visit(box.x0, box.y0);
    visit(box.x1, box.y1);
  }
}

void check_positive(const std::string& what, std::string_view axis, const AxisOptions& options, double value) {
  LLMSYS_CHECK(ValueError, options.scale == AxisScale::linear || !(value <= 0), "[Plot] ", what, " has ", axis, " = ",
               value, ", but the ", axis, " axis is logarithmic: leave it out, or use AxisScale::linear");
}

std::string_view chart_name(SeriesKind kind) {
  switch (kind) {
    case SeriesKind::line: return "Line chart";
    case SeriesKind::area: return "Area chart";
    case SeriesKind::scatter: return "Scatter plot";
    case SeriesKind::bars: return "Bar chart";
    case SeriesKind::boxes: return "Boxes";
  }
  return "";
}

std::string series_summary(const Series& series) {
  const std::string name = series.name.empty() ? "unnamed" : series.name;
  if (series.kind == SeriesKind::boxes) return text(name, ": ", series.boxes.size(), " boxes");
  Extent range;
  for (const double value : series.y) range.include(value);
  if (range.empty()) return text(name, ": no points");
  return text(name, ": ", series.y.size(), series.kind == SeriesKind::bars ? " bars" : " points", ", values from ",
              short_label(range.low), " to ", short_label(range.high));
}

}  // namespace

void check_series(const Figure& figure) {
  for (const Series& series : figure.series) {
    const std::string who = text("series '", series.name, "'");
    LLMSYS_CHECK(ValueError, series.x.size() == series.y.size(), "[Plot] ", who, " has ", series.x.size(),
                 " x values and ", series.y.size(), " y values: it needs as many");
    const size_t categories = figure.x_axis.categories.size();
    LLMSYS_CHECK(
        ValueError,
        series.kind != SeriesKind::bars || categories == 0 || series.y.size() == categories || series.y.empty(),
        "[Plot] ", who, " has ", series.y.size(), " bars, but the x axis has ", categories, " categories");
    for_each_point(series, [&](double x, double y) {
      if (series.kind != SeriesKind::bars) check_positive(who, "x", figure.x_axis, x);
      check_positive(who, "y", figure.y_axis, y);
    });
  }
  for (const Note& note : figure.notes) {
    check_positive(text("the text '", note.words, "'"), "x", figure.x_axis, note.x);
    check_positive(text("the text '", note.words, "'"), "y", figure.y_axis, note.y);
  }
}

Extent x_extent(const Figure& figure) {
  Extent extent;
  for (const Series& series : figure.series) {
    const double half = series.kind == SeriesKind::bars ? 0.5 : 0;
    for_each_point(series, [&](double x, double) {
      extent.include(x - half);
      extent.include(x + half);
    });
  }
  for (const Note& note : figure.notes) extent.include(note.x);
  return extent;
}

Extent y_extent(const Figure& figure) {
  Extent extent;
  const bool linear = figure.y_axis.scale == AxisScale::linear;
  for (const Series& series : figure.series) {
    const double room = series.kind == SeriesKind::bars && linear ? 1.04 : 1;
    for_each_point(series, [&](double, double y) { extent.include(room * y); });
    if ((series.kind == SeriesKind::bars || series.kind == SeriesKind::area) && linear) extent.include(0);
  }
  for (const Note& note : figure.notes) extent.include(note.y);
  return extent;
}

size_t count_of(const Figure& figure, SeriesKind kind) {
  return static_cast<size_t>(std::count_if(figure.series.begin(), figure.series.end(),
                                           [&](const Series& series) { return series.kind == kind; }));
}

std::string summary(const Figure& figure) {
  std::string out;
  for (const SeriesKind kind :
       {SeriesKind::line, SeriesKind::area, SeriesKind::scatter, SeriesKind::bars, SeriesKind::boxes})
    if (count_of(figure, kind) > 0) out += text(out.empty() ? "" : ", ", chart_name(kind));
  if (out.empty()) out = "Empty chart";
  if (!figure.x_axis.label.empty()) out += text(". Horizontal axis: ", figure.x_axis.label);
  if (!figure.y_axis.label.empty()) out += text(". Vertical axis: ", figure.y_axis.label);
  std::string separator = ". ";
  for (const Series& series : figure.series) {
    out += separator + series_summary(series);
    separator = "; ";
  }
  return out + ".";
}

}  // namespace llmsys::detail
