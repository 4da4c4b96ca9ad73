#include "framework/plot/plot.h"

#include <cmath>
#include <limits>

#include "framework/base/error.h"
#include "framework/testing/test.h"

using namespace llmsys;
using Catch::Contains;

namespace {

const double kNan = std::nan("");
constexpr double kInfinity = std::numeric_limits<double>::infinity();

size_t occurrences(const std::string& text, const std::string& word) {
  size_t count = 0;
  for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
  return count;
}

bool has_non_number(const std::string& svg) {
  return svg.find("nan") != std::string::npos || svg.find("inf") != std::string::npos;
}

}  // namespace

TEST_CASE("values that are no numbers leave gaps, and no trace in the file") {
  const std::string svg = Plot()
                              .line("a", {0, 1, 2, kNan, 4}, {1, kNan, kInfinity, 2, 3})
                              .scatter("b", {0, 1}, {kNan, 1})
                              .boxes("c", {{0, 0, kInfinity, 1, "lost"}, {0, 0, 1, 1, "kept"}})
                              .text(kNan, 0, "nowhere")
                              .svg();
  CHECK_FALSE(has_non_number(svg));
  CHECK_THAT(svg, Contains("kept") && !Contains(">lost<") && !Contains("nowhere"));
  CHECK_FALSE(has_non_number(Plot().bars("d", {kNan, -kInfinity, 2}).svg()));
}

TEST_CASE("an area is filled down to 0, a piece on each side of a gap") {
  const std::string svg = Plot().area("a", {0, 1, 2, 3, 4}, {5, 6, kNan, 7, 8}).svg();
  CHECK(occurrences(svg, "fill-opacity") == 1);
  CHECK(occurrences(svg, "zM") == 1);  // one shape ends, the other begins
  CHECK_THAT(svg, Contains(">0</text>") && Contains("Area chart"));
  CHECK_FALSE(has_non_number(svg));
  CHECK_THAT(Plot().area("a", {1}, {kNan}).svg(), !Contains("fill-opacity"));
}

TEST_CASE("no series, an empty series and a series of NaN say that there are no data") {
  CHECK_THAT(Plot("t").svg(), Contains(">no data<"));
  CHECK_THAT(Plot("t").line("a", {}, {}).svg(), Contains(">no data<"));
  CHECK_THAT(Plot("t").line("a", {1, 2}, {kNan, kNan}).svg(), Contains(">no data<"));
  CHECK_THAT(Plot("t").y_axis({.scale = AxisScale::logarithmic}).bars("a", {}).svg(), Contains(">no data<"));
  CHECK_THAT(Plot("t").line("a", {1}, {1}).svg(), !Contains(">no data<"));
}

TEST_CASE("a logarithmic axis names the series with a value that is not positive") {
  const AxisOptions logarithmic = {.scale = AxisScale::logarithmic};
  const std::vector<double> x = {1, 2}, y = {3, 0};
  CHECK_THROWS_WITH(Plot().y_axis(logarithmic).line("loss", x, y).svg(),
                    "[Plot] series 'loss' has y = 0, but the y axis is logarithmic: leave it out, or use "
                    "AxisScale::linear");
  CHECK_THROWS_AS(Plot().x_axis(logarithmic).scatter("loss", y, x).svg(), ValueError);
  CHECK_THROWS_AS(Plot().y_axis(logarithmic).bars("loss", {-1}).svg(), ValueError);
  CHECK_THROWS_AS(Plot().y_axis(logarithmic).text(1, -1, "here").svg(), ValueError);
  CHECK_NOTHROW(Plot().y_axis(logarithmic).line("loss", x, {3, kNan}).svg());
}

TEST_CASE("lengths that differ are refused, naming the series") {
  CHECK_THROWS_WITH(Plot().line("loss", {1, 2}, {1}).svg(),
                    "[Plot] series 'loss' has 2 x values and 1 y values: it needs as many");
  CHECK_THROWS_WITH(Plot().x_axis({.categories = {"a", "b", "c"}}).bars("time", {1, 2}).svg(),
                    "[Plot] series 'time' has 2 bars, but the x axis has 3 categories");
}

