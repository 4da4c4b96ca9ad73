#include "framework/tensor/elementwise.h"

#include <cmath>
#include <functional>
#include <limits>
#include <utility>

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

using Binary = Tensor (*)(const Tensor&, const Tensor&);
using Reference = std::function<double(double, double)>;

const std::vector<std::pair<Binary, Reference>>& binaries() {
  static const std::vector<std::pair<Binary, Reference>> all = {
      {raw::add, std::plus<>()},
      {raw::sub, std::minus<>()},
      {raw::mul, std::multiplies<>()},
      {raw::maximum, [](double a, double b) { return std::max(a, b); }},
      {raw::minimum, [](double a, double b) { return std::min(a, b); }},
      {raw::div, std::divides<>()}};
  return all;
}

/// `shape` with some dimensions made 1 and some leading ones dropped.
Shape narrowed(const Shape& shape, Rng& rng) {
  IntList sizes;
  for (auto d = static_cast<int64_t>(rng.below(static_cast<uint64_t>(shape.size()) + 1)); d < shape.size(); ++d)
    sizes.push_back(rng.below(3) == 0 ? 1 : shape[d]);
  return sizes;
}

}  // namespace

TEST_CASE("two views of any shape combine as the float64 reference does") {
  Rng rng(31);
  for (int round = 0; round < 400; ++round) {
    const auto [op, reference] = binaries()[rng.below(6)];
    const DType all[] = {DType::f64, DType::f32, DType::f16, DType::bf16, DType::i64};
    const DType dtype = all[rng.below(op == binaries()[5].first ? 4 : 5)];
    const Shape shape = testing::random_shape(rng, static_cast<int64_t>(rng.below(5)));
    const Tensor a = testing::random_view(narrowed(shape, rng), rng, dtype);
    const Tensor b = testing::random_view(narrowed(shape, rng), rng, dtype);
    const Tensor out = op(a, b);
    CAPTURE(a.shape(), a.strides(), b.shape(), b.strides(), dtype);
    REQUIRE(out.shape() == broadcast_shapes("test", a.shape(), b.shape()));
    REQUIRE(out.is_contiguous());
    for_each_index(out.shape(), [&](const IntList& i) {
      const double want = reference(testing::broadcast_value(a, i), testing::broadcast_value(b, i));
      // also for f16 and bf16: of one operation on so few bits, rounding to f32 first changes nothing
      REQUIRE(value(out, i) == (dtype == DType::i64 ? want : testing::rounded(want, dtype)));
    });
  }
}

TEST_CASE("rows around the vector width are right for every kind of broadcast") {
  const int64_t n = GENERATE(0, 1, 31, 32, 33, 1000);
  const int threads = GENERATE(1, 3);
  Rng rng(32);
  const Tensor x = randn({3, n}, rng), row = randn({n}, rng), column = randn({3, 1}, rng);
  testing::with_threads(threads, [&] {
    for (const Tensor& y : {x, row, column}) {
      const Tensor left = raw::sub(x, y), right = raw::sub(y, x);
      for_each_index(x.shape(), [&](const IntList& i) {
        const auto want = static_cast<float>(value(x, i) - testing::broadcast_value(y, i));
        REQUIRE(value(left, i) == want);
        REQUIRE(value(right, i) == -want);
      });
    }
    return 0;
  });
}

TEST_CASE("large tensors are cut among threads without a seam") {
  const Tensor x = raw::reshape(arange(300000), {300, 1000});
  const Tensor y = testing::with_threads(3, [&] { return raw::add(x, raw::slice(x, 0, 7, 8)); });
  for (int64_t i = 0; i < 300; ++i)
    for (int64_t j = 0; j < 1000; ++j)
      if (y.data<int64_t>()[i * 1000 + j] != i * 1000 + j + 7000 + j) FAIL("at " << i << "," << j);
}

TEST_CASE("functions of one tensor match the reference on any view") {
  using Unary = Tensor (*)(const Tensor&);
  const std::vector<std::pair<Unary, double (*)(double)>> unaries = {{raw::neg, [](double v) { return -v; }},
                                                                     {raw::abs, std::fabs},
                                                                     {raw::exp, std::exp},
                                                                     {raw::log, std::log},
                                                                     {raw::sqrt, std::sqrt},
                                                                     {raw::tanh, std::tanh}};
  Rng rng(33);
  for (int round = 0; round < 120; ++round) {
    const auto [op, reference] = unaries[rng.below(unaries.size())];
    const std::pair<DType, double> all[] = {
        {DType::f32, 2e-7}, {DType::f64, 1e-15}, {DType::f16, 0x1.01p-11}, {DType::bf16, 0x1.01p-8}};
    const auto [dtype, tolerance] = all[rng.below(4)];
    const Tensor x = testing::random_view(testing::random_shape(rng, static_cast<int64_t>(rng.below(4))), rng, dtype);
    const Tensor out = op(x);
    for_each_index(x.shape(), [&](const IntList& i) {
      const double want = reference(value(x, i)), got = value(out, i);
      const bool same = got == testing::rounded(want, dtype) || (std::isnan(want) && std::isnan(got));
      REQUIRE((same || std::abs(got - want) <= tolerance * std::abs(want)));
    });
  }
  require_equal(raw::neg(from_values({1, -2}, {2}, DType::i64)), from_values({-1, 2}, {2}, DType::i64));
  require_equal(raw::abs(from_values({1, -2}, {2}, DType::i64)), from_values({1, 2}, {2}, DType::i64));
}

