#include "framework/tensor/functions.h"

#include <cmath>
#include <functional>

#include "framework/tensor/detail/test_support.h"
#include "framework/testing/compare.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::for_each_index;
using testing::require_equal;
using testing::value;

namespace {

struct Function {
  Tensor (*op)(const Tensor&);
  std::function<double(double)> reference;
};

void check_power(const Tensor& x, double p) {
  const Tensor out = raw::pow(x, p);
  CAPTURE(p, x.shape(), x.strides());
  for_each_index(x.shape(), [&](const IntList& i) {
    const double want = std::pow(value(x, i), p);
    REQUIRE(std::abs(value(out, i) - want) <= 1e-5 * std::abs(want));
  });
}

}  // namespace

TEST_CASE("functions of any views match the C library's in float64") {
  const std::vector<Function> functions = {{raw::sin, [](double x) { return std::sin(x); }},
                                           {raw::cos, [](double x) { return std::cos(x); }},
                                           {raw::rsqrt, [](double x) { return 1 / std::sqrt(x); }},
                                           {raw::sigmoid, [](double x) { return 1 / (1 + std::exp(-x)); }},
                                           {raw::erf, [](double x) { return std::erf(x); }}};
  Rng rng(161);
  for (int round = 0; round < 200; ++round) {
    const Function& function = functions[rng.below(functions.size())];
    const DType dtype = rng.below(2) == 0 ? DType::f32 : DType::f64;
    Tensor x = testing::random_view(testing::random_shape(rng, static_cast<int64_t>(rng.below(4))), rng, dtype);
    if (function.op == raw::rsqrt) x = raw::abs(x);
    const Tensor out = function.op(x);
    REQUIRE(out.shape() == x.shape());
    REQUIRE(out.dtype() == dtype);
    for_each_index(x.shape(), [&](const IntList& i) {
      const double want = function.reference(value(x, i));
      REQUIRE(std::abs(value(out, i) - want) <= (dtype == DType::f32 ? 1e-6 : 1e-14) * std::max(1.0, std::abs(want)));
    });
  }
}

TEST_CASE("the ends of the functions") {
  const DType dtype = GENERATE(DType::f32, DType::f64);
  const Tensor ends = from_values({-1e4, 0, 1e4, INFINITY, -INFINITY}, {5}, dtype);
  require_equal(raw::sigmoid(ends), from_values({0, 0.5, 1, 1, 0}, {5}, dtype));
  require_equal(raw::erf(ends), from_values({-1, 0, 1, 1, -1}, {5}, dtype));
  const Tensor roots = raw::rsqrt(from_values({4, 0, INFINITY, -1}, {4}, dtype));
  require_equal(raw::slice(roots, 0, 0, 3), from_values({0.5, INFINITY, 0}, {3}, dtype));
  CHECK(std::isnan(value(roots, {3})));
}

TEST_CASE("powers of views, whole and broken") {
  const DType dtype = GENERATE(DType::f32, DType::f64);
  Rng rng(162);
  for (const double p : {-2.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0}) {
    check_power(raw::add(raw::abs(testing::random_view({3, 4}, rng, dtype)), 0.25), p);
    check_power(raw::transpose(raw::add(raw::abs(randn({3, 4}, rng, dtype)), 0.25)), p);
  }
  CHECK(raw::pow(from_values({-3}, {1}), 3).at<float>(0) == -27);
  CHECK(raw::pow(from_values({-3}, {1}), 2).at<float>(0) == 9);
  CHECK(std::isnan(raw::pow(from_values({-3}, {1}), 0.5).at<float>(0)));
  CHECK(raw::pow(zeros({0, 2}), 3).shape() == Shape{0, 2});
}

TEST_CASE("integers have no such functions") {
  CHECK_THROWS_AS(raw::sin(zeros({2}, DType::i64)), DTypeError);
  CHECK_THROWS_AS(raw::pow(zeros({2}, DType::i64), 2), DTypeError);
}
