#include "framework/tensor/print.h"

#include <cmath>

#include "framework/tensor/raw.h"
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
  CHECK(to_text(from_values({7, -128}, {2}, DType::i8)) == "[   7 -128] i8 (2)");
  CHECK(to_text(from_values({1, -0.5}, {2}, DType::bf16)) == "[ 1.  -0.5] bf16 (2)");
  CHECK(to_text(from_values({65504, INFINITY}, {2}, DType::f16)) == "[65504.    inf] f16 (2)");
  CHECK(to_text(from_values({1e9, NAN}, {2}, DType::f8e4m3)) == "[448.  nan] f8e4m3 (2)");
  CHECK(to_text(raw::pack_u4(from_values({1, 15, 0, 7}, {4}, DType::u8))) == "[1|15  0|7] u4x2 (2)");
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
