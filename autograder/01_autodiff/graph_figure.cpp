#include "autograder/01_autodiff/graph_figure.h"

#include <cmath>
#include <sstream>

#include "framework/plot/svg.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/print.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab01 {
namespace {

constexpr double kBoxWidth = 92, kBoxHeight = 46, kLineHeight = 16;
constexpr std::string_view kInk = "#1f2933", kMuted = "#52606d", kFrame = "#9aa5b1";

std::string_view colour_of(Flow flow) {
  switch (flow) {
    case Flow::forward: return "#0072b2";
    case Flow::gradient: return "#b34700";
    case Flow::plain: return kMuted;
  }
  return kInk;
}

void draw(SvgWriter& svg, const GraphBox& box) {
  svg.element("rect", {{"x", box.x - kBoxWidth / 2},
                       {"y", box.y - kBoxHeight / 2},
                       {"width", kBoxWidth},
                       {"height", kBoxHeight},
                       {"rx", 7},
                       {"fill", "#f4f7fa"},
                       {"stroke", kFrame},
                       {"stroke-dasharray", box.number == 0 ? "5 4" : "none"}});
  const double middle = box.below.empty() ? box.y + 5 : box.y - 2;
  svg.text_element("text",
                   {{"x", box.x},
                    {"y", middle},
                    {"text-anchor", "middle"},
                    {"font-size", 14},
                    {"font-weight", "600"},
                    {"fill", kInk}},
                   box.title);
  if (!box.below.empty())
    svg.text_element("text",
                     {{"x", box.x}, {"y", box.y + 14}, {"text-anchor", "middle"}, {"font-size", 11}, {"fill", kMuted}},
                     box.below);
  if (box.number == 0) return;
  const double x = box.x - kBoxWidth / 2, y = box.y - kBoxHeight / 2;
  svg.element("circle", {{"cx", x}, {"cy", y}, {"r", 10}, {"fill", kInk}});
  svg.text_element("text",
                   {{"x", x}, {"y", y + 4}, {"text-anchor", "middle"}, {"font-size", 11.5}, {"fill", "#ffffff"}},
                   std::to_string(box.number));
}

// Straight as long as it can, then over to the other box's height.
void draw(SvgWriter& svg, const GraphBox& from, const GraphBox& to, const GraphArrow& arrow) {
  const double x0 = from.x + kBoxWidth / 2, y0 = from.y + arrow.leave;
  const double x1 = to.x - kBoxWidth / 2 - 8, y1 = to.y + arrow.arrive, bend = x1 - 56;
  const auto at = [](double x, double y) { return svg_number(x) + " " + svg_number(y); };
  std::string path = "M " + at(x0, y0) + " L " + at(bend, y0);
  path += " C " + at(bend + 32, y0) + " " + at(x1 - 32, y1) + " " + at(x1, y1);
  svg.element("path", {{"d", path}, {"fill", "none"}, {"stroke", kMuted}, {"stroke-width", 1.5}});
  const std::string head = "M " + at(x1 + 8, y1) + " L " + at(x1 - 1, y1 - 4) + " L " + at(x1 - 1, y1 + 4) + " Z";
  svg.element("path", {{"d", head}, {"fill", kMuted}});
}

void draw(SvgWriter& svg, const GraphNote& note) {
  double y = note.y - kLineHeight * static_cast<double>(note.lines.size() - 1);
  for (const std::string& line : note.lines) {
    svg.text_element("text", {{"x", note.x}, {"y", y}, {"xml:space", "preserve"}, {"fill", colour_of(note.flow)}},
                     line);
    y += kLineHeight;
  }
}

}  // namespace

std::string draw_graph(const GraphFigure& figure) {
  SvgWriter svg(figure.width, figure.height, figure.title, figure.description);
  svg.element("rect", {{"width", figure.width}, {"height", figure.height}, {"rx", 8}, {"fill", "#ffffff"}});
  svg.text_element("text", {{"x", 24}, {"y", 36}, {"font-size", 17}, {"font-weight", "600"}, {"fill", kInk}},
                   figure.title);
  for (const GraphArrow& arrow : figure.arrows)
    draw(svg, figure.boxes.at(arrow.from), figure.boxes.at(arrow.to), arrow);
  for (const GraphBox& box : figure.boxes) draw(svg, box);
  svg.open("g", {{"font-size", 12.5}, {"font-family", "ui-monospace, Menlo, Consolas, monospace"}});
  for (const GraphNote& note : figure.notes) draw(svg, note);
  svg.close();
  return svg.finish();
}

std::vector<std::string> rows_of(const Tensor& x, int decimals) {
  std::vector<double> values = to_vector<double>(raw::to(x, DType::f64));
  const double unit = std::pow(10, decimals);
  for (double& value : values) value = std::round(value * unit) / unit + 0.0;  // + 0.0: never "-0"
  const std::string text = to_text(x.dtype() == DType::i64 ? x : from_vector(values, x.shape()));
  std::istringstream lines(text.substr(0, text.rfind(' ', text.rfind('(') - 2)));  // without dtype and shape
  std::vector<std::string> rows;
  for (std::string line; std::getline(lines, line);) rows.push_back(line);
  return rows;
}

}  // namespace llmsys::lab01
