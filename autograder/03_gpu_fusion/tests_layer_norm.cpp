// Lab 03, tasks 3.4 and 3.5: layer normalisation and its gradients.
#include "autograder/03_gpu_fusion/kernel_inputs.h"
#include "autograder/judge/counters.h"
#include "autograder/judge/gpu_time.h"

using namespace llmsys;
using namespace llmsys::lab03;

namespace {

constexpr std::pair<int64_t, int64_t> kSizes[] = {{1, 1},   {3, 31},  {2, 32},   {4, 33},
                                                  {2, 255}, {2, 257}, {2, 2049}, {1, 2600}};

int64_t moved_bytes(const simt::KernelCounters& kernels) {
  return kernels.global_load.moved_bytes + kernels.global_store.moved_bytes;
}

// One of the two kernels of the backward pass that go through all rows. No other one may do so in its place.
simt::KernelCounters counted_backward(const std::string& kernel, int64_t rows, int64_t columns) {
  const Values got = expect_layer_norm_backward(rows, columns, DType::f32, "", true);
  const Value& all = got["counters"];
  const int64_t others = moved_bytes(counters(all)) - moved_bytes(counters(all, "layer_norm_dx_kernel")) -
                         moved_bytes(counters(all, "layer_norm_group_kernel"));
  expect(others <= 4 * rows * columns, text("kernels beside layer_norm_dx_kernel and layer_norm_group_kernel move ",
                                            others, " bytes: the work on the rows belongs into those two"));
  return counters(all, kernel);
}

}  // namespace

LAB_TEST("3.4", "example", "(1,2,3) has mean 2, variance 2/3 and becomes (-1.2247, 0, 1.2247)") {
  const Values got =
      student("layer_norm_forward",
              {{"x", from_values({1, 2, 3}, {1, 3})}, {"w", ones({3})}, {"b", zeros({3})}, {"eps", 1e-5}});
  expect_close(got["y"], from_values({-1.2247357, 0, 1.2247357}, {1, 3}), {.atol = 1e-5, .rtol = 0}, "y");
  expect_close(got["mean"], from_values({2}, {1}), {.atol = 1e-6, .rtol = 0}, "mean");
  expect_close(got["rstd"], from_values({1.2247357}, {1}), {.atol = 1e-5, .rtol = 0}, "rstd");
}

LAB_TEST("3.4", "property", "each row has mean 0 and variance 1 before w and b, as in float64") {
  for (const auto& [rows, columns] : kSizes) expect_layer_norm(rows, columns, DType::f32);
  for (int i = 0; i < 3; ++i) expect_layer_norm(between(rng(), 1, 20), between(rng(), 2, 600), DType::f32);
}

LAB_TEST("3.4", "offset", "a mean of 1000 costs no digits: the variance is that of x - mean") {
  expect_layer_norm(3, 500, DType::f32, 1000);
  expect_layer_norm(2, 2500, DType::f32, -3000);
}

LAB_TEST("3.4", "bf16", "bf16 in and out, computed in float32") {
  for (const auto& [rows, columns] : {std::pair{2, 33}, {3, 700}}) expect_layer_norm(rows, columns, DType::bf16);
}

LAB_TEST("3.4", "edges", "no rows; many rows of one column, which become b") {
  expect_layer_norm(0, 7, DType::f32);
  expect_layer_norm(300, 1, DType::f32);
}

LAB_TEST("3.4", "traffic", "x is read once and y written once") {
  if (graded_by_time("time_layer_norm", kCopySpeed)) return;
  const int64_t rows = 16, columns = 1024;
  const Values got = expect_layer_norm(rows, columns, DType::f32, 0, true);
  const int64_t needed = 4 * (2 * rows * columns + 2 * columns + 2 * rows);  // x and y, w and b, mean and rstd
  score_counter("bytes moved for each byte needed",
                static_cast<double>(moved_bytes(counters(got["counters"]))) / static_cast<double>(needed),
                {.best = 1.9, .worst = 3, .possible = 1});  // each row reads w and b again: 4N / (2N + 2C)
}

LAB_TEST("3.5", "rows", "dx: an example by hand, and float64") {
  const Values got = student("layer_norm_backward", {{"x", from_values({1, 3}, {1, 2})},
                                                     {"w", from_values({2, 1}, {2})},
                                                     {"dy", from_values({1, 4}, {1, 2})},
                                                     {"mean", from_values({2}, {1})},
                                                     {"rstd", from_values({0.5}, {1})}});
  // xhat = (-0.5, 0.5), g = (2, 4): their mean is 3, that of g xhat 0.5; dx = 0.5 (g - 3 - 0.5 xhat).
  expect_close(got["dx"], from_values({-0.375, 0.375}, {1, 2}), {.atol = 1e-6, .rtol = 0}, "dx");
  for (const auto& [rows, columns] : kSizes) expect_layer_norm_backward(rows, columns, DType::f32, "dx");
}

LAB_TEST("3.5", "columns", "dw and db add up over all rows, also over more than one group of them") {
  for (const auto& [rows, columns] : {std::pair{1, 1}, {2, 33}, {63, 40}, {64, 257}, {65, 31}, {200, 7}, {1000, 3}}) {
    expect_layer_norm_backward(rows, columns, DType::f32, "dw");
    expect_layer_norm_backward(rows, columns, DType::f32, "db");
  }
}

LAB_TEST("3.5", "order", "the same bits every time: no atomics") {
  const simt::KernelCounters all = counters(expect_layer_norm_backward(130, 40, DType::f32, "", true)["counters"]);
  expect(all.global_atomic.requests == 0,
         text(all.global_atomic.requests,
              " requests of atomics: their order, and so the last bits, change from run to run"));
}

LAB_TEST("3.5", "bf16", "bf16 in and out, computed in float32") {
  for (const auto& [rows, columns] : {std::pair{2, 33}, {70, 300}})
    expect_layer_norm_backward(rows, columns, DType::bf16);
}

LAB_TEST("3.5", "edges", "no rows: dw and db are 0") {
  expect_layer_norm_backward(0, 7, DType::f32);
  expect_layer_norm_backward(1, 1, DType::f32);
}

LAB_TEST("3.5", "coalesced", "dw and db: neighbouring threads read neighbouring columns") {
  if (graded_by_time("time_layer_norm_backward", kCopySpeed)) return;
  const int64_t rows = 128, columns = 256;
  const simt::KernelCounters all = counted_backward("layer_norm_group_kernel", rows, columns);
  score_counter("sectors of loads, over those of dy and x",
                static_cast<double>(32 * all.global_load.sectors) / static_cast<double>(8 * rows * columns),
                {.best = 1.8, .worst = 8, .possible = 1});  // beside 4 each, mean and rstd 1, the same for all lanes
}

LAB_TEST("3.5", "lean", "dx reads dy and x once: 70 % of what moves is needed") {
  const int64_t rows = 64, columns = 1024;
  const simt::KernelCounters all = counted_backward("layer_norm_dx_kernel", rows, columns);
  const int64_t needed = 4 * (3 * rows * columns + columns + 2 * rows);  // dy, x and dx, w, mean and rstd
  score_counter("bytes moved for each byte needed", static_cast<double>(moved_bytes(all)) / static_cast<double>(needed),
                {.best = 1 / 0.7, .worst = 2, .possible = 1});
}
