// Lab 00, task 0.7: a first kernel.
#include "autograder/00_warm_up/reference/reference.h"
#include "autograder/00_warm_up/saxpy_inputs.h"
#include "autograder/judge/counters.h"
#include "autograder/judge/gpu_time.h"
#include "autograder/judge/random_inputs.h"
#include "framework/tensor/factories.h"

using namespace llmsys;
using namespace llmsys::lab00;

LAB_TEST("0.7", "example", "2 (1, 2, 3) + (10, 20, 30) = (12, 24, 36)") {
  const Values in = {{"a", 2.0}, {"x", from_values({1, 2, 3}, {3})}, {"y", from_values({10, 20, 30}, {3})}};
  expect_equal(student("saxpy", in)["y"], from_values({12, 24, 36}, {3}), "y");
}

LAB_TEST("0.7", "property", "each element is a x + y, however many blocks they fill, the last one whole or not") {
  for (const int64_t n : {int64_t{512}, int64_t{1000}, between(rng(), 2, 5000), int64_t{1000001}}) expect_saxpy(3, n);
}

LAB_TEST("0.7", "edges", "no element, one, and one more or less than a warp or a block has threads") {
  for (const int64_t n : {0, 1, 31, 32, 33, 255, 256, 257}) expect_saxpy(-2, n);
}

LAB_TEST("0.7", "sectors", "neighbours in a warp take neighbours in memory: 4 sectors for 32 floats, not 32") {
  if (graded_by_time("time_saxpy", kCopySpeed)) return;
  constexpr int64_t kWarps = 256, n = 32 * kWarps;
  const Tensor x = small_integers(n), y = small_integers(n);
  const Values got = student("saxpy", {{"a", 3.0}, {"x", x}, {"y", y}, {"counted", true}});
  expect_equal(got["y"], reference::saxpy(3, x, y), "y");
  const simt::KernelCounters all = counters(got["counters"]);
  const CounterGoal goal{.best = 4, .worst = 32, .possible = 4};  // 32 floats, 128 bytes, fill 4 sectors of 32 bytes
  const auto of_warp = [](int64_t sectors, int64_t loads) { return double(sectors) / double(loads * kWarps); };
  score_counter("sectors loaded for 32 floats", of_warp(all.global_load.sectors, 2), goal);  // of x and of y
  score_counter("sectors stored for 32 floats", of_warp(all.global_store.sectors, 1), goal);
}
