// Lab 00, hidden tests: properties that a solution fitted to the public tests may miss.
#include "autograder/00_warm_up/bigram_inputs.h"
#include "autograder/00_warm_up/reference/reference.h"
#include "autograder/00_warm_up/saxpy_inputs.h"
#include "autograder/00_warm_up/shapes_inputs.h"
#include "autograder/judge/lab_test.h"
#include "framework/tensor/raw.h"

using namespace llmsys;
using namespace llmsys::lab00;

namespace {

ViewInputs to_inputs(const Values& view) {
  return {view["shape"].integers(), view["strides"].integers(), view["offset"].integer()};
}

}  // namespace

LAB_TEST("0.2", "hidden", "views of views reach the elements that indexing reaches") {
  ViewInputs view = random_view(rng(), 3, 3);
  for (int i = 0; i < 6; ++i) {
    Values in = view_values(view);
    in.set("dim0", i % 3);
    in.set("dim1", (i + 1) % 3);
    const std::vector<int64_t> before = reference::element_offsets(view.shape, view.strides, view.offset);
    view = to_inputs(student("transpose", in)["view"].map());
    std::vector<int64_t> after = reference::element_offsets(view.shape, view.strides, view.offset), sorted = before;
    std::sort(after.begin(), after.end());
    std::sort(sorted.begin(), sorted.end());
    expect(after == sorted, "a transposed view reaches other elements than before");
    expect_slice(view, rng());
  }
}

LAB_TEST("0.3", "hidden", "a strided view broadcasts like a contiguous tensor") {
  const Tensor x = randn({6, 4}, rng());
  const Tensor view = raw::transpose(raw::slice(x, 0, 1, 6, 2), 0, 1);  // (4,3), strides (1,8), offset 4
  const std::vector<int64_t> shape = {2, 4, 3};
  expect_equal(student("broadcast_strided", {{"x", x}, {"shape", shape}})["y"], reference::broadcast_to(view, shape),
               "y");
}

LAB_TEST("0.4", "hidden", "a large vocabulary and a long text give the same model") {
  const int64_t V = 257;
  const Tensor tokens = random_tokens(rng(), 50000, V);
  const Tensor want = reference::bigram_counts(span_of(tokens), V);
  expect_equal(student("bigram_counts", {{"tokens", tokens}, {"V", V}})["counts"], want, "counts");
  const Tensor model = reference::bigram_probabilities(want, 1e-3);
  const Values got = student("bigram_probabilities", {{"counts", want}, {"alpha", 1e-3}});
  expect_close(got["probabilities"], model, {.atol = 1e-15, .rtol = 1e-12}, "probabilities");
  expect_equal(student("counts_after", {{"counts", want}, {"alpha", 0.5}})["counts"], want, "counts after their use");
}

LAB_TEST("0.7", "hidden", "any size and any a, 0 among them; numbers that are not whole") {
  for (int i = 0; i < 8; ++i) expect_saxpy(static_cast<double>(between(rng(), -4, 4)), between(rng(), 0, 3000));
  const int64_t n = between(rng(), 70000, 90000);
  const Tensor x = randn({n}, rng()), y = randn({n}, rng());
  expect_close(student("saxpy", {{"a", 0.75}, {"x", x}, {"y", y}})["y"], reference::saxpy(0.75, x, y),
               {.atol = 1e-6, .rtol = 1e-6}, "y");
}
