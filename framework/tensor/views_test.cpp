#include "framework/tensor/views.h"

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
Tensor cube() { return raw::reshape(arange(24, DType::f32), {2, 3, 4}); }  // x[i,j,k] = 12i + 4j + k
}  // namespace

TEST_CASE("transpose and permute move strides, not elements") {
  const Tensor x = cube();
  const Tensor t = raw::transpose(x, 0, -1);
  CHECK(t.shape() == Shape{4, 3, 2});
  CHECK(t.strides() == Strides{1, 4, 12});
  CHECK(t.shares_storage_with(x));
  CHECK(raw::transpose(x).shape() == Shape{2, 4, 3});
  const Tensor p = raw::permute(x, {2, 0, -2});
  CHECK(p.shape() == Shape{4, 2, 3});
  for_each_index(p.shape(), [&](const IntList& i) { REQUIRE(value(p, i) == value(x, {i[1], i[2], i[0]})); });
  CHECK_THROWS_AS(raw::permute(x, {0, 1}), ShapeError);
  CHECK_THROWS_AS(raw::permute(x, {0, 1, 1}), ShapeError);
  CHECK_THROWS_AS(raw::transpose(x, 0, 3), IndexError);
  CHECK(raw::permute(scalar(1), {}).rank() == 0);
}

TEST_CASE("slices clamp and count from the end as Python's do") {
  const int64_t n = GENERATE(0, 1, 5);
  const Tensor x = arange(n);
  for (int64_t start = -7; start <= 7; ++start)
    for (int64_t stop = -7; stop <= 7; ++stop)
      for (int64_t step = 1; step <= 3; ++step) {
        CAPTURE(n, start, stop, step);
        std::vector<int64_t> want;  // what range(n)[start:stop:step] gives
        const int64_t first = std::max<int64_t>(start < 0 ? start + n : start, 0);
        const int64_t last = std::min(stop < 0 ? stop + n : stop, n);
        for (int64_t i = first; i < last; i += step) want.push_back(i);
        REQUIRE(to_vector<int64_t>(raw::slice(x, 0, start, stop, step)) == want);
      }
  CHECK(raw::slice(x, 0, 0).numel() == n);
  CHECK(raw::slice(x, 0, 0, kEnd, INT64_MAX).numel() == std::min<int64_t>(n, 1));
  CHECK_THROWS_AS(raw::slice(x, 0, 0, 1, 0), ValueError);
  CHECK_THROWS_AS(raw::slice(x, 1, 0), IndexError);
}

TEST_CASE("select drops a dimension") {
  const Tensor x = cube();
  CHECK(to_vector<float>(raw::select(raw::select(x, 0, 1), 0, -1)) == std::vector<float>{20, 21, 22, 23});
  CHECK(raw::select(x, -1, 2).shape() == Shape{2, 3});
  CHECK_THROWS_AS(raw::select(x, 1, 3), IndexError);
  CHECK_THROWS_AS(raw::select(x, 1, -4), IndexError);
  CHECK_THROWS_AS(raw::select(scalar(1), 0, 0), IndexError);
  CHECK_THROWS_AS(raw::select(zeros({0}), 0, 0), IndexError);
}

TEST_CASE("expand repeats without memory, and cannot be written to") {
  const Tensor x = from_values({1, 2}, {2, 1});
  const Tensor e = raw::expand(x, {3, 2, 2});
  CHECK(e.strides() == Strides{0, 1, 0});
  CHECK(to_vector<float>(e) == std::vector<float>{1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2});
  CHECK(raw::expand(x, {2, 0}).numel() == 0);
  CHECK(raw::expand(scalar(3), {2}).at<float>(1) == 3);
  CHECK_THROWS_AS(raw::expand(x, {3, 1}), ShapeError);
  CHECK_THROWS_AS(raw::expand(x, {2}), ShapeError);
  CHECK_THROWS_AS(raw::fill_(e, 1), ValueError);
  CHECK_THROWS_AS(raw::add_out(e, e, e), ValueError);
}

TEST_CASE("squeeze and unsqueeze undo each other") {
  const Tensor x = cube();
  for (int64_t dim = -4; dim <= 3; ++dim) {
    const Tensor u = raw::unsqueeze(x, dim);
    CHECK(u.size(dim) == 1);
    require_equal(raw::squeeze(u, dim), x);
    CHECK(u.is_contiguous());
  }
  CHECK(raw::squeeze(x, 0).shape() == x.shape());
  CHECK(raw::squeeze(zeros({1, 2, 1, 1})).shape() == Shape{2});
  CHECK(raw::squeeze(zeros({1, 1})).shape() == Shape{});
  CHECK(raw::unsqueeze(scalar(1), -1).shape() == Shape{1});
  CHECK(raw::unsqueeze(zeros({0, int64_t{1} << 62, 8}), 1).numel() == 0);  // strides that no integer holds
  CHECK_THROWS_AS(raw::unsqueeze(x, 4), IndexError);
  CHECK_THROWS_AS(raw::unsqueeze(zeros({1, 1, 1, 1, 1, 1, 1, 1}), 0), ShapeError);
}

