#include "framework/tensor/matmul.h"

#include <cmath>

#include "framework/tensor/detail/test_support.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::for_each_index;
using testing::message_of;
using testing::require_close;
using testing::require_equal;

namespace {

/// By index, in float64; operands of rank 2 and more.
Tensor reference(const Tensor& a, const Tensor& b, const Shape& shape) {
  Tensor out = zeros(shape, DType::f64, Device::cpu);
  double* next = out.data<double>();
  for_each_index(shape, [&](const IntList& i) {
    IntList left = i, right = i;
    for (int64_t k = 0; k < a.size(-1); ++k) {
      left[shape.size() - 1] = k;
      right[shape.size() - 2] = k;
      // sizes of 1 that are not broadcast need index 0 anyway, so broadcast_value is right for rows and columns too
      *next += testing::broadcast_value(a, left) * testing::broadcast_value(b, right);
    }
    ++next;
  });
  return out;
}

void check(const Tensor& a, const Tensor& b) {
  CAPTURE(a.shape(), a.strides(), b.shape(), b.strides(), a.dtype());
  const Tensor got = raw::matmul(a, b);
  const Tensor want = reference(raw::to(a, Device::cpu), raw::to(b, Device::cpu), got.shape());
  REQUIRE(got.size(-2) == a.size(-2));
  REQUIRE(got.size(-1) == b.size(-1));
  const bool exact = a.dtype() == DType::f64 || a.dtype() == DType::i64;
  const double rtol = a.dtype() == DType::f16 ? 0x1.01p-11 : (a.dtype() == DType::bf16 ? 0x1.01p-8 : 1e-5);
  require_close(raw::to(got, DType::f64), want, {.atol = exact ? 1e-10 : 1e-3, .rtol = rtol});
}

}  // namespace

TEST_CASE("a worked product") {
  const Tensor a = from_values({1, 2, 3, 4, 5, 6}, {2, 3}), b = from_values({1, 0, 0, 1, 1, 1}, {3, 2});
  require_equal(raw::matmul(a, b), from_values({4, 5, 10, 11}, {2, 2}));
}

TEST_CASE("products of any views with any broadcast batch match the reference") {
  Rng rng(51);
  for (int round = 0; round < 300; ++round) {
    const DType dtype = std::vector{DType::f32, DType::f64, DType::i64, DType::f16, DType::bf16}[rng.below(5)];
    const auto size = [&] { return static_cast<int64_t>(rng.below(6)); };
    const int64_t M = size(), K = size(), N = size();
    const Shape batch = testing::random_shape(rng, static_cast<int64_t>(rng.below(3)), 3);
    const auto operand = [&](int64_t rows, int64_t columns) {
      IntList sizes;
      for (auto d = static_cast<int64_t>(rng.below(static_cast<uint64_t>(batch.size()) + 1)); d < batch.size(); ++d)
        sizes.push_back(rng.below(3) == 0 ? 1 : batch[d]);
      sizes.push_back(rows);
      sizes.push_back(columns);
      return testing::random_view(sizes, rng, dtype);
    };
    check(operand(M, K), operand(K, N));
  }
}

TEST_CASE("sizes around the kernels' edges, plain and transposed") {
  const int64_t n = GENERATE(1, 31, 32, 33, 100);
  const DType dtype = GENERATE(DType::f32, DType::f64, DType::i64, DType::f16, DType::bf16);
  Rng rng(52);
  const Tensor a = raw::to(raw::mul(randn({n, n + 1}, rng, DType::f64), 3), dtype);
  const Tensor b = raw::to(raw::mul(randn({n + 1, n}, rng, DType::f64), 3), dtype);
  check(a, b);
  check(raw::transpose(a), raw::transpose(b));
  check(raw::expand(raw::slice(a, 0, 0, 1), {5, n + 1}), b);  // rows that share memory
}

TEST_CASE("f16 and bf16 add up in f32 and round once") {
  for (const DType dtype : {DType::f16, DType::bf16}) {
    const Tensor a = full({1, 4096}, 1.0 / 64, dtype), b = full({4096, 1}, 1.0 / 64, dtype);
    CHECK(testing::value(raw::matmul(a, b), {0, 0}) == 1);
    CHECK(raw::matmul(a, b).dtype() == dtype);
  }
}

