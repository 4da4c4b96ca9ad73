#include "framework/tensor/joining.h"

#include "framework/tensor/detail/test_support.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::message_of;
using testing::require_equal;

namespace {
std::vector<int64_t> sizes_of(const std::vector<Tensor>& parts, int64_t dim) {
  std::vector<int64_t> sizes;
  for (const Tensor& part : parts) sizes.push_back(part.size(dim));
  return sizes;
}
}  // namespace

TEST_CASE("stack puts tensors side by side along a new dimension") {
  const Tensor a = from_values({1, 2}, {2}), b = from_values({3, 4}, {2});
  require_equal(raw::stack({a, b}), from_values({1, 2, 3, 4}, {2, 2}));
  require_equal(raw::stack({a, b}, 1), from_values({1, 3, 2, 4}, {2, 2}));
  require_equal(raw::stack({a, b}, -1), raw::stack({a, b}, 1));
  require_equal(raw::stack({scalar(1), scalar(2)}), a);
  CHECK(raw::stack({zeros({2, 0}), zeros({2, 0})}, 1).shape() == Shape{2, 2, 0});
  CHECK(raw::stack({zeros({2}, DType::u8)}).dtype() == DType::u8);
  CHECK(message_of([&] { raw::stack({a, zeros({3})}); }) == "[stack] shapes (2) and (3) differ");
  CHECK_THROWS_AS(raw::stack(std::vector<Tensor>{}), ValueError);
  CHECK_THROWS_AS(raw::stack({a, b}, 2), IndexError);
  CHECK_THROWS_AS(raw::stack({a, raw::to(b, DType::f64)}), DTypeError);
}

TEST_CASE("split and stack undo each other, on any view") {
  Rng rng(181);
  for (int round = 0; round < 100; ++round) {
    const Tensor x = testing::random_view({3, 4, 2}, rng, static_cast<DType>(rng.below(kDTypes)));
    const auto dim = static_cast<int64_t>(rng.below(3));
    std::vector<Tensor> parts = raw::split(x, 1, dim - 3);
    for (Tensor& part : parts) {
      REQUIRE(part.shares_storage_with(x));
      part = raw::squeeze(part, dim);
    }
    require_equal(raw::stack(parts, dim), raw::clone(x));
  }
}

TEST_CASE("split, split_sizes and chunk are views of the sizes asked for") {
  const Tensor x = arange(10);
  CHECK(sizes_of(raw::split(x, 4), 0) == std::vector<int64_t>{4, 4, 2});
  CHECK(sizes_of(raw::split(x, 99), 0) == std::vector<int64_t>{10});
  CHECK(sizes_of(raw::split_sizes(x, {2, 0, 8}), 0) == std::vector<int64_t>{2, 0, 8});
  CHECK(sizes_of(raw::chunk(x, 4), 0) == std::vector<int64_t>{3, 3, 3, 1});
  CHECK(sizes_of(raw::chunk(x, 6), 0) == std::vector<int64_t>{2, 2, 2, 2, 2});
  CHECK(raw::chunk(x, INT64_MAX).size() == 10);
  CHECK(sizes_of(raw::split(zeros({3, 0}), 2, 1), 1) == std::vector<int64_t>{0});
  CHECK(sizes_of(raw::chunk(zeros({3, 0}), 2, -1), 1) == std::vector<int64_t>{0});
  raw::fill_(raw::split_sizes(x, {7, 3})[1], 5);
  CHECK(x.at<int64_t>(6) == 6);
  CHECK(x.at<int64_t>(7) == 5);
  require_equal(raw::cat(raw::split(x, 3)), x);
}

TEST_CASE("parts that do not fit say why") {
  const Tensor x = zeros({5, 3});
  CHECK(message_of([&] {
          raw::split_sizes(x, {2, 2});
        }) == "[split_sizes] sizes (2,2) add up to 4, dimension 0 of (5,3) is 5");
  CHECK_THROWS_AS(raw::split_sizes(x, {6, -1}), ShapeError);
  CHECK_THROWS_AS(raw::split_sizes(x, {-1, 6}), ShapeError);
  CHECK_THROWS_AS(raw::split(x, 0), ValueError);
  CHECK_THROWS_AS(raw::chunk(x, 0), ValueError);
  CHECK_THROWS_AS(raw::split(x, 1, 2), IndexError);
  CHECK_THROWS_AS(raw::chunk(scalar(1), 1), IndexError);
}
