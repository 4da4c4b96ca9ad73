#include "framework/tensor/compare.h"

#include <cmath>

#include "framework/tensor/raw.h"
#include "framework/testing/test.h"

using namespace llmsys;

TEST_CASE("a comparison says how many differ and where it is worst") {
  const Tensor want = raw::reshape(arange(6, DType::f32), {2, 3});
  Tensor got = raw::clone(want);
  CHECK(compare(got, want).ok());
  CHECK(to_text(compare(got, want)) == "all 6 values agree");
  got.at<float>(0, 1) = 1.25F;
  got.at<float>(1, 2) = 7;
  const Comparison found = compare(got, want, {.atol = 0.5, .rtol = 0});
  CHECK(found.differing == 1);
  CHECK(to_text(compare(got, want, {.atol = 0.125})) ==
        "2 of 6 values differ, 0 NaN; worst at (1,2): got 7, want 5 (atol 0.125, rtol 0)");
  CHECK(compare(got, want, {.rtol = 0.5}).ok());
}

TEST_CASE("NaN never agrees unless asked for, and is worse than any number") {
  const Tensor nan = full({3}, NAN), one = ones({3});
  const double inf = INFINITY;
  CHECK_FALSE(compare(nan, one, {.atol = inf}).ok());
  CHECK_FALSE(compare(one, nan, {.atol = inf, .rtol = inf}).ok());
  CHECK_FALSE(compare(nan, nan).ok());
  CHECK(compare(nan, nan, {.equal_nan = true}).ok());
  const int64_t place = GENERATE(0, 2);
  Tensor got = from_values({1, 1e30, 1}, {3});
  got.at<float>(place) = NAN;
  const Comparison found = compare(got, one);
  CHECK(found.nan == 1);
  CHECK(found.differing == 2);
  CHECK(found.worst == IntList{place});
}

TEST_CASE("infinities agree with themselves only") {
  const Tensor inf = full({1}, INFINITY), minus = full({1}, -INFINITY), big = full({1}, 1e38);
  CHECK(compare(inf, inf).ok());
  CHECK_FALSE(compare(inf, minus, {.atol = 1, .rtol = 1}).ok());
  CHECK_FALSE(compare(big, inf, {.atol = 1, .rtol = 1}).ok());
  CHECK_FALSE(compare(inf, big, {.atol = 1, .rtol = 1}).ok());
}

TEST_CASE("shape and dtype are compared before any value") {
  CHECK(to_text(compare(zeros({2, 3}), zeros({3, 2}))) == "shape: got (2,3), want (3,2)");
  CHECK(to_text(compare(zeros({2}), zeros({2}, DType::f64))) == "dtype: got f32, want f64");
  CHECK(to_text(compare(Tensor(), zeros({2}))) == "got an undefined tensor, want a tensor");
  CHECK(compare(zeros({0}), zeros({0})).ok());
  const Tensor a = full({1}, int64_t{9007199254740993}, DType::i64),
               b = full({1}, int64_t{9007199254740992}, DType::i64);
  CHECK_FALSE(compare(a, b).ok());  // the same as doubles
}

TEST_CASE("floats of few bits compare by value, NaN included") {
  const DType dtype = GENERATE(DType::f16, DType::bf16, DType::f8e4m3, DType::f8e5m2);
  const Tensor want = from_values({1, -2, 0}, {3}, dtype);
  CHECK(compare(want, want).ok());
  CHECK(compare(from_values({1, -2, -0.0}, {3}, dtype), want).ok());
  const Comparison found = compare(from_values({1, NAN, 0.25}, {3}, dtype), want);
  CHECK(found.differing == 2);
  CHECK(found.nan == 1);
  CHECK(found.worst == IntList{1});
  CHECK(to_text(compare(from_values({1, -2, 0.25}, {3}, dtype), want)) ==
        "1 of 3 values differ, 0 NaN; worst at (2): got 0.25, want 0 (atol 0, rtol 0)");
  CHECK(compare(from_values({1, -2, 0.25}, {3}, dtype), want, {.atol = 0.25}).ok());
}

TEST_CASE("packed numbers compare one by one") {
  const Tensor want = raw::pack_u4(from_values({1, 2, 3, 4, 5, 6, 7, 8}, {2, 4}, DType::u8));
  const Tensor got = raw::pack_u4(from_values({1, 2, 3, 4, 5, 6, 9, 8}, {2, 4}, DType::u8));
  CHECK(compare(want, want).ok());
  CHECK(to_text(compare(got, want)) == "1 of 8 values differ, 0 NaN; worst at (1,2): got 9, want 7 (atol 0, rtol 0)");
}