TEST_CASE("vectors are rows on the left and columns on the right") {
  const Tensor m = from_values({1, 2, 3, 4, 5, 6}, {2, 3}), v = from_values({1, 1, 2}, {3}),
               w = from_values({1, 2}, {2});
  require_equal(raw::matmul(m, v), from_values({9, 21}, {2}));
  require_equal(raw::matmul(w, m), from_values({9, 12, 15}, {3}));
  require_equal(raw::matmul(v, v), scalar(6));
  CHECK(raw::matmul(zeros({4, 2, 3}), v).shape() == Shape{4, 2});
  CHECK(raw::matmul(w, zeros({4, 2, 3})).shape() == Shape{4, 3});
}

TEST_CASE("both operands of a batch may be broadcast, transposed, cut from larger ones") {
  Rng rng(54);
  const DType dtype = GENERATE(DType::f32, DType::f64);
  const Tensor a = randn({3, 1, 2, 5}, rng, dtype), b = randn({4, 5, 6}, rng, dtype);
  check(a, b);  // (3,4,2,6)
  check(raw::transpose(randn({3, 1, 5, 2}, rng, dtype)), raw::transpose(randn({4, 6, 5}, rng, dtype)));
  check(raw::expand(a, {3, 4, 2, 5}), raw::expand(b, {3, 4, 5, 6}));                    // strides of 0
  check(raw::slice(randn({3, 4, 4, 5}, rng, dtype), 2, 1, 3), raw::slice(b, 2, 1, 5));  // gaps between rows
  check(raw::permute(randn({2, 3, 4, 5}, rng, dtype), {1, 2, 0, 3}),
        raw::permute(randn({5, 4, 6}, rng, dtype), {1, 0, 2}));
  CHECK(raw::matmul(zeros({3, 0, 2, 5}, dtype), zeros({1, 5, 6}, dtype)).shape() == Shape{3, 0, 2, 6});
  require_equal(raw::matmul(zeros({3, 1, 2, 0}, dtype), zeros({4, 0, 6}, dtype)), zeros({3, 4, 2, 6}, dtype));
}

TEST_CASE("an empty inner dimension gives zeros, an empty outer one nothing") {
  require_equal(raw::matmul(zeros({2, 0}), zeros({0, 3})), zeros({2, 3}));
  require_equal(raw::matmul(zeros({4, 2, 0}), zeros({0, 3})), zeros({4, 2, 3}));
  CHECK(raw::matmul(zeros({0, 2}), zeros({2, 3})).shape() == Shape{0, 3});
  CHECK(raw::matmul(zeros({0, 4, 2}), zeros({2, 3})).shape() == Shape{0, 4, 3});
}

TEST_CASE("products do not depend on the number of threads where a batch is shared out") {
  Rng rng(53);
  const Tensor a = randn({64, 20, 30}, rng), b = randn({64, 30, 10}, rng);
  const Tensor one = testing::with_threads(1, [&] { return raw::matmul(a, b); });
  for (const int threads : {2, 3})
    require_equal(testing::with_threads(threads, [&] { return raw::matmul(a, b); }), one);
}

TEST_CASE("what does not multiply says why") {
  CHECK(message_of([] {
          raw::matmul(zeros({2, 3}), zeros({4, 5}));
        }) == "[matmul] (2,3) times (4,5): the inner sizes 3 and 4 differ");
  CHECK_THROWS_AS(raw::matmul(scalar(1), zeros({1, 1})), ShapeError);
  CHECK_THROWS_AS(raw::matmul(zeros({2, 1, 1}), zeros({3, 1, 1})), ShapeError);
  CHECK_THROWS_AS(raw::matmul(zeros({1, 1}), zeros({1, 1}, DType::f64)), DTypeError);
  CHECK_THROWS_AS(raw::matmul(zeros({1, 1}, DType::u8), zeros({1, 1}, DType::u8)), DTypeError);
}
