// Lab 04, task 4.1: what a model costs.
#include "autograder/04_transformer/published.h"

using namespace llmsys;
using namespace llmsys::lab04;

LAB_TEST("4.1", "example", "GPT-2 small has 124,439,808 parameters, and the handout's small Llama as many as it says") {
  expect_count(gpt2_small(), 124439808);
  expect_count(handout_llama(), 4944);
  ModelConfig untied = handout_llama();
  untied.tied = false;
  expect_count(untied, 5968);
}

LAB_TEST("4.1", "published", "Llama-2-7B, SmolLM2, TinyLlama and GPT-2 XL have as many as their checkpoints hold") {
  expect_count(llama2_7b(), 6738415616);
  expect_count(smollm2_135m(), 134515008);
  expect_count(tiny_llama(), 1100048384);
  expect_count(gpt2_xl(), 1557611200);
}

LAB_TEST("4.1", "flops", "a training step takes 6 FLOPs a weight and token, and 12 L H D T for attention") {
  expect_flops(gpt2_small(), 1024);
  expect_flops(smollm2_135m(), 2048);
  expect_flops(handout_llama(), 1);
  for (int i = 0; i < 6; ++i)
    expect_flops(random_config(i % 2 == 0 ? ModelFamily::llama : ModelFamily::gpt2), between(rng(), 1, 500));
}

LAB_TEST("4.1", "utilization", "MFU is the FLOPs of training a second over those of the machine") {
  for (int i = 0; i < 4; ++i) {
    const ModelConfig config = i == 0 ? gpt2_small() : random_config();
    const int64_t tokens = between(rng(), 1, 2048);
    const double speed = 1 + 1e4 * rng().uniform(), peak = 1e9 * (1 + rng().uniform());
    const Values got =
        student("model_flops_utilization",
                {{"tokens_per_second", speed}, {"config", to_values(config)}, {"tokens", tokens}, {"peak", peak}});
    const double want = speed * reference::training_flops_per_token(config, tokens) / peak;
    expect_close(got["utilization"], want, 1e-12 * want, "utilization");
  }
}

LAB_TEST("4.1", "counted", "models have as many parameters, and their training steps as many FLOPs, as you say") {
  for (int i = 0; i < 4; ++i) {
    const ModelConfig config = random_config(i % 2 == 0 ? ModelFamily::llama : ModelFamily::gpt2);
    const Values in = {{"config", to_values(config)}, {"tokens", between(rng(), 1, 9)}};
    const Values measured = solution("measured_costs", in);
    expect_equal(student("count_parameters", in)["parameters"], measured["parameters"], "parameters");
    const double flops = measured["flops"].number();
    expect_close(student("training_flops_per_token", in)["flops"], flops, 1e-9 * flops, "FLOPs a token");
  }
}
