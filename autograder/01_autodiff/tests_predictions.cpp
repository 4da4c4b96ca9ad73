// Lab 01, task 1.0: predictions against the ledgers.
#include "autograder/01_autodiff/random_inputs.h"
#include "autograder/judge/lab_test.h"

using namespace llmsys;
using namespace llmsys::lab01;

namespace {

// The prediction must be what the solution's ledger counts for the same sizes.
void expect_prediction(const std::string& what, const std::string& unit, const Values& sizes) {
  const int64_t predicted = student("predict_" + what, sizes)[unit].integer();
  const int64_t counted = solution("measured_" + what, sizes)[unit].integer();
  expect(predicted == counted, text("predict_", what, " says ", predicted, " ", unit, ", counted were ", counted));
}

}  // namespace

LAB_TEST("1.0", "flops", "the backward pass of a matrix product costs the FLOPs that you predict") {
  expect_prediction("backward_flops", "flops", {{"B", 1}, {"M", 2}, {"K", 3}, {"N", 4}});
  for (int i = 0; i < 5; ++i)
    expect_prediction("backward_flops", "flops",
                      {{"B", between(rng(), 2, 9)},
                       {"M", between(rng(), 2, 9)},
                       {"K", between(rng(), 2, 9)},
                       {"N", between(rng(), 2, 9)}});
}

LAB_TEST("1.0", "saved", "mean(tanh(X W)) saves the bytes that you predict") {
  expect_prediction("saved_bytes", "bytes", {{"M", 2}, {"K", 3}, {"N", 4}});
  for (int i = 0; i < 5; ++i)
    expect_prediction("saved_bytes", "bytes",
                      {{"M", between(rng(), 2, 40)}, {"K", between(rng(), 2, 40)}, {"N", between(rng(), 2, 40)}});
}

LAB_TEST("1.0", "traffic", "a step of AdamW reads and writes the bytes that you predict") {
  expect_prediction("adamw_bytes", "bytes", {{"n", 1}});
  for (int i = 0; i < 5; ++i) expect_prediction("adamw_bytes", "bytes", {{"n", between(rng(), 2, 5000)}});
}
