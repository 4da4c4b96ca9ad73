#include "framework/tensor/indexing.h"

#include "framework/tensor/detail/test_support.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::for_each_index;
using testing::message_of;
using testing::require_equal;
using testing::value;

TEST_CASE("gather picks along one dimension") {
  const Tensor x = from_values({1, 2, 3, 4, 5, 6}, {2, 3});
  require_equal(raw::gather(x, 1, from_values({2, 0}, {2, 1}, DType::i64)), from_values({3, 4}, {2, 1}));
  require_equal(raw::gather(x, 0, from_values({1, 0, 1}, {1, 3}, DType::i64)), from_values({4, 2, 6}, {1, 3}));
  CHECK(raw::gather(x, 1, zeros({2, 0}, DType::i64)).shape() == Shape{2, 0});
}

TEST_CASE("gather of any views and dtypes matches the reference") {
  Rng rng(61);
  for (int round = 0; round < 200; ++round) {
    const auto rank = static_cast<int64_t>(1 + rng.below(3));
    const auto dim = static_cast<int64_t>(rng.below(static_cast<uint64_t>(rank)));
    const auto dtype = static_cast<DType>(rng.below(kDTypes));
    IntList sizes, index_sizes;
    for (int64_t d = 0; d < rank; ++d) {
      sizes.push_back(static_cast<int64_t>(1 + rng.below(4)));
      index_sizes.push_back(static_cast<int64_t>(rng.below(static_cast<uint64_t>(sizes[d]) + 1)));
    }
    index_sizes[dim] = static_cast<int64_t>(rng.below(6));
    const Tensor x = testing::random_view(sizes, rng, dtype);
    const Tensor index = testing::random_view(index_sizes, rng, DType::i64);
    for_each_index(index_sizes, [&](const IntList& i) {
      int64_t at = 0;
      for (int64_t d = 0; d < rank; ++d) at += i[d] * index.strides()[d];
      Tensor(index).data<int64_t>()[at] = static_cast<int64_t>(rng.below(static_cast<uint64_t>(sizes[dim])));
    });
    const Tensor out = raw::gather(x, dim - rank, index);
    REQUIRE(out.shape() == index.shape());
    for_each_index(out.shape(), [&](const IntList& i) {
      IntList from = i;
      from[dim] = static_cast<int64_t>(value(index, i));
      REQUIRE(value(out, i) == value(x, from));
    });
  }
}

TEST_CASE("gather refuses what lies outside") {
  const Tensor x = zeros({2, 3});
  CHECK(message_of([&] {
          raw::gather(x, 1, full({2, 1}, 3, DType::i64));
        }) == "[gather] index 3 is out of range for dimension 1 of shape (2,3): use 0 to 2");
  CHECK_THROWS_AS(raw::gather(x, 1, full({2, 1}, -1, DType::i64)), IndexError);
  CHECK_THROWS_AS(raw::gather(x, 2, zeros({2, 1}, DType::i64)), IndexError);
  CHECK_THROWS_AS(raw::gather(x, 1, zeros({3, 1}, DType::i64)), ShapeError);
  CHECK_THROWS_AS(raw::gather(x, 1, zeros({2}, DType::i64)), ShapeError);
  CHECK_THROWS_AS(raw::gather(x, 1, zeros({2, 1})), DTypeError);
  CHECK_THROWS_AS(raw::gather(zeros({2, 0}), 1, zeros({2, 1}, DType::i64)), IndexError);
}

TEST_CASE("an index error on another thread reaches the caller") {
  Tensor index = zeros({200000}, DType::i64);
  index.at<int64_t>(199999) = 5;
  CHECK_THROWS_AS(testing::with_threads(3, [&] { return raw::gather(zeros({5}), 0, index); }), IndexError);
}

TEST_CASE("cat puts tensors one after another along any dimension") {
  const Tensor a = from_values({1, 2, 3, 4}, {2, 2}), b = from_values({5, 6}, {2, 1});
  require_equal(raw::cat({a, b}, 1), from_values({1, 2, 5, 3, 4, 6}, {2, 3}));
  require_equal(raw::cat({a, raw::transpose(b)}), from_values({1, 2, 3, 4, 5, 6}, {3, 2}));
  require_equal(raw::cat({a, zeros({2, 0})}, -1), a);
  require_equal(raw::cat(std::vector<Tensor>{a}, 0), a);
  CHECK(raw::cat({ones({1}, DType::boolean), zeros({1}, DType::boolean)}).dtype() == DType::boolean);
  CHECK(message_of([&] { raw::cat({a, b}, 0); }) == "[cat] shapes (2,2) and (2,1) differ outside dimension 0");
  CHECK_THROWS_AS(raw::cat(std::vector<Tensor>{}), ValueError);
  CHECK_THROWS_AS(raw::cat({a, scalar(1)}), ShapeError);
  CHECK_THROWS_AS(raw::cat({scalar(1), scalar(1)}), IndexError);
  CHECK_THROWS_AS(raw::cat({a, raw::to(a, DType::f64)}), DTypeError);
}
