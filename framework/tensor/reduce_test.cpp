#include "framework/tensor/reduce.h"

#include <cmath>
#include <limits>

#include "framework/tensor/detail/test_support.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::for_each_index;
using testing::message_of;
using testing::require_equal;
using testing::value;
using testing::with_threads;

namespace {

/// The index of the result that element `index` belongs to.
IntList kept_index(const IntList& index, const Shape& kept) {
  IntList own = index;
  for (int64_t d = 0; d < index.size(); ++d)
    if (kept[d] == 1) own[d] = 0;
  return own;
}

/// Sum, max and min by index, in float64, with keepdim.
struct Reference {
  Tensor sum, max, min;
  Reference(const Tensor& x, const Shape& kept)
      : sum(zeros(kept, DType::f64)), max(full(kept, -INFINITY, DType::f64)), min(full(kept, INFINITY, DType::f64)) {
    for_each_index(x.shape(), [&](const IntList& i) {
      int64_t at = 0;
      const IntList own = kept_index(i, kept);
      for (int64_t d = 0; d < own.size(); ++d) at += own[d] * sum.strides()[d];
      const double v = value(x, i);
      sum.data<double>()[at] += v;
      max.data<double>()[at] = std::max(max.data<double>()[at], v);
      min.data<double>()[at] = std::min(min.data<double>()[at], v);
    });
  }
};

IntList random_dims(Rng& rng, int64_t rank) {
  IntList dims;
  for (int64_t d = 0; d < rank; ++d)
    if (rng.below(2) == 0) dims.push_back(rng.below(2) == 0 ? d : d - rank);
  return dims;
}

}  // namespace

TEST_CASE("reductions of any view over any dimensions match the reference") {
  Rng rng(41);
  for (int round = 0; round < 400; ++round) {
    const std::pair<DType, double> all[] = {
        {DType::f32, 1e-6}, {DType::f64, 1e-6}, {DType::i64, 0}, {DType::f16, 0x1p-11}, {DType::bf16, 0x1p-8}};
    const auto [dtype, rtol] = all[rng.below(5)];
    const auto rank = static_cast<int64_t>(rng.below(5));
    const Tensor x = testing::random_view(testing::random_shape(rng, rank, round % 4 == 0 ? 12 : 4), rng, dtype);
    const IntList list = random_dims(rng, rank);
    const Dims dims = list.empty() ? Dims() : Dims(list);
    const Reference want(x, dims.keep("test", x.shape()));
    CAPTURE(x.shape(), x.strides(), list, dtype);
    const Tensor sum = raw::sum(x, dims, true);
    testing::require_close(raw::to(sum, DType::f64), want.sum, {.atol = 1e-5, .rtol = rtol});
    REQUIRE(raw::sum(x, dims).shape() == dims.drop("test", x.shape()));
    if (x.numel() == 0) continue;
    require_equal(raw::to(raw::max(x, dims, true), DType::f64), want.max);
    require_equal(raw::to(raw::min(x, dims, true), DType::f64), want.min);
  }
}

TEST_CASE("sums around lane and block sizes are right along rows and columns") {
  const int64_t n = GENERATE(0, 1, 15, 16, 17, 31, 32, 33, 1023, 1024, 1025, 5000);
  const int64_t other = GENERATE(1, 7, 64, 65);
  CAPTURE(n, other);
  Rng rng(42);
  const Tensor x = randn({n, other}, rng);
  const Reference want(x, {1, other});
  const Tensor columns = raw::sum(x, 0, true), rows = raw::sum(raw::clone(raw::transpose(x)), 1);
  testing::require_close(raw::to(columns, DType::f64), want.sum, {.atol = 1e-7, .rtol = 1e-7});
  require_equal(raw::reshape(rows, {1, other}), columns);  // bitwise: the order does not depend on strides
}

TEST_CASE("sums are bitwise the same with 1, 2 and 3 threads, whatever the strides") {
  Rng rng(43);
  const Tensor x = randn({70, 3, 1111}, rng);
  const std::vector<Dims> all = {{}, 0, 1, 2, {0, 1}, {0, 2}, {1, 2}};
  for (const Dims& dims : all) {
    const Tensor one = with_threads(1, [&] { return raw::sum(x, dims); });
    for (const int threads : {2, 3}) require_equal(with_threads(threads, [&] { return raw::sum(x, dims); }), one);
    const Tensor scattered =
        raw::slice(raw::permute(raw::clone(raw::permute(raw::cat({x, x}, 1), {2, 1, 0})), {2, 1, 0}), 1, 0, 3);
    require_equal(raw::sum(scattered, dims), one);
  }
}

TEST_CASE("a float sum keeps the bound that its header states") {
  Rng rng(44);
  const int64_t n = 1 << 20;
  const Tensor x = raw::sub(raw::mul(rand({n}, rng), 2e4), 1e4);
  long double exact = 0, absolute = 0;
  for (const float v : to_vector<float>(x)) {
    exact += static_cast<long double>(v);
    absolute += std::abs(static_cast<long double>(v));
  }
  const auto bound = static_cast<double>((68 + 10) * 0x1p-53L * absolute + 0x1p-24L * std::abs(exact));
  CHECK(std::abs(static_cast<double>(raw::sum(x).item<float>() - exact)) <= bound);
  CHECK(raw::sum(full({1 << 25}, 1)).item<float>() == 0x1p25F);  // adding in f32 would stop at 2^24
}

