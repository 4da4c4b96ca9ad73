// Lab 01, task 1.7: the loss, a training step, and a model that learns; and the test of all files together.
#include <algorithm>
#include <cmath>

#include "autograder/01_autodiff/program_inputs.h"
#include "autograder/01_autodiff/random_inputs.h"
#include "autograder/01_autodiff/training_inputs.h"
#include "framework/base/error.h"
#include "framework/tensor/raw.h"

using namespace llmsys;
using namespace llmsys::lab01;

namespace {

constexpr Tolerance kStep{.atol = 1e-5, .rtol = 1e-5};

void expect_loss(const Tensor& logits, const Tensor& targets) {
  const Values in = {{"logits", logits}, {"targets", targets}}, got = student("cross_entropy", in);
  const Values want = loss_answer(in);
  expect_close(got["loss"], want["loss"].number(), 1e-5, "the loss");
  expect_close(got["dlogits"], want["dlogits"].tensor(), kStep, "its gradient by the logits");
}

Tensor random_targets(int64_t N, int64_t V) {
  std::vector<int64_t> targets(static_cast<size_t>(N));
  for (int64_t& target : targets) target = between(rng(), 0, V - 1);
  return from_vector(targets);
}

void expect_training(const Values& in) {
  const Values got = student("training_step", in), want = training_answer(in);
  expect_close(got["losses"], want["losses"].tensor(), kStep, "what each training_step returned");
  expect_close(got["weight"], want["weight"].tensor(), kStep, "the weight afterwards");
}

// The mean over the last 40 steps: one batch alone is noise.
double late_loss(const Values& out) {
  const std::vector<double> losses = to_vector<double>(out["losses"].tensor());
  double sum = 0;
  for (size_t i = losses.size() - 40; i < losses.size(); ++i) sum += losses[i];
  return sum / 40;
}

}  // namespace

LAB_TEST("1.7", "example", "the loss is the mean of -log p(right class), in nats") {
  const Tensor logits = from_values({0, std::log(3.0), 0, 0}, {2, 2}), targets = from_vector<int64_t>({1, 0});
  const Values got = student("cross_entropy", {{"logits", logits}, {"targets", targets}});
  expect_close(got["loss"], (std::log(4.0 / 3) + std::log(2.0)) / 2, 1e-6, "the loss");
  expect_close(got["dlogits"], from_values({0.125, -0.125, -0.25, 0.25}, {2, 2}), kStep, "its gradient by the logits");
  const Tensor even =
      student("cross_entropy", {{"logits", zeros({3, 8})}, {"targets", random_targets(3, 8)}})["dlogits"].tensor();
  expect_close(raw::sum(even), scalar(0), {.atol = 1e-6}, "the sum of the gradients");
  for (int i = 0; i < 5; ++i) {
    const int64_t N = between(rng(), 1, 8), V = between(rng(), 1, 9);
    expect_loss(raw::mul(randn({N, V}, rng()), 3), random_targets(N, V));
  }
  expect_loss(from_values({1e4, 0, -1e4, 0, 0, 1e4}, {2, 3}), from_vector<int64_t>({0, 2}));
}

LAB_TEST("1.7", "step", "old gradients are dropped, the update comes last, the loss is the one before it") {
  const Tensor x = randn({6, 4}, rng()), weight = randn({4, 5}, rng()), old = randn({4, 5}, rng());
  for (const int64_t steps : {1, 2, 10})
    expect_training({{"x", x},
                     {"targets", random_targets(6, 5)},
                     {"weight", weight},
                     {"old_gradient", old},
                     {"lr", 0.5},
                     {"steps", steps}});
}

LAB_TEST("1.7", "learns", "200 steps bring a small network on Austen from 4 nats a character below 2.9") {
  const Values got = student("train_characters", character_inputs(200));
  const double first = to_vector<double>(got["losses"].tensor()).at(0), last = late_loss(got);
  expect(first > 3.5 && first < 5, text("the first loss is ", first, ", want about log V = 4: is it a mean, in nats?"));
  expect(last < 2.9, text("after 200 steps the loss is ", last, ", want below 2.9"));
}

LAB_TEST("1.all", "together", "your rules, your traversal and your optimizer give the gradients and weights of ours") {
  for (int i = 0; i < 6; ++i) {
    const Slopes slopes = i % 2 == 0 ? Slopes::smooth : Slopes::any;
    expect_program(random_op_program(25, slopes), slopes);
  }
  const Values in = character_inputs(20);
  const Values got = student("train_characters", in), want = solution("train_characters", in);
  for (const auto& [name, value] : want)
    expect_close(got[name], value.tensor(), {.atol = 1e-3, .rtol = 1e-3}, name + " after 20 steps of training");
}
