#include "framework/tensor/index_select.h"

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

Tensor indices(std::initializer_list<double> values) {
  return from_values(values, {static_cast<int64_t>(values.size())}, DType::i64);
}

Tensor random_index(int64_t n, int64_t bound, Rng& rng) {
  Tensor index = zeros({n}, DType::i64);
  for (int64_t i = 0; i < n; ++i) index.at<int64_t>(i) = static_cast<int64_t>(rng.below(static_cast<uint64_t>(bound)));
  return rng.below(2) == 0 ? index : raw::slice(raw::cat({index, index}), 0, 0, n);
}

IntList random_sizes(Rng& rng) {
  IntList sizes;
  const auto rank = static_cast<int64_t>(1 + rng.below(3));
  for (int64_t d = 0; d < rank; ++d) sizes.push_back(static_cast<int64_t>(1 + rng.below(4)));
  return sizes;
}

}  // namespace

TEST_CASE("index_select along any dimension of any views and dtypes matches the reference") {
  Rng rng(131);
  for (int round = 0; round < 300; ++round) {
    const auto dtype = static_cast<DType>(rng.below(kDTypes));
    IntList sizes = random_sizes(rng);
    const auto dim = static_cast<int64_t>(rng.below(static_cast<uint64_t>(sizes.size())));
    const Tensor x = testing::random_view(sizes, rng, dtype);
    const Tensor index = random_index(static_cast<int64_t>(rng.below(6)), sizes[dim], rng);
    const Tensor out = raw::index_select(x, dim - x.rank(), index);
    sizes[dim] = index.numel();
    REQUIRE(out.shape() == Shape(sizes));
    REQUIRE(out.dtype() == dtype);
    REQUIRE(out.is_contiguous());
    for_each_index(out.shape(), [&](const IntList& i) {
      IntList from = i;
      from[dim] = static_cast<int64_t>(value(index, {i[dim]}));
      REQUIRE(value(out, i) == value(x, from));
    });
  }
}

TEST_CASE("index_add_ along any dimension of any views matches the reference") {
  Rng rng(132);
  for (int round = 0; round < 300; ++round) {
    const DType dtype = std::vector{DType::f32, DType::f64, DType::i64}[rng.below(3)];
    IntList sizes = random_sizes(rng);
    const auto dim = static_cast<int64_t>(rng.below(static_cast<uint64_t>(sizes.size())));
    const Tensor x = testing::random_view(sizes, rng, dtype);
    const Tensor index = random_index(static_cast<int64_t>(rng.below(9)), sizes[dim], rng);
    sizes[dim] = index.numel();
    const Tensor src = testing::random_view(sizes, rng, dtype);
    Tensor want = raw::clone(raw::to(x, DType::f64));
    for_each_index(sizes, [&](const IntList& i) {
      int64_t at = 0;
      for (int64_t d = 0; d < i.size(); ++d)
        at += want.strides()[d] * (d == dim ? static_cast<int64_t>(value(index, {i[d]})) : i[d]);
      want.data<double>()[at] += value(src, i);
    });
    const uint64_t version = x.version();
    raw::index_add_(x, dim, index, src);
    require_close(raw::to(raw::clone(x), DType::f64), want, {.atol = dtype == DType::f32 ? 1e-5 : 1e-13});
    CHECK(x.version() == version + 1);
  }
}

TEST_CASE("an embedding: rows by token id, and their gradients back") {
  const Tensor table = from_values({1, 2, 3, 4, 5, 6}, {3, 2});  // (V,C)
  const Tensor ids = indices({2, 0, 2, 2});                      // (N)
  require_equal(raw::index_select(table, 0, ids), from_values({5, 6, 1, 2, 5, 6, 5, 6}, {4, 2}));
  const Tensor gradient = zeros({3, 2});
  raw::index_add_(gradient, 0, ids, from_values({1, 2, 3, 4, 5, 6, 7, 8}, {4, 2}));
  require_equal(gradient, from_values({3, 4, 0, 0, 13, 16}, {3, 2}));
}

TEST_CASE("sums are in the order of the index, bitwise, with any number of threads and columns") {
  Rng rng(133);
  const int64_t C = GENERATE(1, 15, 16, 17, 100), V = 13, N = 20000;
  const Tensor index = random_index(N, V, rng), src = randn({N, C}, rng);
  Tensor want = zeros({V, C});
  for (int64_t i = 0; i < N; ++i)
    for (int64_t c = 0; c < C; ++c) want.at<float>(index.at<int64_t>(i), c) += src.at<float>(i, c);
  const Tensor picked = with_threads(1, [&] { return raw::index_select(want, 0, index); });
  for (const int threads : {1, 2, 3, 4})
    with_threads(threads, [&] {
      const Tensor got = zeros({V, C});
      raw::index_add_(got, 0, index, src);
      require_equal(got, want);
      require_equal(raw::index_select(want, 0, index), picked);
      return 0;
    });
}

TEST_CASE("rows with gaps between them, and dimensions of size 1 with odd strides, are written in place") {
  const Tensor wide = zeros({3, 5});
  raw::index_add_(raw::slice(wide, 1, 1, 3), 0, indices({2}), ones({1, 2}));
  require_equal(raw::select(wide, 0, 2), from_values({0, 1, 1, 0, 0}, {5}));
  CHECK(raw::sum(wide).item<float>() == 2);
  const Tensor odd = zeros({3, 2});
  raw::index_add_(raw::as_strided(odd, {3, 1, 2, 1}, {2, 7, 1, 9}, 0), 0, indices({1}), ones({1, 1, 2, 1}));
  require_equal(odd, from_values({0, 0, 1, 1, 0, 0}, {3, 2}));
}

TEST_CASE("the source may be the destination itself") {
  const Tensor x = from_values({1, 2, 3, 4}, {2, 2});
  raw::index_add_(x, 0, indices({1, 0}), x);
  require_equal(x, from_values({4, 6, 4, 6}, {2, 2}));
}

TEST_CASE("index_select and index_add_ refuse what does not fit, and then have written nothing") {
  const Tensor x = zeros({2, 3});
  CHECK(message_of([&] {
          raw::index_select(x, 0, indices({0, 2}));
        }) == "[index_select] index 2 is out of range for 2 rows: use 0 to 1");
  CHECK(message_of([&] {
          raw::index_select(x, 0, zeros({2, 2}, DType::i64));
        }) == "[index_select] the index must be (N), got (2,2): use raw::flatten(index), then reshape the result");
  CHECK(message_of([&] {
          raw::index_add_(x, 0, indices({0, 1}), ones({2, 2}));
        }) == "[index_add_] src must be (2,3) to match (2,3) and index (2), got (2,2)");
  CHECK_THROWS_AS(raw::index_add_(x, 0, indices({0, -1}), ones({2, 3})), IndexError);
  CHECK_THROWS_AS(raw::index_add_(x, 1, indices({0, 3}), ones({2, 2})), IndexError);
  require_equal(x, zeros({2, 3}));
  CHECK(x.version() == 0);
  CHECK_THROWS_AS(raw::index_select(x, 2, indices({0})), IndexError);
  CHECK_THROWS_AS(raw::index_select(x, 0, zeros({1})), DTypeError);
  CHECK_THROWS_AS(raw::index_select(zeros({0, 3}), 0, indices({0})), IndexError);
  CHECK_THROWS_AS(raw::index_add_(x, 0, indices({0}), ones({1, 3}, DType::f64)), DTypeError);
  CHECK_THROWS_AS(raw::index_add_(raw::expand(ones({1, 3}), {2, 3}), 0, indices({0}), ones({1, 3})), ValueError);
}