TEST_CASE("reductions of nothing: a sum is 0, the rest is an error that says so") {
  CHECK(raw::sum(zeros({0})).item<float>() == 0);
  require_equal(raw::sum(zeros({2, 0}), 1), zeros({2}));
  CHECK(raw::sum(zeros({2, 0}), 0).shape() == Shape{0});
  CHECK(raw::max(zeros({2, 0}), 0).shape() == Shape{0});
  CHECK(message_of([] {
          raw::max(zeros({2, 0}), 1);
        }) == "[max] of no elements is not defined: (2,0) reduced to (2,1)");
  CHECK_THROWS_AS(raw::min(zeros({0})), ValueError);
  CHECK_THROWS_AS(raw::mean(zeros({0, 3}), 0), ValueError);
}

TEST_CASE("scalars, single dimensions and keepdim have the shapes of NumPy") {
  CHECK(raw::sum(scalar(3)).item<float>() == 3);
  CHECK(raw::max(scalar(-3)).item<float>() == -3);
  const Tensor x = ones({2, 3, 4});
  CHECK(raw::sum(x).shape() == Shape{});
  CHECK(raw::sum(x, {}, true).shape() == Shape{1, 1, 1});
  CHECK(raw::sum(x, -1).shape() == Shape{2, 3});
  CHECK(raw::sum(x, {0, 2}).shape() == Shape{3});
  CHECK(raw::sum(x, {0, -1}, true).shape() == Shape{1, 3, 1});
  CHECK(raw::sum(x, Dims(IntList{})).shape() == Shape{2, 3, 4});
  CHECK_THROWS_AS(raw::sum(x, 3), IndexError);
  CHECK_THROWS_AS(raw::sum(scalar(1), 0), IndexError);
  CHECK(message_of([&] { raw::sum(x, {2, -1}); }) == "[sum] dimension 2 occurs twice in (2,-1)");
}

TEST_CASE("the mean is the sum over the count") {
  require_equal(raw::mean(from_values({1, 2, 3, 4, 5, 6}, {2, 3}), 1), from_values({2, 5}, {2}));
  CHECK(raw::mean(from_values({1, 2}, {2}, DType::f64)).item<double>() == 1.5);
  CHECK_THROWS_AS(raw::mean(arange(3)), DTypeError);
}

TEST_CASE("f16 and bf16 reduce without rounding on the way") {
  for (const DType dtype : {DType::f16, DType::bf16}) {
    CHECK(testing::value(raw::sum(full({4096}, 1.0 / 1024, dtype)), {}) == 4);  // adding in bf16 would stop at 1/4
    CHECK(testing::value(raw::mean(full({100, 1000}, 3, dtype)), {}) == 3);     // the sum is beyond f16
    Tensor tie = full({3}, 0x1p-20, dtype);
    raw::fill_(raw::select(tie, 0, 0), 1);
    raw::fill_(raw::select(tie, 0, 1), dtype == DType::f16 ? 0x1p-11 : 0x1p-8);
    CHECK(testing::value(raw::sum(tie), {}) == (dtype == DType::f16 ? 1 + 0x1p-10 : 1 + 0x1p-7));  // just above the tie
    CHECK(testing::value(raw::max(tie), {}) == 1);
    CHECK(testing::value(raw::min(tie), {}) == 0x1p-20);
  }
  CHECK(std::isinf(testing::value(raw::sum(full({2}, 65504, DType::f16)), {})));
}

TEST_CASE("max and min see infinities, extremes of integers and NaN") {
  const Tensor x = from_vector(std::vector<float>{-INFINITY, -INFINITY});
  CHECK(raw::max(x).item<float>() == -INFINITY);
  CHECK(raw::min(full({2}, INT64_MAX, DType::i64)).item<int64_t>() == INT64_MAX);
  for (int64_t i = 0; i < 40; ++i) {
    Tensor y = zeros({40});
    y.at<float>(i) = NAN;
    REQUIRE(std::isnan(raw::max(y).item<float>()));
    REQUIRE(std::isnan(raw::min(y).item<float>()));
    REQUIRE(std::isnan(raw::sum(y).item<float>()));
  }
}

TEST_CASE("integer sums are exact and wrap; storage types are refused") {
  CHECK(raw::sum(arange(100000)).item<int64_t>() == 4999950000);
  CHECK(raw::sum(full({2}, INT64_MAX, DType::i64)).item<int64_t>() == -2);
  CHECK_THROWS_AS(raw::sum(ones({2}, DType::boolean)), DTypeError);
}

TEST_CASE("sum_out writes into any view") {
  const Tensor out = full({2, 2}, 9);
  raw::sum_out(raw::select(out, 1, 0), ones({2, 5}), 1);
  require_equal(out, from_values({5, 9, 5, 9}, {2, 2}));
  raw::sum_out(raw::slice(out, 0, 0, 1), ones({4, 2}), 0, true);
  require_equal(out, from_values({4, 4, 5, 9}, {2, 2}));
  CHECK_THROWS_AS(raw::sum_out(out, ones({2, 5}), 1), ShapeError);
  CHECK_THROWS_AS(raw::sum_out(zeros({2}, DType::f64), ones({2, 5}), 1), DTypeError);
}
