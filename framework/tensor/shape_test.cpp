#include "framework/tensor/shape.h"

#include "framework/tensor/dtype.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::message_of;

TEST_CASE("shapes print as messages do") {
  CHECK(to_text(Shape{2, 3}) == "(2,3)");
  CHECK(to_text(Shape{5}) == "(5)");
  CHECK(to_text(Shape{}) == "()");
}

TEST_CASE("a shape counts its elements") {
  CHECK(Shape{}.numel() == 1);
  CHECK(Shape{2, 3, 4}.numel() == 24);
  CHECK(Shape{2, 0, 4}.numel() == 0);
  CHECK(Shape({int64_t{1} << 40, 0, int64_t{1} << 40}).numel() == 0);
  CHECK(Shape{2, 3}.back() == 3);
  CHECK(Shape{2, 3} == Shape{2, 3});
  CHECK_FALSE(Shape{2, 3} == Shape{3, 2});
  CHECK_FALSE(Shape{6} == Shape{6, 1});
}

TEST_CASE("impossible shapes are refused") {
  CHECK_THROWS_AS((Shape{2, -1}), ShapeError);
  CHECK_THROWS_AS((Shape{1, 1, 1, 1, 1, 1, 1, 1, 1}), ShapeError);
  CHECK((Shape{1, 1, 1, 1, 1, 1, 1, 1}).size() == 8);
  CHECK_THROWS_AS((Shape{int64_t{1} << 32, int64_t{1} << 31}), ShapeError);
  CHECK(message_of([] { Shape({2, -1}); }) == "a size cannot be negative, got (2,-1)");
}

TEST_CASE("row-major strides count elements to the right") {
  CHECK(contiguous_strides({2, 3, 4}) == Strides{12, 4, 1});
  CHECK(contiguous_strides({}) == Strides{});
  CHECK(contiguous_strides({2, 0, 4}) == Strides{4, 4, 1});
  CHECK(is_contiguous({2, 3}, {3, 1}));
  CHECK_FALSE(is_contiguous({2, 3}, {1, 2}));
  CHECK(is_contiguous({2, 1, 3}, {3, 77, 1}));
  CHECK(is_contiguous({0, 3}, {1, 9}));
}

TEST_CASE("broadcasting follows NumPy, and says which dimension does not") {
  CHECK(broadcast_shapes("add", {2, 3}, {2, 3}) == Shape{2, 3});
  CHECK(broadcast_shapes("add", {2, 1}, {3}) == Shape{2, 3});
  CHECK(broadcast_shapes("add", {}, {4, 1, 2}) == Shape{4, 1, 2});
  CHECK(broadcast_shapes("add", {0}, {1}) == Shape{0});
  CHECK(broadcast_shapes("add", {5, 1, 0}, {3, 1}) == Shape{5, 3, 0});
  CHECK_THROWS_AS(broadcast_shapes("add", {0}, {2}), ShapeError);
  CHECK(message_of([] {
          broadcast_shapes("add", {2, 3}, {4, 5});
        }) == "[add] shapes (2,3) and (4,5) do not broadcast: dimension 1 is 3 and 5");
  CHECK(message_of([] {
          broadcast_shapes("mul", {7, 2, 3}, {4, 3});
        }) == "[mul] shapes (7,2,3) and (4,3) do not broadcast: dimension 1 is 2 and 4");
}

TEST_CASE("negative dimensions count from the end") {
  CHECK(normalize_dim("sum", -1, 3) == 2);
  CHECK(normalize_dim("sum", 0, 3) == 0);
  CHECK(message_of([] { normalize_dim("sum", 3, 2); }) ==
        "[sum] dimension 3 is out of range for a tensor of rank 2: use -2 to 1");
  CHECK_THROWS_AS(normalize_dim("sum", -3, 2), IndexError);
  CHECK_THROWS_AS(normalize_dim("sum", 0, 0), IndexError);
}

TEST_CASE("each dtype has its name, size and C++ type") {
  CHECK(to_text(DType::f32) == "f32");
  CHECK(to_text(DType::boolean) == "bool");
  CHECK(to_text(DType::f8e4m3) == "f8e4m3");
  for (int i = 0; i < kDTypes; ++i) {
    const auto dtype = static_cast<DType>(i);
    dispatch_all(dtype, [&](auto tag) {
      using T = typename decltype(tag)::type;
      CHECK(dtype_of<T> == dtype);
      CHECK(item_size(dtype) == static_cast<int64_t>(sizeof(T)));
      CHECK(is_floating(dtype) == is_real<T>);
    });
  }
}

TEST_CASE("each float type is dispatched as itself, and no other type") {
  for (int i = 0; i < kDTypes; ++i) {
    const auto dtype = static_cast<DType>(i);
    const auto found = [&] {
      return dispatch_floating(dtype, [](auto tag) { return dtype_of<typename decltype(tag)::type>; });
    };
    if (is_floating(dtype))
      CHECK(found() == dtype);
    else
      CHECK(message_of(found) == text(dtype, " holds no real numbers: convert with raw::to(x, DType::f32)"));
  }
}

TEST_CASE("the numbers of dtypes on the wire stay what they were") {
  const std::vector<DType> order = {DType::f32, DType::f64,  DType::i64,    DType::i32,    DType::u8, DType::boolean,
                                    DType::f16, DType::bf16, DType::f8e4m3, DType::f8e5m2, DType::i8, DType::u4x2};
  REQUIRE(order.size() == kDTypes);
  for (size_t i = 0; i < order.size(); ++i) CHECK(static_cast<size_t>(order[i]) == i);
}

TEST_CASE("arithmetic is refused on storage types, with the way out") {
  CHECK(dispatch_compute(DType::i64, [](auto tag) { return sizeof(typename decltype(tag)::type); }) == 8);
  CHECK(message_of([] { dispatch_compute(DType::u8, [](auto) {}); }) ==
        "this computes in f32, f64 and i64, not in u8: convert with raw::to(x, dtype)");
  CHECK_THROWS_AS(dispatch_compute(DType::i32, [](auto) {}), DTypeError);
  CHECK_THROWS_AS(dispatch_compute(DType::boolean, [](auto) {}), DTypeError);
  for (int i = 0; i < kDTypes; ++i) {
    const auto dtype = static_cast<DType>(i);
    if (!is_compute(dtype)) CHECK_THROWS_AS(dispatch_compute(dtype, [](auto) {}), DTypeError);
  }
}
