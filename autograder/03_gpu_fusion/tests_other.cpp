// Lab 03, tasks 3.6 and 3.all: prefix sums, and everything together.
#include "autograder/03_gpu_fusion/kernel_inputs.h"
#include "autograder/03_gpu_fusion/reference/kernels.h"
#include "autograder/judge/counters.h"

using namespace llmsys;
using namespace llmsys::lab03;

LAB_TEST("3.6", "example", "(3,1,7,0,4) becomes (3,4,11,11,15)") {
  expect_equal(student("inclusive_scan", {{"x", from_values({3, 1, 7, 0, 4}, {5})}})["y"],
               from_values({3, 4, 11, 11, 15}, {5}), "y");
}

LAB_TEST("3.6", "property", "each element is the sum of all up to it, within warps, blocks and beyond") {
  for (const int64_t n : {31, 32, 33, 1000, 1024, 1025, 5000, 40000}) expect_scan(n);
  for (int i = 0; i < 3; ++i) expect_scan(between(rng(), 2, 10000));
  const Values got = student("inclusive_scan", {{"x", ones({3000})}, {"count", true}});  // a sum of ones counts
  expect_equal(got["y"], raw::to(reference::scan(ones({3000})), DType::f32), "y");
  const double lanes = counters(got["counters"]).lanes_per_request();
  expect(lanes >= 8, text("of 32 lanes of a warp only ", lanes, " load and store: the others should scan, too"));
}

LAB_TEST("3.6", "edges", "nothing, one element, whole pieces; y that lies where x lay") {
  for (const int64_t n : {0, 1, 2, 2048, 3072}) expect_scan(n);
  const Tensor x = ones({1500}), want = raw::to(reference::scan(x), DType::f32);
  expect_equal(student("inclusive_scan", {{"x", x}, {"in_place", true}})["y"], want, "y in the memory of x");
}

LAB_TEST("3.all", "together", "the framework's matmul and softmax on the device are yours, and right") {
  const Tensor a = randn({37, 50}, rng()), b = randn({50, 70}, rng());
  const Values got = student("attention_scores", {{"a", a}, {"b", b}});
  expect_equal(got["matmul"], "lab03", "who serves matmul");
  expect_equal(got["softmax"], "lab03", "who serves softmax");
  const Tensor scores = reference::matmul(a, b);
  expect_close(raw::to(got["p"].tensor(), DType::f64), reference::softmax(scores), {.atol = 1e-5, .rtol = 1e-4}, "p");
}
