#include "framework/tensor/copy.h"

#include <cmath>
#include <limits>

#include "framework/tensor/detail/test_support.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::for_each_index;
using testing::require_equal;
using testing::value;

TEST_CASE("a copy of any view, of any dtype, has the same elements") {
  Rng rng(21);
  for (int round = 0; round < 200; ++round) {
    const auto dtype = static_cast<DType>(rng.below(kDTypes));
    const Tensor x = testing::random_view(testing::random_shape(rng, static_cast<int64_t>(rng.below(5))), rng, dtype);
    const Tensor y = raw::clone(x);
    CAPTURE(x.shape(), x.strides());
    REQUIRE(y.is_contiguous());
    REQUIRE((y.numel() == 0 || !y.shares_storage_with(x)));
    for_each_index(x.shape(), [&](const IntList& i) { REQUIRE(value(y, i) == value(x, i)); });
    REQUIRE(raw::contiguous(x).is_same(x) == x.is_contiguous());
  }
}

TEST_CASE("a large transposed copy has the same elements, with any number of threads") {
  const int64_t rows = GENERATE(31, 32, 33, 300), columns = GENERATE(1, 64, 257);
  const int threads = GENERATE(1, 2, 3);
  const Tensor x = raw::reshape(arange(rows * columns, DType::f32), {rows, columns});
  const Tensor y = testing::with_threads(threads, [&] { return raw::clone(raw::transpose(x)); });
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t j = 0; j < columns; ++j)
      if (y.data<float>()[j * rows + i] != static_cast<float>(i * columns + j)) FAIL("at " << i << "," << j);
}

TEST_CASE("a batch of transposed matrices is copied matrix by matrix") {
  const Tensor x = raw::reshape(arange(6 * 50 * 40), {3, 2, 50, 40});
  const Tensor y = raw::clone(raw::transpose(raw::permute(x, {1, 0, 2, 3})));
  REQUIRE(y.shape() == Shape{2, 3, 40, 50});
  for_each_index(y.shape(), [&](const IntList& i) {
    if (value(y, i) != value(x, {i[1], i[0], i[3], i[2]})) FAIL("at " << to_text(i));
  });
}

TEST_CASE("conversion between all dtypes keeps small whole numbers") {
  for (int from = 0; from < kDTypes; ++from)
    for (int to = 0; to < kDTypes; ++to) {
      const auto from_dtype = static_cast<DType>(from), to_dtype = static_cast<DType>(to);
      const Tensor x = from_values({0, 1, 1, 0}, {4}, from_dtype);
      if (from != to && (from_dtype == DType::u4x2 || to_dtype == DType::u4x2)) {
        REQUIRE_THROWS_AS(raw::to(x, to_dtype), DTypeError);
        continue;
      }
      const Tensor y = raw::to(x, to_dtype);
      REQUIRE(y.dtype() == to_dtype);
      REQUIRE(value(y, {1}) == (to_dtype == DType::u4x2 ? 0x11 : 1));
      REQUIRE(value(y, {3}) == 0);
      REQUIRE(y.is_same(x) == (from == to));
    }
}

TEST_CASE("u4x2 is not converted element by element, and the message says what to do") {
  CHECK(
      testing::message_of([] { raw::to(zeros({2}), DType::u4x2); }) ==
      "[copy] from f32 to u4x2: an element of u4x2 holds two numbers; use raw::pack_u4(x) or raw::unpack_u4(x, dtype)");
  CHECK_THROWS_AS(raw::copy_(zeros({2}), zeros({2}, DType::u4x2)), DTypeError);
}

