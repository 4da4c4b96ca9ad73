#include "framework/tensor/comparisons.h"

#include <cmath>
#include <functional>

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

struct Question {
  Tensor (*op)(const Tensor&, const Tensor&);
  Tensor (*with_scalar)(const Tensor&, Scalar);
  std::function<bool(double, double)> reference;
};

const std::vector<Question>& comparisons() {
  static const std::vector<Question> all = {
      {raw::equal, raw::equal, std::equal_to<>()},    {raw::not_equal, raw::not_equal, std::not_equal_to<>()},
      {raw::less, raw::less, std::less<>()},          {raw::less_equal, raw::less_equal, std::less_equal<>()},
      {raw::greater, raw::greater, std::greater<>()}, {raw::greater_equal, raw::greater_equal, std::greater_equal<>()}};
  return all;
}

Tensor booleans(std::initializer_list<double> values) {
  return from_values(values, {static_cast<int64_t>(values.size())}, DType::boolean);
}

}  // namespace

TEST_CASE("comparisons of any dtypes and views, broadcast, match the reference") {
  Rng rng(101);
  for (int round = 0; round < 400; ++round) {
    const Question& comparison = comparisons()[rng.below(6)];
    const auto dtype = static_cast<DType>(rng.below(kDTypes - 1));  // the last one is u4x2: no number
    const Shape shape = testing::random_shape(rng, static_cast<int64_t>(rng.below(4)));
    IntList part = shape;
    for (int64_t d = 0; d < part.size(); ++d)
      if (rng.below(3) == 0) part[d] = 1;
    const Tensor a = testing::random_view(shape, rng, dtype), b = testing::random_view(part, rng, dtype);
    const Tensor out = comparison.op(a, b), reversed = comparison.op(b, a);
    REQUIRE(out.shape() == shape);
    REQUIRE(out.dtype() == DType::boolean);
    for_each_index(shape, [&](const IntList& i) {
      REQUIRE(value(out, i) == comparison.reference(value(a, i), broadcast_value(b, i)));
      REQUIRE(value(reversed, i) == comparison.reference(broadcast_value(b, i), value(a, i)));
    });
  }
}

TEST_CASE("a number to compare with adopts the tensor's dtype") {
  for (int i = 0; i < kDTypes - 1; ++i)
    for (const Question& comparison : comparisons()) {
      const Tensor x = from_values({0, 1, 0, 1, 1}, {5}, static_cast<DType>(i));
      require_equal(comparison.with_scalar(x, 1), comparison.op(x, ones({5}, x.dtype())));
    }
  require_equal(raw::less(from_values({-1, 0.25, 2}, {3}), 0.5), booleans({1, 1, 0}));
  CHECK_THROWS_AS(raw::less(zeros({2}, DType::i64), 0.5), DTypeError);
  CHECK_THROWS_AS(raw::equal(zeros({2}, DType::u4x2), zeros({2}, DType::u4x2)), DTypeError);
}

TEST_CASE("NaN is equal to nothing and in no order; large integers compare exactly") {
  const DType dtype = GENERATE(DType::f32, DType::f64);
  const Tensor x = full({2}, NAN, dtype), y = from_values({NAN, INFINITY}, {2}, dtype);
  for (const Question& comparison : comparisons()) {
    const bool unequal = comparison.op == static_cast<Tensor (*)(const Tensor&, const Tensor&)>(raw::not_equal);
    require_equal(comparison.op(x, y), full({2}, unequal, DType::boolean));
  }
  const int64_t big = int64_t{1} << 60;
  CHECK(raw::less(full({}, big, DType::i64), big + 1).item<bool>());
}

TEST_CASE("logic on booleans") {
  const Tensor a = booleans({0, 0, 1, 1}), b = booleans({0, 1, 0, 1});
  require_equal(raw::logical_and(a, b), booleans({0, 0, 0, 1}));
  require_equal(raw::logical_or(a, b), booleans({0, 1, 1, 1}));
  require_equal(raw::logical_not(a), booleans({1, 1, 0, 0}));
  require_equal(raw::logical_or(a, booleans({1})), booleans({1, 1, 1, 1}));
  CHECK_THROWS_AS(raw::logical_not(zeros({2})), DTypeError);
  CHECK_THROWS_AS(raw::logical_and(a, zeros({4})), DTypeError);
}

TEST_CASE("what is NaN and what is finite") {
  const DType dtype = GENERATE(DType::f32, DType::f64);
  const Tensor x = from_values({0, NAN, INFINITY, -INFINITY, 1e38}, {5}, dtype);
  require_equal(raw::is_nan(x), booleans({0, 1, 0, 0, 0}));
  require_equal(raw::is_finite(x), booleans({1, 0, 0, 0, 1}));
  CHECK_THROWS_AS(raw::is_nan(zeros({2}, DType::i64)), DTypeError);
}

TEST_CASE("all_finite finds the one element that is not, wherever it is") {
  const DType dtype = GENERATE(DType::f32, DType::f64);
  const double bad = GENERATE(NAN, INFINITY, -INFINITY);
  const int threads = GENERATE(1, 4);
  testing::with_threads(threads, [&] {
    Tensor x = full({100, 1000}, 1e30, dtype);
    CHECK(raw::all_finite(x));
    for (const int64_t row : {0, 57, 99}) {
      const Tensor place = raw::select(raw::select(x, 0, row), 0, 13);
      raw::fill_(place, bad);
      CHECK_FALSE(raw::all_finite(x));
      CHECK_FALSE(raw::all_finite(raw::transpose(x)));
      CHECK_FALSE(raw::all_finite(raw::slice(x, 1, 13, 14)));
      CHECK(raw::all_finite(raw::slice(x, 1, 14)));
      raw::fill_(place, 0);
    }
    CHECK(raw::all_finite(zeros({0}, dtype)));
    return 0;
  });
  CHECK_THROWS_AS(raw::all_finite(zeros({2}, DType::i64)), DTypeError);
}

TEST_CASE("what does not compare says why") {
  CHECK(message_of([] { raw::less(zeros({2}), zeros({2}, DType::f64)); }) ==
        "[less] dtypes f32 and f64 differ: convert one with raw::to(x, dtype)");
  CHECK_THROWS_AS(raw::equal(zeros({2}), zeros({3})), ShapeError);
}
