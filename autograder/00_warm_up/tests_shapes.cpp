// Lab 00, tasks 0.1 to 0.3: shapes, strides, broadcasting.
#include "autograder/00_warm_up/reference/reference.h"
#include "autograder/00_warm_up/shapes_inputs.h"
#include "autograder/judge/lab_test.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/raw.h"

using namespace llmsys;
using namespace llmsys::lab00;

namespace {

void expect_shape_text(const std::vector<int64_t>& shape) {
  const Values out = student("shape_text", {{"shape", shape}});
  expect_equal(out["text"], reference::shape_text(shape), "text");
}

void expect_strides(const std::vector<int64_t>& shape) {
  const Values out = student("contiguous_strides", {{"shape", shape}});
  expect_equal(out["strides"], reference::contiguous_strides(shape), "strides");
}

void expect_broadcast(const std::vector<int64_t>& a, const std::vector<int64_t>& b) {
  const reference::Broadcast want = reference::broadcast_shapes(a, b);
  if (want.fits)
    expect_equal(student("broadcast_shapes", {{"a", a}, {"b", b}})["shape"], want.shape, "shape");
  else
    expect_error("broadcast_shapes", {{"a", a}, {"b", b}}, ErrorKind::shape,
                 {reference::shape_text(a), reference::shape_text(b)});
}

}  // namespace

LAB_TEST("0.1", "example", "a 2 by 3 matrix has shape (2,3), a vector of 5 has (5)") {
  expect_shape_text({2, 3});
  expect_shape_text({5});
}

LAB_TEST("0.1", "property", "every size is there, with commas between and no spaces") {
  for (int i = 0; i < 20; ++i) expect_shape_text(random_shape(rng(), 1, 6, 0, 5000));
}

LAB_TEST("0.1", "edges", "a scalar has shape ()") {
  expect_shape_text({});
  expect_shape_text({0});
}

LAB_TEST("0.2", "example", "strides of (2,3) are 3 and 1, of (2,3,4) they are 12, 4 and 1") {
  expect_strides({2, 3});
  expect_strides({2, 3, 4});
}

LAB_TEST("0.2", "property", "each stride is the product of the sizes to its right") {
  for (int i = 0; i < 20; ++i) expect_strides(random_shape(rng(), 1, 5, 1, 40));
}

LAB_TEST("0.2", "transpose", "transposing exchanges two sizes and their strides; the offset stays") {
  expect_transpose_of({.shape = {2, 3}, .strides = {3, 1}, .offset = 0}, 0, 1);
  for (int i = 0; i < 20; ++i) expect_transpose(random_view(rng(), 2, 4), rng());
}

LAB_TEST("0.2", "slice", "a slice starts at start, takes every step-th index and stops before stop") {
  const ViewInputs x{.shape = {2, 3}, .strides = {3, 1}, .offset = 0};
  expect_slice_of(x, 1, 0, 3, 2);                                                  // x[:, ::2] of the handout
  expect_slice_of(x, 1, 1, 3, 1);                                                  // x[:, 1:]
  expect_slice_of({.shape = {4, 3}, .strides = {3, 1}, .offset = 0}, 0, 1, 4, 2);  // x[1::2]
  for (int i = 0; i < 20; ++i) expect_slice(random_view(rng(), 1, 3), rng());
}

LAB_TEST("0.2", "edges", "scalars, sizes of 0 and empty slices have strides and shapes too") {
  expect_strides({});
  expect_strides({1});
  expect_strides({4, 0, 3});
  expect_strides({2, 70000, 70000});  // 4.9e9 does not fit an int
  expect_slice_of({.shape = {5, 2}, .strides = {2, 1}, .offset = 3}, 0, 5, 5, 1);
  expect_slice_of({.shape = {5, 2}, .strides = {2, 1}, .offset = 3}, 0, 2, 2, 3);
  expect_slice_of({.shape = {5, 2}, .strides = {2, 1}, .offset = 3}, 0, 4, 5, 7);
}

LAB_TEST("0.3", "example", "(3,1) and (3) give (3,3); (2,3) and (3) give (2,3)") {
  expect_broadcast({3, 1}, {3});
  expect_broadcast({2, 3}, {3});
}

LAB_TEST("0.3", "property", "of each pair of sizes, from the right, the one that is not 1 remains") {
  for (int i = 0; i < 30; ++i) {
    const ShapePair pair = fitting_shapes(rng());
    expect_broadcast(pair.a, pair.b);
    expect_broadcast(pair.b, pair.a);
  }
}

LAB_TEST("0.3", "errors", "shapes that do not fit throw a ShapeError that names both") {
  expect_broadcast({2, 3}, {4});
  expect_broadcast({2, 3}, {2});
  expect_broadcast({5, 2, 3}, {3, 3});
  expect_broadcast({0}, {2});
  expect_error("broadcast_to", {{"x", ones({3})}, {"shape", std::vector<int64_t>{1}}}, ErrorKind::shape,
               {"(3)", "(1)"});
  expect_error("broadcast_to", {{"x", ones({2, 3})}, {"shape", std::vector<int64_t>{3}}}, ErrorKind::shape,
               {"(2,3)", "(3)"});
}

LAB_TEST("0.3", "view", "the broadcast tensor repeats the elements of x") {
  for (int i = 0; i < 10; ++i) {
    const ShapePair pair = fitting_shapes(rng());
    const Tensor x = randn(pair.a, rng());
    const std::vector<int64_t> shape = reference::broadcast_shapes(pair.a, pair.b).shape;
    expect_equal(student("broadcast_to", {{"x", x}, {"shape", shape}})["y"], reference::broadcast_to(x, shape), "y");
  }
}

LAB_TEST("0.3", "edges", "scalars fit everything, and 1 against 0 is 0") {
  expect_broadcast({}, {});
  expect_broadcast({}, {2, 3});
  expect_broadcast({1, 3}, {0, 1});
  const std::vector<int64_t> shape = {2, 2};
  expect_equal(student("broadcast_to", {{"x", scalar(7)}, {"shape", shape}})["y"], full(shape, 7), "y");
}

LAB_TEST("0.3", "bytes", "broadcasting (1,1000) to (1000,1000) takes no memory for elements") {
  const Tensor x = randn({1, 1000}, rng());
  const std::vector<int64_t> shape = {1000, 1000};
  const Tensor got = student("broadcast_to", {{"x", x}, {"shape", shape}})["y"].tensor();
  expect_equal(got, reference::broadcast_to(x, shape), "y");
  const int64_t bytes = student("broadcast_bytes", {{"x", x}, {"shape", shape}})["bytes"].integer();
  expect(bytes == 0, text("broadcast_to allocated ", bytes, " bytes; a view allocates 0 (a copy takes 4000000)"));
}
