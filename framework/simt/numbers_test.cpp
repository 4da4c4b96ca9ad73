// Our number types against those of the CUDA toolkit, bit by bit; made only where the toolkit is installed.
#include <algorithm>
#include <bit>
#include <cmath>
#include <string>

#include "framework/base/rng.h"
#include "framework/simt/numbers_under_test.h"
#include "framework/testing/test.h"

namespace {

// Which of the results differ, for the first input that has some: "" or "input 0x3C00, result 7: ours 1, NVIDIA's 2".
template <class Input>
class Comparison {
 public:
  void add(Input input, const Results& mine, const Results& theirs) {
    if (mine == theirs || !text.empty()) return;
    REQUIRE(mine.size() == theirs.size());
    const auto [my, their] = std::mismatch(mine.begin(), mine.end(), theirs.begin());
    text = "input " + std::to_string(input) + ", result " + std::to_string(my - mine.begin()) + ": ours " +
           std::to_string(*my) + ", NVIDIA's " + std::to_string(*their);
  }
  std::string text;
};

// Floats at, above and below every number of 16 bits and every middle between two of them, in both formats.
template <class Visit>
void for_each_interesting_float(Visit visit) {
  for (uint32_t bits = 0; bits < 0x10000; ++bits)
    for (const uint32_t low : {0U, 0x7FFFU, 0x8000U, 0x8001U}) visit(std::bit_cast<float>(bits << 16 | low));
  for (uint32_t bits = 0; bits < 0x10000; ++bits) {  // from 2^-26 on, by half a unit in the last place of a __half
    const uint32_t middle = 0x32800000U + bits * 0x1000, sign = (bits % 5 == 0 ? 1U : 0U) << 31;
    for (const uint32_t near : {middle - 1, middle, middle + 1}) visit(std::bit_cast<float>(sign | near));
  }
}

}  // namespace

TEST_CASE("one number of 16 bits: every pattern") {
  Comparison<unsigned> differing;
  for (unsigned a = 0; a < 0x10000; ++a) {
    const auto pattern = static_cast<uint16_t>(a);
    differing.add(a, ours::of_pattern(pattern), nvidias::of_pattern(pattern));
  }
  CHECK(differing.text == "");
}

TEST_CASE("two numbers of 16 bits: edges and random patterns") {
  llmsys::Rng rng(7);
  const uint16_t edges[] = {0,      1,      0x8000, 0x8001, 0x3C00, 0xBC00, 0x3F80, 0xBF80, 0x7BFF,
                            0x7C00, 0xFC00, 0x7C01, 0x7F7F, 0x7F80, 0xFF80, 0x7FC0, 0x7FFF, 0xFFFF};
  Comparison<unsigned> differing;
  const auto compare = [&differing](uint16_t a, uint16_t b) {
    differing.add(unsigned{a} << 16 | b, ours::of_patterns(a, b), nvidias::of_patterns(a, b));
  };
  for (const uint16_t a : edges)
    for (const uint16_t b : edges) compare(a, b);
  for (int i = 0; i < 20000; ++i) compare(static_cast<uint16_t>(rng.next_u32()), static_cast<uint16_t>(rng.next_u32()));
  CHECK(differing.text == "");
}

TEST_CASE("from float: every number, every middle and their neighbours") {
  Comparison<float> differing;
  for_each_interesting_float([&differing](float x) { differing.add(x, ours::of_float(x), nvidias::of_float(x)); });
  CHECK(differing.text == "");
}

TEST_CASE("from double and integers") {
  llmsys::Rng rng(8);
  Comparison<double> doubles;
  Comparison<int64_t> integers;
  for (int i = 0; i < 15000; ++i) {
    const double x = std::ldexp(rng.uniform() - 0.5, static_cast<int>(rng.below(60)) - 30);
    const double middle = 1 + static_cast<double>(2 * rng.below(1024) + 1) / 2048;
    for (const double y : {x, middle, std::nextafter(middle, 0), std::nextafter(middle, 2)})
      doubles.add(y, ours::of_double(y), nvidias::of_double(y));
    const auto n = static_cast<int64_t>(rng.next_u64() >> rng.below(64));
    integers.add(n, ours::of_integer(n), nvidias::of_integer(n));
    integers.add(-n, ours::of_integer(-n), nvidias::of_integer(-n));
  }
  CHECK(doubles.text == "");
  CHECK(integers.text == "");
}

TEST_CASE("numbers of 8 bits: every pattern; sizes and alignments of all types") {
  Comparison<unsigned> differing;
  for (unsigned a = 0; a < 256; ++a)
    differing.add(a, ours::of_byte(static_cast<uint8_t>(a)), nvidias::of_byte(static_cast<uint8_t>(a)));
  differing.add(0, ours::sizes(), nvidias::sizes());
  CHECK(differing.text == "");
}
