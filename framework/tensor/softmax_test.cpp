#include "framework/tensor/softmax.h"

#include <cmath>

#include "framework/tensor/detail/test_support.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::for_each_index;
using testing::require_close;
using testing::require_equal;
using testing::value;
using testing::with_threads;

namespace {

/// log(sum of e^x) by index, in float64, with keepdim.
Tensor reference_logsumexp(const Tensor& x, int64_t dim) {
  IntList sizes = x.shape();
  sizes[dim] = 1;
  Tensor out = zeros(sizes, DType::f64);
  double* next = out.data<double>();
  for_each_index(sizes, [&](IntList i) {
    double max = -INFINITY, sum = 0;
    for (i[dim] = 0; i[dim] < x.shape()[dim]; ++i[dim]) max = std::max(max, value(x, i));
    for (i[dim] = 0; i[dim] < x.shape()[dim]; ++i[dim]) sum += std::exp(value(x, i) - max);
    *next++ = x.shape()[dim] == 0 ? -INFINITY : max + std::log(sum);
  });
  return out;
}

Tensor row(std::initializer_list<double> values, DType dtype) {
  return from_values(values, {static_cast<int64_t>(values.size())}, dtype);
}

}  // namespace

TEST_CASE("softmax and its logarithms along any dimension of any views match the reference") {
  Rng rng(151);
  for (int round = 0; round < 300; ++round) {
    const DType dtype = rng.below(2) == 0 ? DType::f32 : DType::f64;
    const Tolerance tolerance{.atol = dtype == DType::f32 ? 4e-6 : 1e-13};
    const auto rank = static_cast<int64_t>(1 + rng.below(3));
    const auto dim = static_cast<int64_t>(rng.below(static_cast<uint64_t>(rank)));
    const Tensor x = testing::random_view(testing::random_shape(rng, rank, 5), rng, dtype);
    CAPTURE(x.shape(), x.strides(), dim);
    const Tensor sum = reference_logsumexp(x, dim);
    const Tensor want = raw::sub(raw::to(x, DType::f64), sum);
    require_close(raw::to(raw::log_softmax(x, dim - rank), DType::f64), want, tolerance);
    require_close(raw::to(raw::softmax(x, dim), DType::f64), raw::exp(want), tolerance);
    CHECK(raw::softmax(x, dim).is_contiguous());
    if (x.shape()[dim] > 0) require_close(raw::to(raw::logsumexp(x, dim, true), DType::f64), sum, tolerance);
    CHECK(raw::logsumexp(x, dim).shape() == raw::sum(x, dim).shape());
  }
}

TEST_CASE("lengths around the block of a sum") {
  const int64_t n = GENERATE(1, 15, 16, 17, 1023, 1024, 1025, 5000);
  Rng rng(152);
  const Tensor x = raw::mul(randn({3, n}, rng), 3);
  const Tensor want = raw::sub(raw::to(x, DType::f64), reference_logsumexp(x, 1));
  require_close(raw::to(raw::log_softmax(x), DType::f64), want, {.atol = 4e-6});
  require_close(raw::to(raw::softmax(x), DType::f64), raw::exp(want), {.rtol = 1e-5});
}

TEST_CASE("elements of 1e4 and -1e4 neither overflow nor lose the difference") {
  const DType dtype = GENERATE(DType::f32, DType::f64);
  for (const double shift : {1e4, -1e4}) {
    const Tensor x = row({shift, shift + 1, shift + 2}, dtype);
    require_close(raw::to(raw::softmax(x), DType::f64),
                  row({0.090030573170, 0.244728471055, 0.665240955775}, DType::f64), {.rtol = 3e-7});
    require_close(raw::to(raw::log_softmax(x), DType::f64),
                  row({-2.407605964444, -1.407605964444, -0.407605964444}, DType::f64), {.rtol = 3e-7});
    CHECK(std::abs(value(raw::logsumexp(x), {}) - (shift + 2.407605964444)) <= (dtype == DType::f32 ? 1e-3 : 1e-11));
  }
  require_equal(raw::softmax(row({-1e4, 1e4}, dtype)), row({0, 1}, dtype));
  require_equal(raw::log_softmax(row({-1e4, 1e4}, dtype)), row({-2e4, 0}, dtype));
}

TEST_CASE("infinities: what is masked gets nothing, what is infinite wins, and no sum is NaN") {
  const DType dtype = GENERATE(DType::f32, DType::f64);
  const auto sum = [&](std::initializer_list<double> values) { return value(raw::logsumexp(row(values, dtype)), {}); };
  CHECK(sum({-INFINITY, -INFINITY}) == -INFINITY);
  CHECK(sum({1, INFINITY, 3}) == INFINITY);
  CHECK(sum({-INFINITY, INFINITY}) == INFINITY);
  CHECK(sum({-INFINITY, 5}) == 5);
  for (const float other : {1.0F, INFINITY, -INFINITY, NAN}) CHECK(std::isnan(sum({other, NAN})));
  require_equal(raw::logsumexp(zeros({2, 0}, dtype)), full({2}, -INFINITY, dtype));
  require_equal(raw::softmax(row({-INFINITY, 3, 3, -INFINITY}, dtype)), row({0, 0.5, 0.5, 0}, dtype));
  CHECK(value(raw::log_softmax(row({-INFINITY, 3}, dtype)), {0}) == -INFINITY);
  CHECK(value(raw::log_softmax(row({-INFINITY, 3}, dtype)), {1}) == 0);
  CHECK(std::isnan(value(raw::softmax(full({2}, -INFINITY, dtype)), {0})));
  CHECK(std::isnan(value(raw::softmax(row({1, NAN}, dtype)), {0})));
  CHECK(std::isnan(value(raw::log_softmax(row({1, INFINITY}, dtype)), {0})));
}

TEST_CASE("rows of a softmax are bitwise the same with any number of threads and wherever they lie") {
  Rng rng(153);
  const Tensor x = randn({300, 257}, rng);
  const auto all = [&] { return raw::cat({raw::softmax(x), raw::log_softmax(x), raw::logsumexp(x, 1, true)}, 1); };
  const Tensor one = with_threads(1, all);
  for (const int threads : {2, 3, 4}) require_equal(with_threads(threads, all), one);
  require_equal(raw::transpose(raw::softmax(raw::contiguous(raw::transpose(x)), 0)), raw::softmax(x));
  require_equal(raw::softmax(raw::select(x, 0, 7)), raw::select(raw::softmax(x), 0, 7));
}

TEST_CASE("softmax refuses what it cannot do") {
  CHECK_THROWS_AS(raw::softmax(zeros({2}, DType::i64)), DTypeError);
  CHECK_THROWS_AS(raw::log_softmax(scalar(1)), IndexError);
  CHECK_THROWS_AS(raw::logsumexp(zeros({2}), 1), IndexError);
  CHECK(raw::softmax(zeros({0, 3})).shape() == Shape{0, 3});
  CHECK(raw::log_softmax(zeros({3, 0})).shape() == Shape{3, 0});
}
