// Lab 04, task 4.0: predictions against models and ledgers.
#include "autograder/judge/predictions.h"
#include "autograder/judge/random_inputs.h"

using namespace llmsys;

LAB_TEST("4.0", "parameters", "a block has as many parameters as you predict") {
  const Values llama7b = {{"C", 4096}, {"H", 32}, {"G", 32}, {"F", 11008}};
  expect_equal(student("predict_block_parameters", llama7b)["parameters"], 202383360,
               "parameters of Llama-2-7B's block");
  for (int i = 0; i < 6; ++i) {
    const int64_t G = between(rng(), 1, 3), H = G * between(rng(), 1, 3), D = 2 * between(rng(), 1, 5);
    expect_predicted("block_parameters", "parameters",
                     {{"C", H * D}, {"H", H}, {"G", G}, {"F", between(rng(), 1, 50)}});
  }
}

LAB_TEST("4.0", "flops", "attention's two products take as many FLOPs as you predict") {
  for (int i = 0; i < 5; ++i)
    expect_predicted("attention_flops", "FLOPs",
                     {{"B", between(rng(), 1, 3)},
                      {"H", between(rng(), 1, 4)},
                      {"T", between(rng(), 1, 20)},
                      {"D", 2 * between(rng(), 1, 8)}});
}

LAB_TEST("4.0", "saved", "from the scores on, attention keeps as many bytes as you predict") {
  for (int i = 0; i < 5; ++i)
    expect_predicted("probability_bytes", "bytes",
                     {{"B", between(rng(), 1, 3)}, {"H", between(rng(), 1, 4)}, {"T", between(rng(), 2, 24)}});
}
