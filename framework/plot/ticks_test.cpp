#include "framework/plot/detail/ticks.h"

#include "framework/base/text.h"
#include "framework/testing/test.h"

using namespace llmsys::detail;

namespace {

std::string labels(const std::vector<Tick>& ticks) {
  std::vector<std::string> words;
  for (const Tick& tick : ticks) words.push_back(tick.label);
  return llmsys::join(words, " ");
}

}  // namespace

TEST_CASE("steps are 1, 2 or 5 times a power of ten") {
  CHECK(nice_step(0, 10, 5) == 2);
  CHECK(nice_step(0, 1, 5) == Approx(0.2));
  CHECK(nice_step(0, 700, 7) == 100);
  CHECK(nice_step(0, 100, 3) == 50);
  CHECK(nice_step(0, 95, 10) == 10);
}

TEST_CASE("linear ticks are the multiples of the step within the range, with as many decimals as the step") {
  CHECK(labels(linear_ticks(1.0, 4.5, 7)) == "1.0 1.5 2.0 2.5 3.0 3.5 4.0 4.5");
  CHECK(labels(linear_ticks(0.93, 2.07, 5)) == "1.0 1.2 1.4 1.6 1.8 2.0");
  CHECK(labels(linear_ticks(-0.3, 0.3, 3)) == "−0.2 0 0.2");
  CHECK(labels(linear_ticks(0, 0.3, 3)) == "0 0.1 0.2 0.3");
}

TEST_CASE("large and small axes use one unit for all their labels") {
  CHECK(labels(linear_ticks(0, 20000, 4)) == "0 5k 10k 15k 20k");
  CHECK(labels(linear_ticks(0, 1.5e6, 3)) == "0 0.5M 1.0M 1.5M");
  CHECK(labels(linear_ticks(0, 9000, 3)) == "0 2000 4000 6000 8000");
  CHECK(labels(linear_ticks(-5e-6, 15e-6, 4)) == "−5×10⁻⁶ 0 5×10⁻⁶ 10×10⁻⁶ 15×10⁻⁶");
  CHECK(labels(linear_ticks(0, 3e20, 3)) == "0 10²⁰ 2×10²⁰ 3×10²⁰");
}

TEST_CASE("logarithmic ticks are powers of ten; a short range adds 2 and 5, a long one leaves some out") {
  CHECK(labels(log_ticks(0.01, 1e4, 7)) == "0.01 0.1 1 10 100 1000 10k");
  CHECK(labels(log_ticks(1, 100, 5)) == "1 2 5 10 20 50 100");
  CHECK(labels(log_ticks(1e-30, 1e30, 5)) == "10⁻²⁴ 10⁻¹² 1 1T 10²⁴");
  CHECK(labels(log_ticks(2.1, 2.9, 4)) == "2.2 2.4 2.6 2.8");
}

TEST_CASE("round_down finds 1, 2 or 5 times a power of ten, and the value itself if it is one") {
  CHECK(round_down(1) == 1);
  CHECK(round_down(1.99) == 1);
  CHECK(round_down(4.9) == 2);
  CHECK(round_down(500) == 500);
  CHECK(round_down(0.06) == Approx(0.05));
}

TEST_CASE("a number alone has three significant digits and no useless zeros") {
  CHECK(short_label(0) == "0");
  CHECK(short_label(7) == "7");
  CHECK(short_label(4.1875) == "4.19");
  CHECK(short_label(-0.25) == "−0.25");
  CHECK(short_label(1234) == "1234");
  CHECK(short_label(22222) == "22.2k");
  CHECK(short_label(999999) == "1M");
  CHECK(short_label(64e9) == "64G");
  CHECK(short_label(1e-7) == "10⁻⁷");
  CHECK(short_label(-3.25e-9) == "−3.25×10⁻⁹");
}