TEST_CASE("columns begin at 0, also those that hang") {
  const auto svg = [](double a, double b) {
    return Plot().x_axis({.categories = {"a", "b"}}).bars("", {a, b}).svg();  // names: the only 0 is that of y
  };
  CHECK_THAT(svg(10, 9), Contains(">0</text>"));
  CHECK_THAT(svg(-10, -9), Contains(">0</text>"));
  CHECK_THAT(svg(10, -5), Contains(">0</text>") && Contains(">−5</text>"));
}

TEST_CASE("the legend names two series or more, and only those with a name") {
  const std::vector<double> v = {1, 2};
  CHECK(occurrences(Plot().line("alone", v, v).svg(), ">alone<") == 0);
  const std::string svg = Plot().line("first", v, v).line("", v, v).scatter("third", v, v).svg();
  CHECK(occurrences(svg, ">first<") == 1);
  CHECK(occurrences(svg, ">third<") == 1);
}

TEST_CASE("the first five lines have five dash patterns and five colours") {
  Plot plot;
  for (int i = 0; i < 5; ++i) plot.line("", {0, 1}, {0, 1.0 * i});
  const std::string svg = plot.svg();
  for (const std::string dash : {"none", "8 5", "2 5", "10 5 2 5", "16 5"})
    CHECK(occurrences(svg, "stroke-dasharray=\"" + dash + "\"") == 1);
  for (const std::string colour : {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00"})
    CHECK(occurrences(svg, "stroke=\"" + colour + "\"") == 1);
}

TEST_CASE("what lies outside given limits is clipped, and only then") {
  const std::vector<double> v = {0, 1};
  CHECK_THAT(Plot().x_axis({.max = 0.5}).line("a", v, v).svg(), Contains("overflow=\"hidden\""));
  CHECK_THAT(Plot().line("a", v, v).svg(), Contains("overflow=\"visible\""));
}

TEST_CASE("a screen reader gets a title, and a summary or the given description") {
  const Plot plot = Plot("A & B").x_axis({.label = "step"}).line("loss", {1, 2, 3}, {4, 2.5, 3});
  CHECK_THAT(plot.svg(),
             Contains("<title>A &amp; B</title>") &&
                 Contains("<desc>Line chart. Horizontal axis: step. loss: 3 points, values from 2.5 to 4.</desc>"));
  CHECK_THAT(Plot("t").describe("It falls.").svg(), Contains("<desc>It falls.</desc>"));
}

TEST_CASE("names and labels are escaped wherever they appear") {
  const std::string evil = "<script>&\"'";
  const std::string svg = Plot(evil)
                              .x_axis({.label = evil, .categories = {evil, "\xff"}})
                              .y_axis({.label = evil})
                              .bars(evil, {1, 2})
                              .bars(evil, {1, 2})
                              .boxes(evil, {{0, 0, 1, 2, evil}})
                              .text(0, 1, evil)
                              .svg();
  CHECK(svg.find("<script>") == std::string::npos);
  CHECK(svg.find('\xff') == std::string::npos);
}

TEST_CASE("a long legend makes the figure higher instead of the plot smaller") {
  Plot plot;
  plot.size(200, 150);
  for (int i = 0; i < 30; ++i) plot.line("a series with a long name", {0, 1}, {0, 1});
  CHECK_THAT(plot.svg(), !Contains("height=\"150\"") && !Contains("height=\"-"));
}

TEST_CASE("save writes what svg returns, and names a path that cannot be written") {
  const testing::TemporaryFolder folder;
  const Plot plot = Plot("t").line("a", {1, 2}, {1, 2});
  plot.save(folder.path("a plot.svg"));
  CHECK(testing::read_file(folder.path("a plot.svg")) == plot.svg());
  CHECK_THROWS_WITH(plot.save(folder.path("no/folder.svg")),
                    "[Plot::save] cannot write " + folder.path("no/folder.svg") + ": No such file or directory");
}

TEST_CASE("a figure has a smallest size") { CHECK_THROWS_AS(Plot().size(100, 100), ValueError); }