TEST_CASE("conversion of any view between any dtypes converts its elements") {
  Rng rng(22);
  for (int round = 0; round < 400; ++round) {
    const auto from = static_cast<DType>(rng.below(kDTypes)), to = static_cast<DType>(rng.below(kDTypes));
    if (from == DType::u4x2 || to == DType::u4x2) continue;
    const Shape shape = testing::random_shape(rng, static_cast<int64_t>(rng.below(4)), round % 4 == 0 ? 40 : 4);
    const Tensor x = testing::random_view(shape, rng, from);
    Tensor y = testing::random_view(shape, rng, to);
    raw::copy_(y, x);
    CAPTURE(x.shape(), x.strides(), y.strides(), from, to);
    for_each_index(shape, [&](const IntList& i) {
      const double want = value(x, i), got = value(y, i);
      if (is_floating(to))
        REQUIRE(got == testing::rounded(want, to));
      else if (to == DType::boolean)
        REQUIRE(got == (want != 0 ? 1 : 0));
      else if (is_floating(from))
        REQUIRE(got == (to == DType::u8 ? std::max(std::trunc(want), 0.0) : std::trunc(want)));
      else
        REQUIRE(got == (to == DType::u8 && want < 0 ? want + 256 : want));
    });
  }
}

TEST_CASE("conversion is defined for values that do not fit") {
  const double inf = std::numeric_limits<double>::infinity();
  const Tensor x = from_vector(std::vector<double>{1e30, -1e30, NAN, -1.9, inf, 0x1p63, -0x1p63, 255.9, 256});
  CHECK(to_vector<int64_t>(raw::to(x, DType::i64)) ==
        std::vector<int64_t>{INT64_MAX, INT64_MIN, 0, -1, INT64_MAX, INT64_MAX, INT64_MIN, 255, 256});
  CHECK(to_vector<uint8_t>(raw::to(x, DType::u8)) == std::vector<uint8_t>{255, 0, 0, 0, 255, 255, 0, 255, 255});
  CHECK(to_vector<int32_t>(raw::to(raw::to(x, DType::f32), DType::i32)) ==
        std::vector<int32_t>{INT32_MAX, INT32_MIN, 0, -1, INT32_MAX, INT32_MAX, INT32_MIN, 255, 256});
  CHECK(to_vector<bool>(raw::to(x, DType::boolean)) == std::vector<bool>(9, true));
  CHECK(to_vector<int8_t>(raw::to(x, DType::i8)) == std::vector<int8_t>{127, -128, 0, -1, 127, 127, -128, 127, 127});
  CHECK(to_vector<int8_t>(raw::to(raw::to(x, DType::bf16), DType::i8)) ==
        std::vector<int8_t>{127, -128, 0, -1, 127, 127, -128, 127, 127});
  CHECK(to_vector<int8_t>(raw::to(from_vector(std::vector<uint8_t>{127, 128, 255}), DType::i8)) ==
        std::vector<int8_t>{127, -128, -1});
  CHECK(to_vector<uint8_t>(raw::to(from_vector(std::vector<int64_t>{257, -1}), DType::u8)) ==
        std::vector<uint8_t>{1, 255});
}

TEST_CASE("copy_ broadcasts and converts into any view") {
  Tensor x = zeros({2, 3}, DType::f64);
  raw::copy_(raw::transpose(x), from_values({1, 2}, {2}, DType::i64));
  require_equal(x, from_values({1, 1, 1, 2, 2, 2}, {2, 3}, DType::f64));
  CHECK_THROWS_AS(raw::copy_(x, zeros({4})), ShapeError);
  CHECK_THROWS_AS(raw::copy_(x, zeros({1, 2, 3})), ShapeError);
}

TEST_CASE("copies between overlapping views read before they write") {
  const Tensor x = arange(6);
  raw::copy_(raw::slice(x, 0, 1), raw::slice(x, 0, 0, 5));
  CHECK(to_vector<int64_t>(x) == std::vector<int64_t>{0, 0, 1, 2, 3, 4});
  const Tensor square = raw::reshape(arange(4), {2, 2});
  raw::copy_(square, raw::transpose(square));
  CHECK(to_vector<int64_t>(square) == std::vector<int64_t>{0, 2, 1, 3});
  raw::copy_(square, square);
  CHECK(to_vector<int64_t>(square) == std::vector<int64_t>{0, 2, 1, 3});
}
