#include "framework/base/rng.h"

#include <cmath>
#include <vector>

#include "framework/base/error.h"
#include "framework/testing/test.h"

using namespace llmsys;

TEST_CASE("philox4x32-10 gives the known answers of Random123") {  // Random123's kat_vectors
  using Words = std::array<uint32_t, 4>;
  CHECK(philox4x32({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  const uint32_t ones = 0xffffffff;
  CHECK(philox4x32({ones, ones, ones, ones}, {ones, ones}) == Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a saved state goes on with the same numbers, from any offset") {
  Rng rng(42, 7);
  for (int skip = 0; skip < 9; ++skip) {
    Rng resumed(rng.state());
    for (int i = 0; i < 5; ++i) {
      Rng ahead(resumed.state());
      REQUIRE(ahead.next_u32() == resumed.next_u32());
    }
    rng.next_u32();
  }
}

TEST_CASE("seeds and streams give different numbers") {
  CHECK(Rng(1).next_u64() != Rng(2).next_u64());
  CHECK(Rng(1, 0).next_u64() != Rng(1, 1).next_u64());
}

TEST_CASE("uniform stays in [0,1) and has the moments of its distribution") {
  Rng rng(3);
  const int n = 100000;
  double sum = 0, squares = 0;
  for (int i = 0; i < n; ++i) {
    const double u = rng.uniform();
    REQUIRE((u >= 0 && u < 1));
    sum += u;
    squares += u * u;
  }
  CHECK(std::abs(sum / n - 0.5) <= 5 * std::sqrt(1.0 / 12 / n));
  CHECK(std::abs(squares / n - 1.0 / 3) <= 0.005);
}

TEST_CASE("normal has mean 0, variance 1 and fourth moment 3") {
  Rng rng(4);
  const int n = 200000;
  double m1 = 0, m2 = 0, m4 = 0;
  for (int i = 0; i < n; ++i) {
    const double z = rng.normal();
    m1 += z / n;
    m2 += z * z / n;
    m4 += z * z * z * z / n;
  }
  CHECK(std::abs(m1) <= 0.012);
  CHECK(std::abs(m2 - 1) <= 0.02);
  CHECK(std::abs(m4 - 3) <= 0.15);
}

TEST_CASE("below is uniform, and refuses an empty range") {
  Rng rng(5);
  std::vector<int> counts(7);
  for (int i = 0; i < 70000; ++i) ++counts[rng.below(7)];
  for (const int count : counts) CHECK(std::abs(count - 10000) <= 500);
  CHECK_THROWS_AS(rng.below(0), ValueError);
}
