// Lab 03, task 3.3: fused softmax.
#include <limits>

#include "autograder/03_gpu_fusion/kernel_inputs.h"
#include "autograder/03_gpu_fusion/reference/kernels.h"
#include "autograder/judge/counters.h"
#include "autograder/judge/gpu_time.h"

using namespace llmsys;
using namespace llmsys::lab03;

namespace {

// y lies where x lay, and dx where dy lay.
void expect_softmax_in_place(int64_t rows, int64_t columns) {
  const Tensor x = randn({rows, columns}, rng()), dy = randn({rows, columns}, rng());
  const Tensor want = reference::softmax(x), y = raw::to(want, DType::f32);
  expect_near(student("softmax_forward", {{"x", x}, {"in_place", true}})["y"], want, DType::f32,
              "y in the memory of x");
  expect_near(student("softmax_backward", {{"dy", dy}, {"y", y}, {"in_place", true}})["dx"],
              reference::softmax_backward(dy, y), DType::f32, "dx in the memory of dy");
}

}  // namespace

LAB_TEST("3.3", "example", "softmax of (0, ln 2, ln 3) is (1/6, 2/6, 3/6)") {
  const Tensor x = from_values({0, 0.6931471805599453, 1.0986122886681098}, {1, 3});
  expect_near(student("softmax_forward", {{"x", x}})["y"], from_values({1 / 6.0, 2 / 6.0, 3 / 6.0}, {1, 3}, DType::f64),
              DType::f32, "y");
}

LAB_TEST("3.3", "forward", "each row is positive, adds up to 1, and is the float64 softmax") {
  for (const auto& [rows, columns] :
       {std::pair{1, 1}, {3, 31}, {2, 32}, {4, 33}, {5, 255}, {2, 256}, {2, 257}, {7, 1000}})
    expect_softmax(rows, columns, DType::f32);
  for (int i = 0; i < 3; ++i) expect_softmax(between(rng(), 1, 20), between(rng(), 2, 600), DType::f32);
}

LAB_TEST("3.3", "large", "numbers of 10000 overflow no exponential, minus infinity becomes 0; long rows, too") {
  expect_softmax(3, 300, DType::f32, 1e4);
  expect_near(student("softmax_forward", {{"x", from_values({-1e4, 1e4, 1e4, -1e4}, {2, 2})}})["y"],
              from_values({0, 1, 1, 0}, {2, 2}, DType::f64), DType::f32, "y");
  const double masked = -std::numeric_limits<double>::infinity();  // as attention has it
  expect_near(student("softmax_forward", {{"x", from_values({masked, 1, masked, 1, 3, masked}, {2, 3})}})["y"],
              from_values({0, 1, 0, 0.11920292202211755, 0.8807970779778823, 0}, {2, 3}, DType::f64), DType::f32, "y");
  expect_near(student("softmax_forward", {{"x", from_values({-2e38, -1e38}, {1, 2})}})["y"],
              from_values({0, 1}, {1, 2}, DType::f64), DType::f32, "y");
  expect_softmax(1, 12033, DType::f32);
  expect_softmax(1, 20001, DType::f32);
}

LAB_TEST("3.3", "backward", "dx is y (dy - sum of y dy)") {
  const Tensor y = from_values({0.25, 0.75}, {1, 2}), dy = from_values({1, 2}, {1, 2});  // sum of y dy: 1.75
  expect_near(student("softmax_backward", {{"dy", dy}, {"y", y}})["dx"],
              from_values({-0.1875, 0.1875}, {1, 2}, DType::f64), DType::f32, "dx");
  for (const auto& [rows, columns] : {std::pair{1, 1}, {3, 31}, {4, 33}, {2, 257}, {3, 1000}})
    expect_softmax_backward(rows, columns, DType::f32);
}

LAB_TEST("3.3", "bf16", "bf16 in and out, computed in float32") {
  for (const auto& [rows, columns] : {std::pair{2, 33}, {3, 700}}) {
    expect_softmax(rows, columns, DType::bf16);
    expect_softmax_backward(rows, columns, DType::bf16);
  }
}

LAB_TEST("3.3", "edges", "no rows, no columns, many rows of one; results that lie where the inputs lay") {
  for (const auto& [rows, columns] : {std::pair{0, 5}, {5, 0}, {1000, 1}}) {
    expect_softmax(rows, columns, DType::f32);
    expect_softmax_backward(rows, columns, DType::f32);
  }
  for (const auto& [rows, columns] : {std::pair{3, 300}, {1, 12100}}) expect_softmax_in_place(rows, columns);
}

LAB_TEST("3.3", "traffic", "2N numbers move for N elements, where separate kernels move 8N") {
  if (graded_by_time("time_softmax", kCopySpeed)) return;
  const int64_t rows = 6, columns = 1024;
  const simt::KernelCounters all = counters(expect_softmax(rows, columns, DType::f32, 3, true)["counters"]);
  const double moved = static_cast<double>(all.global_load.moved_bytes + all.global_store.moved_bytes) / 4;
  score_counter("numbers moved for each element", moved / static_cast<double>(rows * columns),
                {.best = 2, .worst = 8, .possible = 2});
}
