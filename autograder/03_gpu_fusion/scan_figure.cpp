#include "autograder/03_gpu_fusion/scan_figure.h"

#include <string_view>

#include "framework/base/text.h"
#include "framework/plot/svg.h"

namespace llmsys::lab03 {
namespace {

constexpr std::string_view kInk = "#1f2933", kMuted = "#52606d", kFrame = "#9aa5b1", kFinal = "#0072b2";
constexpr std::string_view kPartial = "#cfe3f1", kAdded = "#b34700";
constexpr double kLeft = 150, kTop = 52, kWidth = 46, kHeight = 28, kAcross = 70, kDown = 76;

double middle(size_t lane) { return kLeft + kAcross * double(lane) + kWidth / 2; }
double top(size_t step) { return kTop + kDown * double(step); }

void words(SvgWriter& svg, double x, double y, const std::string& content, std::string_view anchor,
           std::string_view colour) {
  svg.text_element("text", {{"x", x}, {"y", y}, {"font-size", 13}, {"text-anchor", anchor}, {"fill", colour}}, content);
}

void draw_line(SvgWriter& svg, size_t from, size_t to, size_t step, std::string_view colour) {
  svg.element("line", {{"x1", middle(from)},
                       {"y1", top(step - 1) + kHeight},
                       {"x2", middle(to)},
                       {"y2", top(step)},
                       {"stroke", colour},
                       {"stroke-width", 1.5}});
}

void draw_cell(SvgWriter& svg, size_t lane, size_t step, int64_t value) {
  const bool final = lane < size_t{1} << step;  // it has added all lanes below it
  svg.element("rect", {{"x", middle(lane) - kWidth / 2},
                       {"y", top(step)},
                       {"width", kWidth},
                       {"height", kHeight},
                       {"fill", final ? kFinal : kPartial}});
  words(svg, middle(lane), top(step) + 19, std::to_string(value), "middle", final ? "#ffffff" : kInk);
}

}  // namespace

std::vector<std::vector<int64_t>> scan_steps(const std::vector<int64_t>& x) {
  std::vector<std::vector<int64_t>> steps{x};
  for (size_t offset = 1; offset < x.size(); offset *= 2) {
    std::vector<int64_t> now = steps.back();
    for (size_t lane = offset; lane < x.size(); ++lane) now[lane] += steps.back()[lane - offset];
    steps.push_back(now);
  }
  return steps;
}

std::string draw_scan(const std::string& title, const std::vector<int64_t>& x) {
  const std::vector<std::vector<int64_t>> steps = scan_steps(x);
  SvgWriter svg(
      kLeft + kAcross * double(x.size()), top(steps.size()) - kDown + kHeight + 20, title,
      text("Lanes side by side, steps from top to bottom. In each step a lane adds what the lane 1, 2 or 4 below "
           "it held; the last row is the sums of all up to each."));
  words(svg, 24, 26, title, "start", kInk);
  for (size_t step = 1; step < steps.size(); ++step)
    for (size_t lane = 0; lane < x.size(); ++lane) {
      const size_t offset = size_t{1} << (step - 1);
      draw_line(svg, lane, lane, step, kFrame);
      if (lane >= offset) draw_line(svg, lane - offset, lane, step, kAdded);
    }
  for (size_t step = 0; step < steps.size(); ++step) {
    words(svg, 24, top(step) + 19, step == 0 ? "x" : text("from ", 1 << (step - 1), " below"), "start", kMuted);
    for (size_t lane = 0; lane < x.size(); ++lane) draw_cell(svg, lane, step, steps[step][lane]);
  }
  return svg.finish();
}

}  // namespace llmsys::lab03
