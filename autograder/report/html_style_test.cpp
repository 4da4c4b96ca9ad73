#include "autograder/report/html_style.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "framework/testing/test.h"

using namespace llmsys;

namespace {

// Of a colour "#abc" or "#aabbcc": WCAG 2.2, "relative luminance".
double luminance(std::string color) {
  if (color.size() == 4) color = {'#', color[1], color[1], color[2], color[2], color[3], color[3]};
  REQUIRE(color.size() == 7);
  double sum = 0;
  const double weights[] = {0.2126, 0.7152, 0.0722};
  for (size_t i = 0; i < 3; ++i) {
    const double part = std::strtol(color.substr(1 + 2 * i, 2).c_str(), nullptr, 16) / 255.0;
    sum += weights[i] * (part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double contrast(const std::string& a, const std::string& b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

// What "--name: #abc" says, from `start` on.
std::string color_of(const std::string& name, size_t start) {
  const std::string key = "--" + name + ": ";
  const size_t at = kReportStyle.find(key, start);
  REQUIRE(at != kReportStyle.npos);
  const size_t begin = at + key.size();
  return std::string(kReportStyle.substr(begin, kReportStyle.find(';', begin) - begin));
}

}  // namespace

TEST_CASE("text has a contrast of 4.5 or more on its ground, in light and in dark; what is no text has 3") {
  const char* texts[][2] = {{"text", "page"}, {"text", "card"},    {"text", "code"},      {"soft", "page"},
                            {"soft", "card"}, {"ok", "ok-ground"}, {"bad", "bad-ground"}, {"wait", "wait-ground"}};
  for (const size_t start : {size_t{0}, kReportStyle.find("prefers-color-scheme: dark")}) {
    for (const auto& [ink, ground] : texts) {
      INFO(ink << " on " << ground << " from " << start);
      CHECK(contrast(color_of(ink, start), color_of(ground, start)) >= 4.5);
    }
    CHECK(contrast(color_of("bar", start), color_of("line", start)) >= 2.5);  // the numbers stand beside it
    CHECK(contrast(color_of("bar", start), color_of("page", start)) >= 3);    // the ring around what has the focus
  }
  CHECK(contrast("#000", "#ffffff") == Approx(21));
}
