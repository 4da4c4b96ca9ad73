#include "framework/data/permutation.h"

#include <cmath>
#include <vector>

#include "framework/base/error.h"
#include "framework/testing/test.h"

using namespace llmsys;

namespace {

std::vector<int64_t> listed(const Permutation& order) {
  std::vector<int64_t> out;
  for (int64_t i = 0; i < order.size(); ++i) out.push_back(order[i]);
  return out;
}

// How far counts are from all alike, in standard deviations of a chi-square with `freedom` degrees of freedom.
double excess(const std::vector<int64_t>& counts, double freedom) {
  double total = 0, chi_square = 0;
  for (const int64_t count : counts) total += static_cast<double>(count);
  const double expected = total / static_cast<double>(counts.size());
  for (const int64_t count : counts) chi_square += std::pow(static_cast<double>(count) - expected, 2) / expected;
  return (chi_square - freedom) / std::sqrt(2 * freedom);
}

}  // namespace

TEST_CASE("every item comes exactly once, whatever the size") {
  const int64_t n = GENERATE(1, 2, 3, 31, 32, 33, 255, 256, 257, 1000, 4096, 4097, 65536, 100'003);
  CAPTURE(n);
  const Permutation order(n, 1, 0);
  std::vector<int> seen(static_cast<size_t>(n));
  for (const int64_t item : listed(order)) {
    REQUIRE((item >= 0 && item < n));
    ++seen[static_cast<size_t>(item)];
  }
  CHECK(seen == std::vector<int>(static_cast<size_t>(n), 1));
}

TEST_CASE("positions far beyond memory are computed as well") {
  const Permutation order(int64_t{1} << 62, 1, 0);
  for (const int64_t position : {int64_t{0}, int64_t{12345}, (int64_t{1} << 62) - 1})
    CHECK((order[position] >= 0 && order[position] < order.size()));
  CHECK(order[0] != order[1]);
}

TEST_CASE("the order is that of its seed and epoch, on every machine") {
  CHECK(listed(Permutation(10, 1, 0)) == listed(Permutation(10, 1, 0)));
  CHECK(listed(Permutation(1000, 1, 0)) != listed(Permutation(1000, 1, 1)));
  CHECK(listed(Permutation(1000, 1, 0)) != listed(Permutation(1000, 2, 0)));
  CHECK(listed(Permutation(10, 1, 0)) == std::vector<int64_t>{8, 0, 7, 6, 2, 1, 3, 5, 9, 4});
  CHECK(Permutation(1'000'000, 7, 3)[999'999] == 565'623);
}

TEST_CASE("each item is as likely at each position: chi-square over 20,000 epochs") {
  const int64_t n = GENERATE(2, 5, 31);
  CAPTURE(n);
  std::vector<int64_t> counts(static_cast<size_t>(n * n));
  for (int64_t epoch = 0; epoch < 20'000; ++epoch) {
    const Permutation order(n, 11, epoch);
    for (int64_t i = 0; i < n; ++i) ++counts[static_cast<size_t>(i * n + order[i])];
  }
  const double freedom = static_cast<double>((n - 1) * (n - 1));  // rows and columns have fixed sums
  CHECK(std::abs(excess(counts, freedom)) <= 5);
}

TEST_CASE("each of the 24 orders of 4 items is as likely") {
  std::vector<int64_t> counts(256);
  for (int64_t epoch = 0; epoch < 24'000; ++epoch) {
    const Permutation order(4, 3, epoch);
    ++counts[static_cast<size_t>(order[0] * 64 + order[1] * 16 + order[2] * 4 + order[3])];
  }
  std::erase(counts, 0);
  REQUIRE(counts.size() == 24);
  CHECK(std::abs(excess(counts, 23)) <= 5);
}

TEST_CASE("neighbours in the order are strangers: chi-square of their distance") {
  const int64_t n = 100'003;
  const Permutation order(n, 5, 0);
  std::vector<int64_t> counts(100);
  for (int64_t i = 0; i + 1 < n; ++i) {
    const int64_t distance = (order[i + 1] - order[i] + n) % n;
    ++counts[static_cast<size_t>(distance * 100 / n)];
  }
  CHECK(std::abs(excess(counts, 99)) <= 5);
}

TEST_CASE("a permutation checks its arguments") {
  CHECK_THROWS_AS(Permutation(0, 1, 0), ValueError);
  const Permutation order(10, 1, 0);
  CHECK_THROWS_AS(order[10], IndexError);
  CHECK_THROWS_AS(order[-1], IndexError);
}