TEST_CASE("scalars adopt the tensor's dtype on either side") {
  const Tensor x = from_values({1, 2, 4}, {3});
  require_equal(raw::add(x, 1), from_values({2, 3, 5}, {3}));
  require_equal(raw::sub(x, 0.5), from_values({0.5, 1.5, 3.5}, {3}));
  require_equal(raw::sub(8, x), from_values({7, 6, 4}, {3}));
  require_equal(raw::mul(x, -2), from_values({-2, -4, -8}, {3}));
  require_equal(raw::div(x, 4), from_values({0.25, 0.5, 1}, {3}));
  require_equal(raw::div(1, x), from_values({1, 0.5, 0.25}, {3}));
  require_equal(raw::maximum(x, 3), from_values({3, 3, 4}, {3}));
  require_equal(raw::minimum(x, 3), from_values({1, 2, 3}, {3}));
  require_equal(raw::add(arange(2), 1), from_values({1, 2}, {2}, DType::i64));
  CHECK(raw::add(scalar(1), 1).shape() == Shape{});
  CHECK_THROWS_AS(raw::mul(arange(2), 0.5), DTypeError);
}

TEST_CASE("dtypes do not mix, and storage types do not compute") {
  CHECK(message_of([] { raw::add(zeros({1}), arange(1)); }) ==
        "[add] dtypes f32 and i64 differ: convert one with raw::to(x, dtype)");
  CHECK(message_of([] { raw::exp(arange(1)); }) ==
        text("[exp] has no kernel for i64 on ", context().device,
             "; it has f32, f64, f16, bf16: convert with raw::to(x, dtype)"));
  for (const DType dtype :
       {DType::i32, DType::u8, DType::boolean, DType::i8, DType::f8e4m3, DType::f8e5m2, DType::u4x2}) {
    CHECK_THROWS_AS(raw::add(ones({1}, dtype), ones({1}, dtype)), DTypeError);
    CHECK_THROWS_AS(raw::add(ones({1}, dtype), 1), DTypeError);
    CHECK_THROWS_AS(raw::neg(ones({1}, dtype)), DTypeError);
  }
  CHECK_THROWS_AS(raw::div(arange(1), arange(1)), DTypeError);
}

TEST_CASE("a number adopts f16 and bf16 by rounding to it before it computes") {
  const Tensor x = ones({1}, DType::bf16);
  CHECK(testing::value(raw::add(x, 0.1), {0}) == testing::rounded(1 + testing::rounded(0.1, DType::bf16), DType::bf16));
  CHECK(std::isinf(testing::value(raw::mul(ones({1}, DType::f16), 70000), {0})));
}

TEST_CASE("integers wrap around") {
  const Tensor top = full({1}, INT64_MAX, DType::i64), bottom = full({1}, INT64_MIN, DType::i64);
  CHECK(raw::add(top, 1).item<int64_t>() == INT64_MIN);
  CHECK(raw::sub(bottom, 1).item<int64_t>() == INT64_MAX);
  CHECK(raw::mul(top, 2).item<int64_t>() == -2);
  CHECK(raw::neg(bottom).item<int64_t>() == INT64_MIN);
  CHECK(raw::abs(bottom).item<int64_t>() == INT64_MIN);
}

TEST_CASE("NaN wins every maximum and minimum") {
  const Tensor x = from_vector(std::vector<float>{NAN, 1, NAN}), y = from_vector(std::vector<float>{1, NAN, NAN});
  for (const Tensor& out : {raw::maximum(x, y), raw::minimum(x, y)})
    for (const float v : to_vector<float>(out)) CHECK(std::isnan(v));
}

TEST_CASE("add_out writes where it is told, over its own inputs too") {
  Tensor x = arange(6);
  raw::add_out(x, x, x);
  CHECK(to_vector<int64_t>(x) == std::vector<int64_t>{0, 2, 4, 6, 8, 10});
  raw::add_out(raw::slice(x, 0, 1), raw::slice(x, 0, 0, 5), full({1}, 1, DType::i64));  // overlapping, shifted by one
  CHECK(to_vector<int64_t>(x) == std::vector<int64_t>{0, 1, 3, 5, 7, 9});
  CHECK(message_of([&] { raw::add_out(x, arange(5), arange(5)); }) == "[add_out] the output must be (5), got (6)");
  CHECK_THROWS_AS(raw::add_out(x, zeros({6}), zeros({6})), DTypeError);
}