TEST_CASE("reshape is a view where strides allow it and a copy elsewhere") {
  const Tensor x = cube();
  CHECK(raw::reshape(x, {6, -1}).shares_storage_with(x));
  CHECK(raw::reshape(x, {4, 6}).strides() == Strides{6, 1});
  CHECK(raw::reshape(raw::transpose(x, 0, 1), {3, 8}).shares_storage_with(x) == false);
  CHECK(raw::reshape(raw::slice(x, 0, 1), {3, 2, 2}).shares_storage_with(x));
  CHECK(raw::reshape(raw::slice(x, 2, 0, 2), {6, 2}).shares_storage_with(x));  // a gap on a cut
  CHECK_FALSE(raw::reshape(raw::slice(x, 2, 0, 2), {12}).shares_storage_with(x));
  CHECK(raw::reshape(raw::expand(scalar(2), {4}), {2, 2}).strides() == Strides{0, 0});
  CHECK(raw::reshape(scalar(2), {1, 1}).shape() == Shape{1, 1});
  CHECK(raw::reshape(zeros({1, 1}), {}).shape() == Shape{});
  CHECK(raw::reshape(zeros({0, 3}), {5, 0}).shape() == Shape{5, 0});
  CHECK(raw::flatten(x).shape() == Shape{24});
  CHECK(raw::flatten(x, 1).shape() == Shape{2, 12});
  CHECK(raw::flatten(x, 0, -2).shape() == Shape{6, 4});
  CHECK(raw::flatten(scalar(1)).shape() == Shape{1});
}

TEST_CASE("reshape says what does not fit") {
  CHECK(message_of([] {
          raw::reshape(zeros({2, 3}), {4, 2});
        }) == "[reshape] shape (2,3) has 6 elements, (4,2) takes 8");
  CHECK(message_of([] {
          raw::reshape(zeros({2, 3}), {-1, 4});
        }) == "[reshape] shape (2,3) has 6 elements: no size fits -1 in (-1,4)");
  CHECK_THROWS_AS(raw::reshape(zeros({2, 3}), {-1, -1}), ShapeError);
  CHECK_THROWS_AS(raw::reshape(zeros({2, 3}), {-2, -3}), ShapeError);
  CHECK_THROWS_AS(raw::reshape(zeros({0}), {0, -1}), ShapeError);
}

TEST_CASE("any reshape of any view keeps the row-major order") {
  Rng rng(11);
  const std::vector<Shape> shapes = {{24}, {2, 12}, {4, 6}, {2, 3, 4}, {1, 24, 1}, {3, 1, 8}, {2, 2, 2, 3}};
  for (int round = 0; round < 300; ++round) {
    const Tensor x = testing::random_view(shapes[rng.below(shapes.size())], rng);
    const Tensor y = raw::reshape(x, shapes[rng.below(shapes.size())]);
    CAPTURE(x.shape(), x.strides(), y.shape());
    std::vector<double> want, got;
    for_each_index(x.shape(), [&](const IntList& i) { want.push_back(value(x, i)); });
    for_each_index(y.shape(), [&](const IntList& i) { got.push_back(value(y, i)); });
    REQUIRE(got == want);
  }
}

TEST_CASE("as_strided sees any elements of the storage, and no others") {
  const Tensor x = arange(10);
  CHECK(to_vector<int64_t>(raw::as_strided(x, {2, 2}, {3, 2}, 4)) == std::vector<int64_t>{4, 6, 7, 9});
  CHECK_THROWS_AS(raw::as_strided(x, {2, 2}, {3, 2}, 5), IndexError);
  CHECK_THROWS_AS(raw::as_strided(x, {2}, {-1}, 5), IndexError);
  CHECK_THROWS_AS(raw::as_strided(x, {2}, {INT64_MAX}, 5), IndexError);
  CHECK_THROWS_AS(raw::as_strided(x, {2}, {1, 1}, 0), ShapeError);
  CHECK(raw::as_strided(x, {0, 5}, {100, 100}, 10).numel() == 0);
}

TEST_CASE("writing to a view of a view changes the original") {
  const Tensor x = zeros({4, 6});
  raw::fill_(raw::slice(raw::transpose(raw::slice(x, 0, 1, 3)), 0, 0, 6, 2), 1);
  CHECK(raw::sum(x).item<float>() == 6);
  CHECK(x.at<float>(1, 4) == 1);
  CHECK(x.at<float>(1, 5) == 0);
}
