// Lab 01, task 1.3: the gradient of what was broadcast.
#include "autograder/01_autodiff/random_inputs.h"
#include "autograder/01_autodiff/reference/engine.h"
#include "autograder/judge/lab_test.h"
#include "framework/tensor/raw.h"

using namespace llmsys;
using namespace llmsys::lab01;

namespace {

void expect_sums(const Tensor& dy, const std::vector<int64_t>& shape) {
  const double digits = dy.dtype() == DType::f64 ? 1e-12 : 1e-5;
  expect_close(student("unbroadcast", {{"dy", dy}, {"shape", shape}})["dx"], reference::unbroadcast(dy, shape),
               {.atol = digits, .rtol = digits}, "unbroadcast");
}

}  // namespace

LAB_TEST("1.3", "example", "((1,2,3),(4,5,6)) back to (3) is (5,7,9), to (2,1) is ((6),(15)), to () is 21") {
  const Tensor dy = from_values({1, 2, 3, 4, 5, 6}, {2, 3});
  const auto expect_example = [&dy](const std::vector<int64_t>& shape, const Tensor& want) {
    expect_equal(student("unbroadcast", {{"dy", dy}, {"shape", shape}})["dx"], want, "unbroadcast");
  };
  expect_example({3}, from_values({5, 7, 9}, {3}));
  expect_example({2, 1}, from_values({6, 15}, {2, 1}));
  expect_example({1, 3}, from_values({5, 7, 9}, {1, 3}));
  expect_example({}, scalar(21));
  expect_example({2, 3}, dy);
}

LAB_TEST("1.3", "property", "each element of dy is added where broadcasting took it from") {
  for (int i = 0; i < 30; ++i) {
    const std::vector<int64_t> wide = random_shape(rng(), 0, 4, 1, 5);
    expect_sums(randn(wide, rng(), i % 2 == 0 ? DType::f64 : DType::f32), narrower_shape(rng(), wide));
  }
  expect_sums(randn({2, 3, 4}, rng()), {3, 1});
  expect_sums(randn({3, 3, 3}, rng()), {3});  // no other dimension than the last two
}

LAB_TEST("1.3", "edges", "nothing broadcast is no copy; sizes of 1 and 0 stay what they are") {
  expect_sums(randn({2, 1, 3}, rng()), {2, 1, 3});
  expect_sums(randn({4, 1, 3}, rng()), {1, 1});
  expect_sums(randn({1, 1}, rng()), {});
  expect_sums(randn({5}, rng()), {1});
  expect_sums(zeros({0, 3}), {3});
  expect_sums(zeros({0, 3}), {1, 3});
  expect_sums(zeros({2, 0}), {1, 0});
  const Values same = student("unbroadcast_copies", {{"dy", randn({2, 3}, rng())}});
  expect(!same["copied"].boolean(), "nothing was broadcast here, so dy itself is the gradient: return it, not a copy");
}

LAB_TEST("1.3", "errors", "a shape that does not broadcast to dy's is a ShapeError that names both") {
  const auto expect_refused = [](const Shape& from, const std::vector<int64_t>& to) {
    expect_error("unbroadcast", {{"dy", zeros(from)}, {"shape", to}}, ErrorKind::shape, {text(from), text(Shape(to))});
  };
  expect_refused({2, 3}, {2});
  expect_refused({2, 3}, {4, 3});
  expect_refused({3}, {2, 3});
  expect_refused({1, 3}, {2, 3});
  expect_refused({}, {1});
}
