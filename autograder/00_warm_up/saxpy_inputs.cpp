#include "autograder/00_warm_up/saxpy_inputs.h"

#include "autograder/00_warm_up/reference/reference.h"
#include "autograder/judge/random_inputs.h"
#include "framework/tensor/factories.h"

namespace llmsys::lab00 {

Tensor small_integers(int64_t n) {
  Tensor out = empty({n}, DType::f32);
  for (int64_t i = 0; i < n; ++i) {
    const auto drawn = static_cast<float>(between(rng(), 1, 8));
    out.data<float>()[i] = drawn > 4 ? drawn - 9 : drawn;
  }
  return out;
}

void expect_saxpy(double a, int64_t n) {
  const Tensor x = small_integers(n), y = small_integers(n);
  const Values got = student("saxpy", {{"a", a}, {"x", x}, {"y", y}});
  expect_equal(got["y"], reference::saxpy(a, x, y), "y");
  expect_equal(got["x"], x, "x, which is only read,");
}

}  // namespace llmsys::lab00
