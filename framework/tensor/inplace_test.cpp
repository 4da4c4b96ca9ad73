#include "framework/tensor/inplace.h"

#include "framework/tensor/detail/test_support.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::message_of;
using testing::require_equal;

TEST_CASE("in-place arithmetic on any views equals the operation that allocates") {
  Rng rng(171);
  for (int round = 0; round < 200; ++round) {
    const DType dtype = std::vector{DType::f32, DType::f64, DType::i64}[rng.below(3)];
    const Shape shape = testing::random_shape(rng, static_cast<int64_t>(rng.below(4)));
    IntList part = shape;
    for (int64_t d = 0; d < part.size(); ++d)
      if (rng.below(4) == 0) part[d] = 1;
    const Tensor dst = testing::random_view(shape, rng, dtype), src = testing::random_view(part, rng, dtype);
    const uint64_t version = dst.version();
    Tensor want = raw::add(dst, src);
    raw::add_(dst, src);
    require_equal(raw::clone(dst), want);
    want = raw::sub(dst, src);
    raw::sub_(dst, src);
    require_equal(raw::clone(dst), want);
    want = raw::mul(dst, src);
    raw::mul_(dst, src);
    require_equal(raw::clone(dst), want);
    want = raw::mul(dst, 3);
    raw::mul_(dst, 3);
    require_equal(raw::clone(dst), want);
    want = raw::add(dst, raw::mul(src, -2));  // exact: twice a number rounds nothing
    raw::add_(dst, src, -2);
    require_equal(raw::clone(dst), want);
    raw::zero_(dst);
    require_equal(raw::clone(dst), zeros(shape, dtype));
    CHECK(dst.version() == version + 6);
  }
}

TEST_CASE("the operand may be the destination, whole or in part") {
  const Tensor x = from_values({1, 2, 3, 4}, {2, 2});
  raw::add_(x, x);
  require_equal(x, from_values({2, 4, 6, 8}, {2, 2}));
  raw::add_(x, raw::transpose(x));
  require_equal(x, from_values({4, 10, 10, 16}, {2, 2}));
  raw::add_(x, raw::select(x, 0, 0), 1);
  require_equal(x, from_values({8, 20, 14, 26}, {2, 2}));
}

TEST_CASE("what cannot be updated stays as it was") {
  const Tensor x = ones({2});
  CHECK(message_of([&] { raw::add_(x, ones({2}, DType::f64)); }) ==
        "[add_] dtypes f32 and f64 differ: convert one with raw::to(x, dtype)");
  CHECK_THROWS_AS(raw::add_(x, ones({3})), ShapeError);
  CHECK_THROWS_AS(raw::add_(x, ones({2, 2}), 2), ShapeError);
  CHECK_THROWS_AS(raw::mul_(raw::expand(ones({1}), {2}), 2), ValueError);
  CHECK_THROWS_AS(raw::add_(ones({2}, DType::i64), ones({2}, DType::i64), 0.5), DTypeError);
  CHECK_THROWS_AS(raw::mul_(ones({2}, DType::u8), 2), DTypeError);
  require_equal(x, ones({2}));
  CHECK(x.version() == 0);
}
