#include "framework/tensor/scatter.h"

#include "framework/tensor/detail/test_support.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::for_each_index;
using testing::message_of;
using testing::require_close;
using testing::require_equal;
using testing::value;
using testing::with_threads;

namespace {

Tensor indices(std::initializer_list<double> values, const Shape& shape) {
  return from_values(values, shape, DType::i64);
}

/// A random view with an index below `bound` in every place.
Tensor random_index(const Shape& shape, int64_t bound, Rng& rng) {
  const Tensor index = testing::random_view(shape, rng, DType::i64);
  Tensor values = zeros(shape, DType::i64);
  for (int64_t i = 0; i < values.numel(); ++i)
    values.data<int64_t>()[i] = static_cast<int64_t>(rng.below(static_cast<uint64_t>(bound)));
  raw::copy_(index, values);
  return index;
}

struct Problem {
  Tensor x, index, src;
  int64_t dim;
};

Problem random_problem(Rng& rng, DType dtype) {
  const auto rank = static_cast<int64_t>(1 + rng.below(3));
  const auto dim = static_cast<int64_t>(rng.below(static_cast<uint64_t>(rank)));
  IntList sizes, index_sizes;
  for (int64_t d = 0; d < rank; ++d) {
    sizes.push_back(static_cast<int64_t>(1 + rng.below(4)));
    index_sizes.push_back(static_cast<int64_t>(rng.below(static_cast<uint64_t>(sizes[d]) + 1)));
  }
  index_sizes[dim] = static_cast<int64_t>(rng.below(9));
  return {testing::random_view(sizes, rng, dtype), random_index(index_sizes, sizes[dim], rng),
          testing::random_view(index_sizes, rng, dtype), dim};
}

/// x with src put or added, one by one in row-major order, in float64.
Tensor reference(const Problem& p, bool add) {
  Tensor out = raw::clone(raw::to(p.x, DType::f64));
  for_each_index(p.index.shape(), [&](const IntList& i) {
    IntList to = i;
    to[p.dim] = static_cast<int64_t>(value(p.index, i));
    int64_t at = 0;
    for (int64_t d = 0; d < to.size(); ++d) at += to[d] * out.strides()[d];
    out.data<double>()[at] = value(p.src, i) + (add ? out.data<double>()[at] : 0);
  });
  return out;
}

}  // namespace

TEST_CASE("scatter of any dtypes and views matches the reference, duplicates included") {
  Rng rng(121);
  for (int round = 0; round < 300; ++round) {
    const auto dtype = static_cast<DType>(rng.below(kDTypes - 1));  // the last one is u4x2: no number
    const Problem p = random_problem(rng, dtype);
    const Tensor before = raw::clone(p.x);
    const Tensor out = raw::scatter(p.x, p.dim - p.x.rank(), p.index, p.src);
    REQUIRE(out.dtype() == dtype);
    require_equal(raw::to(out, DType::f64), reference(p, false));
    require_equal(raw::clone(p.x), before);
    raw::scatter_(p.x, p.dim, p.index, p.src);
    require_equal(raw::clone(p.x), out);
    CHECK(p.x.version() > 0);
  }
}

TEST_CASE("scatter_add of any views matches the reference") {
  Rng rng(122);
  for (int round = 0; round < 300; ++round) {
    const DType dtype = std::vector{DType::f32, DType::f64, DType::i64}[rng.below(3)];
    const Problem p = random_problem(rng, dtype);
    const Tensor want = reference(p, true);
    const Tensor out = raw::scatter_add(p.x, p.dim, p.index, p.src);
    require_close(raw::to(out, DType::f64), want, {.atol = dtype == DType::f32 ? 1e-5 : 1e-13});
    raw::scatter_add_(p.x, p.dim, p.index, p.src);
    require_equal(raw::clone(p.x), out);
  }
}

