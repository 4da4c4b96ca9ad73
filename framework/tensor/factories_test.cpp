#include "framework/tensor/factories.h"

#include <cmath>

#include "framework/tensor/raw.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::message_of;

TEST_CASE("full, zeros and ones hold their value in every dtype") {
  for (int i = 0; i < kDTypes; ++i)
    dispatch_all(static_cast<DType>(i), [&](auto tag) {
      using T = typename decltype(tag)::type;
      const auto n = static_cast<size_t>(35);
      const T one = Scalar(1).as<T>("test");
      CHECK((to_vector<T>(ones({5, 7}, dtype_of<T>)) == std::vector<T>(n, one)));
      CHECK((to_vector<T>(zeros({5, 7}, dtype_of<T>)) == std::vector<T>(n, T{})));
      CHECK((full({}, 1, dtype_of<T>).template item<T>() == one));
      if constexpr (!std::is_same_v<T, U4x2>) CHECK(static_cast<double>(one) == 1);
      CHECK(zeros({3, 0}, dtype_of<T>).numel() == 0);
    });
  CHECK(to_vector<float>(full({2}, 0.5)) == std::vector<float>{0.5F, 0.5F});
}

TEST_CASE("a scalar adopts the dtype, or is refused if it does not fit") {
  CHECK(full({}, int64_t{9007199254740993}, DType::i64).item<int64_t>() == 9007199254740993);
  CHECK(full({}, 2.0, DType::i64).item<int64_t>() == 2);
  CHECK(full({}, 0.5, DType::boolean).item<bool>());
  CHECK(full({}, 2049, DType::f16).item<Half>() == Half(2048));
  CHECK(full({}, 0.1, DType::bf16).item<BFloat16>().bits == 0x3DCD);
  CHECK(full({}, 500, DType::f8e4m3).item<Float8E4M3>().bits == 0x7E);
  CHECK(full({2}, 9, DType::u4x2).at<U4x2>(1) == U4x2(9, 9));
  CHECK_THROWS_AS(full({}, 16, DType::u4x2), DTypeError);
  CHECK_THROWS_AS(full({}, -1, DType::u4x2), DTypeError);
  CHECK_THROWS_AS(full({}, 128, DType::i8), DTypeError);
  CHECK_THROWS_AS(full({}, 0.5, DType::i64), DTypeError);
  CHECK_THROWS_AS(full({}, 300, DType::u8), DTypeError);
  CHECK_THROWS_AS(full({}, -1, DType::u8), DTypeError);
  CHECK_THROWS_AS(full({}, 1e30, DType::i64), DTypeError);
  CHECK_THROWS_AS(full({}, NAN, DType::i32), DTypeError);
}

TEST_CASE("arange counts, and stops where the dtype would no longer be exact") {
  CHECK(to_vector<int64_t>(arange(4)) == std::vector<int64_t>{0, 1, 2, 3});
  CHECK(to_vector<float>(arange(3, DType::f32)) == std::vector<float>{0, 1, 2});
  CHECK(arange(0).shape() == Shape{0});
  CHECK(arange(256, DType::u8).numel() == 256);
  CHECK_THROWS_AS(arange(257, DType::u8), ValueError);
  CHECK(to_vector<Half>(arange(2049, DType::f16)).back() == Half(2048));
  CHECK(message_of([] { arange(2051, DType::f16); }) == "[arange] f16 does not hold all of 0 to 2050");  // 2050 it does
  CHECK(arange(17, DType::f8e4m3).numel() == 17);
  CHECK_THROWS_AS(arange(18, DType::f8e4m3), ValueError);
  CHECK_THROWS_AS(arange(1000, DType::f8e4m3), ValueError);
  CHECK(arange(128, DType::i8).numel() == 128);
  CHECK_THROWS_AS(arange(129, DType::i8), ValueError);
  CHECK_THROWS_AS(arange(1, DType::u4x2), DTypeError);
  CHECK_THROWS_AS(arange(-1), ValueError);
}

TEST_CASE("values and vectors fill in row-major order") {
  const Tensor x = from_values({1, 2, 3, 4, 5, 6}, {2, 3});
  CHECK(x.dtype() == DType::f32);
  CHECK(x.at<float>(1, 0) == 4);
  CHECK(from_values({1, 0, 1}, {3}, DType::boolean).at<bool>(2));
  CHECK(from_vector(std::vector<int64_t>{5, 6}).at<int64_t>(1) == 6);
  CHECK(from_vector(std::vector<bool>{true, false}, {2, 1}).at<bool>(0, 0));
  CHECK(to_vector<float>(raw::transpose(x)) == std::vector<float>{1, 4, 2, 5, 3, 6});
  CHECK(to_vector<bool>(from_vector(std::vector<bool>{true, false})) == std::vector<bool>{true, false});
  CHECK(message_of([] { from_values({1, 2, 3}, {2, 2}); }) == "[from_values] shape (2,2) takes 4 values, got 3");
  CHECK_THROWS_AS(from_vector(std::vector<float>{1}, {2}), ShapeError);
}

TEST_CASE("random tensors follow the generator, element by element") {
  Rng one(7), two(7);
  const Tensor x = randn({3, 5}, one, DType::f64);
  for (int64_t i = 0; i < 3; ++i)
    for (int64_t j = 0; j < 5; ++j) REQUIRE(x.at<double>(i, j) == two.normal());
  CHECK(rand({2}, one, DType::f64).at<double>(0) == two.uniform());
  const Tensor u = rand({1000}, one);
  CHECK(raw::min(u).item<float>() >= 0);
  CHECK(raw::max(u).item<float>() < 1);
  CHECK_THROWS_AS(randn({2}, one, DType::i64), DTypeError);
  for (const DType dtype : {DType::f16, DType::bf16, DType::f8e4m3, DType::f8e5m2}) {
    Rng same(8), again(8), twice(8);
    const Tensor wide = randn({100}, same, DType::f64);
    testing::require_equal(randn({100}, again, dtype), raw::to(wide, dtype));
    CHECK(to_vector<double>(raw::max(raw::to(rand({1000}, twice, dtype), DType::f64)))[0] < 1);
  }
}
