// Lab 02, task 2.5: a pipeline of streams and events.
#include "autograder/02_gpu_kernels/kernel_inputs.h"

using namespace llmsys;
using namespace llmsys::lab02;

LAB_TEST("2.5", "example", "(1,2,3,4,5) in chunks of two becomes (2,5,10,17,26)") {
  const Values got = student("pipeline", {{"x", from_values({1, 2, 3, 4, 5}, {5})}, {"chunk", 2}, {"seed", 0}});
  expect_equal(got["y"], from_values({2, 5, 10, 17, 26}, {5}), "y");
}

LAB_TEST("2.5", "chunks", "any number of chunks, the last one shorter; none for no elements") {
  for (const auto& [n, chunk] : {std::pair{0, 4}, {1, 4}, {4, 4}, {5, 4}, {8, 4}, {300, 7}, {1000, 1000}, {1000, 400}})
    expect_pipeline(n, chunk, 0);
}

LAB_TEST("2.5", "seeds", "whatever the streams do first, no chunk is overtaken: every wait is there") {
  for (int i = 0; i < 12; ++i)
    expect_pipeline(between(rng(), 30, 60), between(rng(), 5, 8), between(rng(), 1, 1 << 20));
}
