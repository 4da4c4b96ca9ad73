// Lab 06, task 6.8: a step, the loop, evaluation and going on.
#include "autograder/06_pretraining/data_inputs.h"
#include "autograder/judge/counters.h"
#include "framework/tensor/raw.h"

using namespace llmsys;
using namespace llmsys::lab06;

namespace {

constexpr int64_t kVocabulary = 7, kNoTarget = -100;

Values random_batch(int64_t B, int64_t T, double counting) {
  std::vector<int64_t> tokens, targets;
  for (int64_t i = 0; i < B * T; ++i) {
    tokens.push_back(between(rng(), 0, kVocabulary - 1));
    targets.push_back(rng().uniform() < counting ? between(rng(), 0, kVocabulary - 1) : kNoTarget);
  }
  return {{"tokens", from_vector(tokens, {B, T})}, {"targets", from_vector(targets, {B, T})}};
}

// Batches of different sizes, in which different shares of the targets count.
Values loop_inputs(int64_t batches, const std::string& optimizer = "sgd") {
  List all;
  for (int64_t i = 0; i < batches; ++i)
    all.emplace_back(random_batch(between(rng(), 1, 3), between(rng(), 1, 6), i == 1 ? 0.1 : 0.9));
  return {{"table", randn({kVocabulary, kVocabulary}, rng())},
          {"batches", all},
          {"optimizer", optimizer},
          {"max_norm", 1e9},
          {"training", true},
          {"steps", 6},
          {"accumulate", 2},
          {"stop_after", 0}};
}

void expect_step(const Values& in) {
  const Values got = student("step", in), want = reference::answer("step", in);
  expect_equal(got["tokens"], want["tokens"], "targets that counted");
  expect_close(got["loss"], want["loss"].number(), 1e-5 * (1 + want["loss"].number()), "loss");
  expect_close(got["norm"], want["norm"].number(), 1e-5 * (1 + want["norm"].number()), "norm");
  expect_close(got["table"], want["table"].tensor(), {.atol = 1e-5, .rtol = 1e-5}, "the model after the step");
}

}  // namespace

LAB_TEST("6.8", "step", "one batch: old gradients dropped, the mean loss, its norm, clipped, then the update") {
  for (const double most : {1e9, 0.1, 0.01}) expect_step(with(loop_inputs(1), {{"max_norm", most}}));
}

LAB_TEST("6.8", "accumulate",
         "several batches are one: each target that counts has the same weight, wherever it lies") {
  for (int64_t batches = 2; batches <= 5; ++batches)
    for (const double most : {1e9, 0.05}) expect_step(with(loop_inputs(batches), {{"max_norm", most}}));
}

LAB_TEST("6.8", "evaluate", "the mean over all targets that count, nothing recorded, and the model's mode as it was") {
  for (const bool training : {true, false}) {
    const Values in = with(loop_inputs(4), {{"training", training}});
    const Values got = student("evaluate", in);
    expect_close(got["loss"], reference::answer("evaluate", in)["loss"].number(), 1e-5, "loss");
    expect_equal(got["measured_in_training"], false, "whether the model was in training while it was measured");
    expect_equal(got["training"], training, "whether the model is being trained");
    expect_equal(got["recorded"], false, "whether a graph was recorded");
    expect_equal(got["grad_mode"], true, "whether graphs are recorded afterwards");
    expect_equal(got["table"], in["table"], "the model");
  }
}

LAB_TEST("6.8", "resume",
         "a run that was stopped and went on ends with the same bits, in its weights and all its losses") {
  for (const char* optimizer : {"adamw", "sgd"}) {
    const Values in = loop_inputs(3, optimizer);
    const Values whole = student("train", in);
    expect_equal(whole["steps"], 6, "steps");
    expect_equal(whole["batches"], 12, "batches that were asked for");
    expect_equal(whole, solution("train", in), "what a whole run leaves");
    for (const int64_t stop : {1, 2, 5}) {
      const Values on = student("train", with(in, {{"stop_after", stop}}));
      for (const char* what : {"table", "losses", "steps", "batches"}) expect_equal(on[what], whole[what], what);
    }
  }
}

LAB_TEST("6.8", "edges",
         "no batch is a ValueError; batches in which nothing counts have a loss of 0 and change nothing") {
  expect_error("step", with(loop_inputs(1), {{"batches", List{}}}), ErrorKind::value, {});
  const Values nothing = with(loop_inputs(1), {{"batches", List{random_batch(2, 3, 0), random_batch(1, 2, 0)}}});
  expect_step(nothing);
  expect_step(with(loop_inputs(1), {{"batches", List{random_batch(2, 3, 0), random_batch(2, 4, 1)}}}));
  const Values single = with(loop_inputs(1), {{"batches", List{random_batch(1, 1, 1)}}});
  expect_step(single);
  expect_close(student("evaluate", single)["loss"], reference::answer("evaluate", single)["loss"].number(), 1e-5,
               "loss of a single target");
  expect_close(student("evaluate", nothing)["loss"], 0, 0, "loss");
  expect_close(student("evaluate", with(nothing, {{"batches", List{}}}))["loss"], 0, 0, "loss without batches");
  const Values done = student("train", with(loop_inputs(2), {{"steps", 0}}));
  expect_equal(done["batches"], 0, "batches asked for by a run of no steps");
}

LAB_TEST("6.8", "memory", "a step of eight batches holds the activations of one at a time") {
  Values in = loop_inputs(1);
  const Values batch = random_batch(8, 64, 1);
  in.set("batches", List{batch});
  const double one = student("step_memory", in)["bytes"].number();
  in.set("batches", List(8, batch));
  score_counter("memory of a step of eight batches, by that of one", student("step_memory", in)["bytes"].number() / one,
                {.best = 1.1, .worst = 4, .possible = 0.9, .emulated = false});
}
