#include "framework/tensor/ranking.h"

#include <algorithm>
#include <cmath>

#include "framework/tensor/detail/test_support.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::for_each_index;
using testing::message_of;
using testing::require_equal;
using testing::value;

namespace {

Tensor indices(std::initializer_list<double> values, const Shape& shape) {
  return from_values(values, shape, DType::i64);
}

/// Positions of one line in order: stable_sort keeps the first of equal elements first.
std::vector<int64_t> ranked(const Tensor& x, IntList at, int64_t dim, bool largest) {
  std::vector<double> line;
  std::vector<int64_t> order;
  for (at[dim] = 0; at[dim] < x.shape()[dim]; ++at[dim]) {
    order.push_back(at[dim]);
    line.push_back(value(x, at));
  }
  std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
    const double va = line[static_cast<size_t>(a)], vb = line[static_cast<size_t>(b)];
    return largest ? va > vb : va < vb;
  });
  return order;
}

}  // namespace

TEST_CASE("argmax, argmin and topk of any views and dtypes match a stable sort") {
  Rng rng(141);
  for (int round = 0; round < 300; ++round) {
    const auto dtype = static_cast<DType>(rng.below(kDTypes - 1));  // the last one is u4x2: no number
    const auto rank = static_cast<int64_t>(1 + rng.below(3));
    const auto dim = static_cast<int64_t>(rng.below(static_cast<uint64_t>(rank)));
    IntList sizes = testing::random_shape(rng, rank, 5);
    sizes[dim] += 1;
    const Tensor x = testing::random_view(sizes, rng, dtype);
    const bool largest = rng.below(2) == 0;
    const auto k = static_cast<int64_t>(rng.below(static_cast<uint64_t>(sizes[dim]) + 1));
    const raw::TopK top = raw::topk(x, k, dim - rank, largest);
    const Tensor arg = largest ? raw::argmax(x, dim, true) : raw::argmin(x, dim, true);
    sizes[dim] = k;
    REQUIRE(top.values.shape() == Shape(sizes));
    REQUIRE(top.indices.shape() == Shape(sizes));
    REQUIRE(top.values.dtype() == dtype);
    for_each_index(sizes, [&](const IntList& i) {
      IntList from = i;
      from[dim] = ranked(x, i, dim, largest)[static_cast<size_t>(i[dim])];
      REQUIRE(value(top.indices, i) == static_cast<double>(from[dim]));
      REQUIRE(value(top.values, i) == value(x, from));
    });
    sizes[dim] = 1;
    REQUIRE(arg.shape() == Shape(sizes));
    for_each_index(sizes, [&](const IntList& i) {
      REQUIRE(value(arg, i) == static_cast<double>(ranked(x, i, dim, largest).front()));
    });
  }
}

TEST_CASE("the first of equal elements wins, and NaN is the largest") {
  require_equal(raw::argmax(from_values({3, 5, 5, 1}, {4}), 0), indices({1}, {}));
  require_equal(raw::argmin(from_values({3, 1, 5, 1}, {4}), -1), indices({1}, {}));
  const DType dtype = GENERATE(DType::f32, DType::f64);
  const Tensor x = from_values({1, NAN, INFINITY, NAN, -INFINITY}, {5}, dtype);
  require_equal(raw::argmax(x, 0), indices({1}, {}));
  require_equal(raw::argmin(x, 0), indices({4}, {}));
  require_equal(raw::topk(x, 5).indices, indices({1, 3, 2, 0, 4}, {5}));
  require_equal(raw::topk(x, 5, 0, false).indices, indices({4, 0, 2, 1, 3}, {5}));
  require_equal(raw::argmin(full({3}, NAN, dtype), 0), indices({0}, {}));
}

TEST_CASE("the dimension goes unless it is kept") {
  const Tensor x = from_values({1, 9, 2, 8, 3, 7}, {2, 3});
  require_equal(raw::argmax(x, 1), indices({1, 0}, {2}));
  require_equal(raw::argmax(x, 0), indices({1, 0, 1}, {3}));
  require_equal(raw::argmax(x, 0, true), indices({1, 0, 1}, {1, 3}));
  require_equal(raw::argmin(x, -2, true), indices({0, 1, 0}, {1, 3}));
  CHECK(raw::argmax(zeros({0, 3}), 1).shape() == Shape{0});
  CHECK(raw::topk(x, 0).values.shape() == Shape{2, 0});
}

TEST_CASE("long lines, many threads: the same answer") {
  Rng rng(142);
  const Tensor x = randn({40, 3000}, rng);
  const auto both = [&] { return raw::cat({raw::topk(x, 7).indices, raw::argmax(x, 1, true)}, 1); };
  const Tensor one = testing::with_threads(1, both);
  require_equal(testing::with_threads(4, both), one);
  require_equal(raw::slice(one, 1, 0, 1), raw::slice(one, 1, 7, 8));
}

TEST_CASE("ranking refuses what is not there") {
  const Tensor x = zeros({2, 0});
  CHECK(message_of([&] { raw::argmax(x, 1); }) == "[argmax] of no elements is not defined: dimension 1 of (2,0)");
  CHECK(message_of([&] { raw::topk(x, 1); }) == "[topk] k must be 0 to 0, the size of dimension 1 of (2,0), got 1");
  CHECK_THROWS_AS(raw::topk(zeros({3}), -1), ValueError);
  CHECK_THROWS_AS(raw::topk(zeros({3}), 1, 1), IndexError);
  CHECK_THROWS_AS(raw::argmin(scalar(1), 0), IndexError);
}
