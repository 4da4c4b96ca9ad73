#include "framework/tensor/print.h"

#include <cmath>

#include "framework/tensor/compare.h"
#include "framework/tensor/raw.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;

TEST_CASE("matrices print in aligned columns, then dtype and shape") {
  CHECK(to_text(from_values({1, 2.5, 3, -4, NAN, INFINITY}, {2, 3})) ==
        "[[ 1.   2.5  3. ]\n"
        " [-4.   nan  inf]] f32 (2,3)");
  CHECK(to_text(from_values({1, 20, -300, 4}, {2, 2}, DType::i64)) ==
        "[[   1   20]\n"
        " [-300    4]] i64 (2,2)");
  CHECK(to_text(from_values({1, 0}, {2}, DType::boolean)) == "[ true false] bool (2)");
  CHECK(to_text(from_values({7, 255}, {2}, DType::u8)) == "[  7 255] u8 (2)");
}

TEST_CASE("scalars, empty and undefined tensors print") {
  CHECK(to_text(scalar(0.5)) == "0.5 f32 ()");
  CHECK(to_text(scalar(NAN)) == "nan f32 ()");
  CHECK(to_text(scalar(-INFINITY)) == "-inf f32 ()");
  CHECK(to_text(zeros({2, 0}, DType::i64)) == "[] i64 (2,0)");
  CHECK(to_text(Tensor()) == "undefined tensor");
  CHECK(to_text(zeros({1, 1, 2})) == "[[[0. 0.]]] f32 (1,1,2)");
}

TEST_CASE("blocks of a rank 3 tensor are a line apart") {
  CHECK(to_text(raw::reshape(arange(8), {2, 2, 2})) ==
        "[[[0 1]\n"
        "  [2 3]]\n"
        "\n"
        " [[4 5]\n"
        "  [6 7]]] i64 (2,2,2)");
}

TEST_CASE("more than a thousand elements are summarised") {
  CHECK(to_text(arange(1000)).find("...") == std::string::npos);
  CHECK(to_text(arange(1001)) == "[   0    1    2 ...  998  999 1000] i64 (1001)");
  const std::string square = to_text(zeros({1000, 2}));
  CHECK(square ==
        "[[0. 0.]\n"
        " [0. 0.]\n"
        " [0. 0.]\n"
        " ...\n"
        " [0. 0.]\n"
        " [0. 0.]\n"
        " [0. 0.]] f32 (1000,2)");
}

TEST_CASE("floats choose digits by their range") {
  CHECK(to_text(from_values({0.1, 0.25}, {2}, DType::f64)) == "[0.1  0.25] f64 (2)");
  CHECK(to_text(from_values({1.5e-7, 2}, {2}, DType::f64)) == "[1.5000e-07 2.0000e+00] f64 (2)");
  CHECK(to_text(from_values({1e9}, {1})) == "[1.0000e+09] f32 (1)");
  CHECK(to_text(from_values({12345.678}, {1}, DType::f64)) == "[12345.7] f64 (1)");
  CHECK(to_text(from_values({1.0 / 3, 100}, {2}, DType::f64)) == "[  0.333 100.   ] f64 (2)");
}

TEST_CASE("views print their own elements") {
  CHECK(to_text(raw::transpose(raw::reshape(arange(4), {2, 2}))) ==
        "[[0 2]\n"
        " [1 3]] i64 (2,2)");
}

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
  Tensor got = from_values({1e30, 1, 1}, {3});
  got.at<float>(2) = NAN;
  const Comparison found = compare(got, one);
  CHECK(found.nan == 1);
  CHECK(found.differing == 2);
  CHECK(found.worst == IntList{2});
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