TEST_CASE("the last of several to one place stays, and sums are in row-major order") {
  const Tensor index = indices({1, 1, 1}, {3});
  require_equal(raw::scatter(zeros({3}), 0, index, from_values({7, 8, 9}, {3})), from_values({0, 9, 0}, {3}));
  // 1e8 + 1 - 1e8 in float32 is 0 in this order and 1 in others
  require_equal(raw::scatter_add(zeros({3}), 0, index, from_values({1e8, 1, -1e8}, {3})), zeros({3}));
  require_equal(raw::scatter_add(zeros({3}), 0, index, from_values({1e8, -1e8, 1}, {3})), from_values({0, 1, 0}, {3}));
}

TEST_CASE("results are bitwise the same with any number of threads") {
  Rng rng(123);
  const int64_t dim = GENERATE(0, 1);
  const Tensor index = random_index({700, 700}, 50, rng), src = randn({700, 700}, rng), x = zeros({700, 700});
  const Tensor one = with_threads(1, [&] { return raw::scatter_add(x, dim, index, src); });
  const Tensor last = with_threads(1, [&] { return raw::scatter(x, dim, index, src); });
  for (const int threads : {2, 3, 4}) {
    require_equal(with_threads(threads, [&] { return raw::scatter_add(x, dim, index, src); }), one);
    require_equal(with_threads(threads, [&] { return raw::scatter(x, dim, index, src); }), last);
  }
}

TEST_CASE("source and index may be the destination itself") {
  const Tensor x = indices({2, 0, 1}, {3});
  raw::scatter_(x, 0, x, x);
  require_equal(x, indices({0, 1, 2}, {3}));
  const Tensor y = from_values({1, 2, 3}, {3});
  raw::scatter_add_(y, 0, indices({1, 2, 0}, {3}), y);
  require_equal(y, from_values({4, 3, 5}, {3}));
}

TEST_CASE("scatter_add is the way back of gather: <gather(x), y> = <x, scatter_add(0, y)>") {
  Rng rng(124);
  const Tensor x = randn({5, 6}, rng, DType::f64), y = randn({5, 4}, rng, DType::f64),
               index = random_index({5, 4}, 6, rng);
  const Tensor left = raw::sum(raw::mul(raw::gather(x, 1, index), y));
  const Tensor right = raw::sum(raw::mul(x, raw::scatter_add(zeros({5, 6}, DType::f64), 1, index, y)));
  require_close(left, right, {.atol = 1e-12});
}

TEST_CASE("scatter refuses what does not fit, and then has written nothing") {
  const Tensor x = zeros({2, 3});
  CHECK(message_of([&] {
          raw::scatter_(x, 1, indices({0, 3}, {2, 1}), ones({2, 1}));
        }) == "[scatter] index 3 is out of range for dimension 1 of shape (2,3): use 0 to 2");
  require_equal(x, zeros({2, 3}));
  CHECK(x.version() == 0);
  CHECK_THROWS_AS(raw::scatter_add(x, 1, indices({0, -1}, {2, 1}), ones({2, 1})), IndexError);
  CHECK_THROWS_AS(raw::scatter(x, 2, indices({0}, {1, 1}), ones({1, 1})), IndexError);
  CHECK_THROWS_AS(raw::scatter(x, 1, indices({0}, {1, 1}), ones({1, 2})), ShapeError);
  CHECK_THROWS_AS(raw::scatter(x, 1, zeros({3, 1}, DType::i64), ones({3, 1})), ShapeError);
  CHECK_THROWS_AS(raw::scatter(x, 1, indices({0}, {1}), ones({1})), ShapeError);
  CHECK_THROWS_AS(raw::scatter(x, 1, ones({1, 1}), ones({1, 1})), DTypeError);
  CHECK_THROWS_AS(raw::scatter(x, 1, indices({0}, {1, 1}), ones({1, 1}, DType::f64)), DTypeError);
  CHECK_THROWS_AS(raw::scatter_add(zeros({2}, DType::u8), 0, indices({0}, {1}), ones({1}, DType::u8)), DTypeError);
  CHECK_THROWS_AS(raw::scatter_(raw::expand(x, {4, 2, 3}), 0, zeros({1, 1, 1}, DType::i64), ones({1, 1, 1})),
                  ValueError);
}
