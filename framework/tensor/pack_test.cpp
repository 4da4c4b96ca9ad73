#include "framework/tensor/pack.h"

#include "framework/tensor/detail/test_support.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::message_of;
using testing::require_equal;

TEST_CASE("the first of two numbers lies in the low half of the byte") {
  const Tensor packed = raw::pack_u4(from_values({1, 2, 15, 0}, {2, 2}, DType::u8));
  REQUIRE(packed.dtype() == DType::u4x2);
  REQUIRE(packed.shape() == Shape{2, 1});
  CHECK(packed.at<U4x2>(0, 0).bits == 0x21);
  CHECK(packed.at<U4x2>(1, 0).bits == 0x0F);
  CHECK(packed.at<U4x2>(1, 0).first() == 15);
  CHECK(packed.bytes() == 2);
}

TEST_CASE("numbers come back from a pack, from any view and as any dtype") {
  const DType dtype = GENERATE(DType::u8, DType::i64);
  Rng rng(91);
  for (int round = 0; round < 50; ++round) {
    Shape shape = testing::random_shape(rng, static_cast<int64_t>(1 + rng.below(3)), 9);
    IntList sizes = shape;
    sizes[sizes.size() - 1] *= 2;
    Tensor x = testing::random_view(sizes, rng, dtype);
    Tensor numbers = empty(sizes, dtype);
    for (int64_t i = 0; i < numbers.numel(); ++i)
      if (dtype == DType::u8)
        numbers.data<uint8_t>()[i] = static_cast<uint8_t>(rng.below(16));
      else
        numbers.data<int64_t>()[i] = static_cast<int64_t>(rng.below(16));
    raw::copy_(x, numbers);
    require_equal(raw::unpack_u4(raw::pack_u4(x), dtype), numbers);
  }
  require_equal(raw::unpack_u4(raw::pack_u4(from_values({3, 12}, {2}, DType::u8)), DType::bf16),
                from_values({3, 12}, {2}, DType::bf16));
}

TEST_CASE("views and indexing move whole pairs") {
  const Tensor x = raw::pack_u4(raw::reshape(arange(16, DType::u8), {4, 4}));  // (4,2)
  require_equal(raw::unpack_u4(raw::transpose(x)),
                from_values({0, 1, 4, 5, 8, 9, 12, 13, 2, 3, 6, 7, 10, 11, 14, 15}, {2, 8}, DType::u8));
  require_equal(raw::unpack_u4(raw::gather(x, 0, from_values({3, 0}, {1, 2}, DType::i64))),
                from_values({12, 13, 2, 3}, {1, 4}, DType::u8));
  require_equal(raw::unpack_u4(scalar(7, DType::u4x2)), from_values({7, 7}, {2}, DType::u8));
}

TEST_CASE("what cannot be packed says why") {
  CHECK(message_of([] {
          raw::pack_u4(from_values({0, 1, 16, 99}, {2, 2}, DType::i64));
        }) == "[pack_u4] takes numbers from 0 to 15, got 16 as number 2 of shape (2,2) in row-major order");
  CHECK_THROWS_AS(raw::pack_u4(from_values({0, -1}, {2}, DType::i64)), ValueError);
  CHECK(message_of([] {
          raw::pack_u4(zeros({2, 3}, DType::u8));
        }) == "[pack_u4] the last dimension must be even, got shape (2,3)");
  CHECK_THROWS_AS(raw::pack_u4(scalar(1, DType::u8)), ShapeError);
  CHECK_THROWS_AS(raw::pack_u4(zeros({2})), DTypeError);
  CHECK_THROWS_AS(raw::unpack_u4(zeros({2}, DType::u8)), DTypeError);
  CHECK_THROWS_AS(raw::unpack_u4(zeros({2}, DType::u4x2), DType::u4x2), DTypeError);
  CHECK(raw::pack_u4(zeros({3, 0}, DType::u8)).shape() == Shape{3, 0});
}
