#include "framework/tensor/where.h"

#include <cmath>

#include "framework/tensor/detail/test_support.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::broadcast_value;
using testing::for_each_index;
using testing::message_of;
using testing::require_equal;
using testing::value;

namespace {
Tensor mask(std::initializer_list<double> values, const Shape& shape) {
  return from_values(values, shape, DType::boolean);
}
}  // namespace

TEST_CASE("where of any dtypes and views, all three broadcast, matches the reference") {
  Rng rng(111);
  for (int round = 0; round < 300; ++round) {
    const auto dtype = static_cast<DType>(rng.below(kDTypes));
    const Shape shape = testing::random_shape(rng, static_cast<int64_t>(rng.below(4)));
    const auto operand = [&](DType its_dtype) {
      IntList sizes;
      for (auto d = static_cast<int64_t>(rng.below(2)) * (shape.size() > 0); d < shape.size(); ++d)
        sizes.push_back(rng.below(3) == 0 ? 1 : shape[d]);
      return testing::random_view(sizes, rng, its_dtype);
    };
    const Tensor condition = testing::random_view(shape, rng, DType::boolean), a = operand(dtype), b = operand(dtype);
    const Tensor out = raw::where(condition, a, b);
    REQUIRE(out.shape() == shape);
    REQUIRE(out.dtype() == dtype);
    for_each_index(shape, [&](const IntList& i) {
      REQUIRE(value(out, i) == broadcast_value(value(condition, i) != 0 ? a : b, i));
    });
  }
}

TEST_CASE("each form of a row: both vary, either is one number, in contiguous memory") {
  const Tensor condition = mask({1, 0, 0, 1, 1}, {5}), a = from_values({1, 2, 3, 4, 5}, {5}), b = raw::neg(a);
  require_equal(raw::where(condition, a, b), from_values({1, -2, -3, 4, 5}, {5}));
  require_equal(raw::where(condition, scalar(9), b), from_values({9, -2, -3, 9, 9}, {5}));
  require_equal(raw::where(condition, a, scalar(9)), from_values({1, 9, 9, 4, 5}, {5}));
  require_equal(raw::where(mask({1}, {1}), a, b), a);
}

TEST_CASE("what is not chosen has no influence") {
  const Tensor nan = full({2}, NAN);
  require_equal(raw::where(mask({0, 0}, {2}), nan, ones({2})), ones({2}));
  require_equal(raw::where(mask({1, 1}, {2}), ones({2}), nan), ones({2}));
}

TEST_CASE("masked_fill puts a number where the mask holds, and leaves x as it was") {
  const Tensor scores = from_values({1, 2, 3, 4}, {2, 2}), future = mask({0, 1, 0, 0}, {2, 2});
  require_equal(raw::masked_fill(scores, future, -INFINITY), from_values({1, -INFINITY, 3, 4}, {2, 2}));
  require_equal(raw::masked_fill(scores, mask({0, 1}, {2}), 0), from_values({1, 0, 3, 0}, {2, 2}));
  CHECK(scores.version() == 0);
  require_equal(raw::masked_fill(zeros({2}, DType::u8), mask({0, 1}, {2}), 255), from_values({0, 255}, {2}, DType::u8));
}

TEST_CASE("what does not fit says why") {
  const Tensor x = zeros({2});
  CHECK(message_of([&] { raw::where(x, x, x); }) ==
        "[where] the condition must be bool, got f32: compare first, as in raw::not_equal(x, 0)");
  CHECK(message_of([&] {
          raw::masked_fill(x, mask({0, 1, 0}, {3, 1}), 0);
        }) == "[masked_fill] mask (3,1) does not expand to x (2)");
  CHECK_THROWS_AS(raw::where(mask({0, 1}, {2}), x, zeros({2}, DType::f64)), DTypeError);
  CHECK_THROWS_AS(raw::where(mask({0, 1, 1}, {3}), x, x), ShapeError);
  CHECK_THROWS_AS(raw::masked_fill(x, x, 0), DTypeError);
  CHECK_THROWS_AS(raw::masked_fill(zeros({2}, DType::u8), mask({0, 1}, {2}), 256), DTypeError);
}
