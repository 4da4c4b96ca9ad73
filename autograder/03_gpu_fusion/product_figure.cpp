#include "autograder/03_gpu_fusion/product_figure.h"

#include <array>
#include <string_view>

#include "framework/base/text.h"
#include "framework/plot/svg.h"

namespace llmsys::lab03 {
namespace {

constexpr std::string_view kInk = "#1f2933", kMuted = "#52606d", kFrame = "#9aa5b1", kIdle = "#f4f7fa";
constexpr std::array<std::string_view, 5> kColours{"#cfe3f1", "#0072b2", "#b34700", "#007a5a", "#8b4a7e"};
constexpr double kCell = 5, kLeft = 24, kTop = 62, kGap = 26;

struct Corner {
  double x, y;
};

// Where the first element of a tile lies: A at the left, B above, C in the corner between them.
Corner corner(const ProductFigure& figure, Operand of) {
  const double beside = kCell * double(figure.depth) + kGap;
  return {kLeft + (of == Operand::a ? 0 : beside), kTop + (of == Operand::b ? 0 : beside)};
}

void words(SvgWriter& svg, double x, double y, const std::string& content, double size, std::string_view colour) {
  svg.text_element("text", {{"x", x}, {"y", y}, {"font-size", size}, {"fill", colour}}, content);
}

void draw_frame(SvgWriter& svg, const ProductFigure& figure, Operand of, const std::string& name) {
  const auto [x, y] = corner(figure, of);
  const int64_t rows = of == Operand::b ? figure.depth : figure.side;
  const int64_t columns = of == Operand::a ? figure.depth : figure.side;
  words(svg, x, y - 7, text(name, ", ", rows, " x ", columns), 12, kMuted);
  svg.element("rect", {{"x", x},
                       {"y", y},
                       {"width", kCell * double(columns)},
                       {"height", kCell * double(rows)},
                       {"fill", kIdle},
                       {"stroke", kFrame},
                       {"stroke-width", 0.75}});
}

void draw_patch(SvgWriter& svg, const ProductFigure& figure, const Patch& patch) {
  const Corner first = corner(figure, patch.of);
  const double x = first.x + kCell * double(patch.column), y = first.y + kCell * double(patch.row);
  const double width = kCell * double(patch.columns), height = kCell * double(patch.rows);
  svg.element("rect", {{"x", x},
                       {"y", y},
                       {"width", width},
                       {"height", height},
                       {"fill", kColours.at(static_cast<size_t>(patch.colour))},
                       {"stroke", "#ffffff"},
                       {"stroke-width", 0.5}});
  if (patch.label.empty()) return;
  svg.text_element("text",
                   {{"x", x + width / 2},
                    {"y", y + height / 2 + 4},
                    {"font-size", 11},
                    {"text-anchor", "middle"},
                    {"fill", patch.colour == 0 ? kInk : std::string_view("#ffffff")}},
                   patch.label);
}

}  // namespace

std::string draw_product(const ProductFigure& figure) {
  constexpr double kNotes = 250, kStep = 20;
  const Corner c = corner(figure, Operand::c);
  const double side = kCell * double(figure.side);
  SvgWriter svg(c.x + side + 24 + kNotes, c.y + side + 20, figure.title, figure.description);
  words(svg, kLeft, 24, figure.title, 15, kInk);
  draw_frame(svg, figure, Operand::a, "A");
  draw_frame(svg, figure, Operand::b, "B");
  draw_frame(svg, figure, Operand::c, "C");
  for (const Patch& patch : figure.patches) draw_patch(svg, figure, patch);
  double y = c.y + 14;
  for (const std::string& note : figure.notes) {
    words(svg, c.x + side + 24, y, note, 13, kInk);
    y += kStep;
  }
  return svg.finish();
}

}  // namespace llmsys::lab03
