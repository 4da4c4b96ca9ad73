// Lab 06's loop as this program runs it: schedules, clipping, accumulation, what goes into a checkpoint.
#include <cmath>
#include <limits>
#include <numbers>

#include "framework/autograd/leaf.h"
#include "framework/tensor/raw.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"
#include "labs/06_pretraining/clipping.h"
#include "labs/06_pretraining/schedules.h"
#include "labs/06_pretraining/training_loop.h"
#include "programs/model/language_model.h"

using namespace llmsys;
using namespace llmsys::lab06;
using namespace llmsys::testing;

namespace {

ModelConfig tiny() {
  ModelConfig c;
  c.vocabulary = 11, c.context = 8, c.layers = 1, c.width = 16, c.heads = c.kv_heads = 2, c.head_size = 8, c.ffn = 32;
  return c;
}

Batch random_batch(int64_t rows, uint64_t seed) {
  Rng rng(seed);
  std::vector<int64_t> ids(static_cast<size_t>(rows * 8));
  for (int64_t& id : ids) id = static_cast<int64_t>(rng.below(11));
  std::vector<int64_t> targets(ids.begin() + 1, ids.end());
  targets.push_back(kNoTarget);
  return {from_vector(ids, {rows, 8}), from_vector(targets, {rows, 8})};
}

// A model and its optimizer; the same each time.
struct Trainee {
  Rng rng{7};
  std::unique_ptr<LanguageModel> model = make_model(tiny(), rng);
  lab01::AdamW optimizer{model->module().named_parameters(), {.learning_rate = 0.01}};
};

double largest_difference(const Trainee& a, const Trainee& b) {
  const std::vector<Tensor> left = a.model->module().parameters(), right = b.model->module().parameters();
  double out = 0;
  for (size_t i = 0; i < left.size(); ++i) {
    const std::vector<float> x = to_vector<float>(left[i]), y = to_vector<float>(right[i]);
    for (size_t j = 0; j < x.size(); ++j) out = std::max(out, std::abs(double{x[j]} - y[j]));
  }
  return out;
}

}  // namespace

TEST_CASE("the cosine schedule rises along a line and falls along half a cosine") {
  const Schedule s{.peak = 2, .lowest = 0.5, .warm_up = 4, .decay = 0, .steps = 24};
  for (int64_t step = 1; step <= 4; ++step) CHECK(cosine_rate(s, step) == Approx(2.0 * step / 4));
  for (int64_t step = 5; step <= 24; ++step)
    CHECK(cosine_rate(s, step) == Approx(0.5 + 1.5 * 0.5 * (1 + std::cos(std::numbers::pi * (step - 4) / 20))));
  CHECK(cosine_rate(s, 14) == Approx(1.25));
  CHECK(cosine_rate(s, 24) == 0.5);
  CHECK(cosine_rate(s, 1000) == 0.5);
  CHECK(cosine_rate({.peak = 3, .lowest = 0, .warm_up = 0, .decay = 0, .steps = 1}, 1) == 0);
  CHECK(cosine_rate({.peak = 3, .lowest = 0, .warm_up = 5, .decay = 0, .steps = 5}, 5) == 3);
}

TEST_CASE("the WSD schedule rises, stays and falls, and a longer run has the same beginning") {
  const Schedule s{.peak = 2, .lowest = 1, .warm_up = 2, .decay = 4, .steps = 10}, longer{2, 1, 2, 4, 100};
  const std::vector<double> want = {1, 2, 2, 2, 2, 2, 1.75, 1.5, 1.25, 1, 1};
  for (size_t i = 0; i < want.size(); ++i) CHECK(wsd_rate(s, static_cast<int64_t>(i) + 1) == Approx(want[i]));
  for (int64_t step = 1; step <= 6; ++step) CHECK(wsd_rate(s, step) == wsd_rate(longer, step));
}

TEST_CASE("a schedule that cannot be is refused") {
  const Schedule good{.peak = 1, .lowest = 0, .warm_up = 2, .decay = 2, .steps = 10};
  for (const auto rate : {cosine_rate, wsd_rate}) {
    CHECK_NOTHROW(rate(good, 1));
    CHECK_THROWS_AS(rate(good, 0), ValueError);
    for (const Schedule& bad : {Schedule{1, 2, 2, 2, 10}, Schedule{1, 0, -1, 2, 10}, Schedule{1, 0, 11, 0, 10},
                                Schedule{1, 0, 0, 0, 0}, Schedule{std::nan(""), 0, 2, 2, 10}})
      CHECK_THROWS_AS(rate(bad, 1), ValueError);
  }
  CHECK_THROWS_AS(wsd_rate({1, 0, 6, 5, 10}, 1), ValueError);
}

TEST_CASE("clipping scales all gradients by one factor, and only those above the norm") {
  Tensor a = from_values({0, 0}, {2}), b = from_values({0}, {1}), frozen = from_values({5}, {1});
  for (Tensor* w : {&a, &b, &frozen}) set_requires_grad(*w, true);
  const auto set = [&](double factor) {
    set_grad(a, from_values({3 * factor, 0}, {2}));
    set_grad(b, from_values({4 * factor}, {1}));
  };
  set(1);
  CHECK(clip_gradients({a, b, frozen}, 5) == Approx(5));
  CHECK(to_vector<float>(grad(a)) == std::vector<float>{3, 0});
  set(2);
  CHECK(clip_gradients({a, b, frozen}, 5) == Approx(10));
  CHECK(to_vector<float>(grad(a)) == std::vector<float>{3, 0});
  CHECK(to_vector<float>(grad(b)) == std::vector<float>{4});
  CHECK_FALSE(grad(frozen).defined());
  CHECK_THROWS_AS(clip_gradients({a}, 0), ValueError);
  set(std::numeric_limits<double>::quiet_NaN());
  CHECK(std::isnan(clip_gradients({a, b}, 1)));
  set(3e30);  // squares beyond f32
  CHECK(clip_gradients({a, b}, 1) == Approx(15e30));
  CHECK(grad(b).item<float>() == Approx(0.8F));
}

TEST_CASE("a norm of many elements is right to double precision, whatever the threads") {
  Tensor w = zeros({100, 1001});
  set_requires_grad(w, true);
  Rng rng(3);
  set_grad(w, randn({100, 1001}, rng));
  double sum = 0;
  for (const float g : to_vector<float>(grad(w))) sum += double{g} * g;
  const double norm = clip_gradients({w}, 1e9);
  CHECK(norm == Approx(std::sqrt(sum)).epsilon(1e-12));
  Context one = context();
  one.threads = 1;
  const ContextScope scope(one);
  CHECK(clip_gradients({w}, 1e9) == norm);
}

TEST_CASE("several batches make the update of one that holds them all, though their targets differ in number") {
  const Batch a = random_batch(3, 1), b = random_batch(1, 2);
  raw::fill_(raw::slice(b.targets, 1, 2), kNoTarget);  // two targets count
  const Batch all{raw::cat({a.tokens, b.tokens}), raw::cat({a.targets, b.targets})};
  Trainee apart, together;
  for (int i = 0; i < 3; ++i) {
    const StepResult one = training_step(apart.model->module(), apart.optimizer, std::array{a, b}, 0.5);
    const StepResult two = training_step(together.model->module(), together.optimizer, {&all, 1}, 0.5);
    CHECK(one.tokens == 23 + 2);
    CHECK(one.tokens == two.tokens);
    CHECK(one.loss == Approx(two.loss).epsilon(1e-5));
    CHECK(one.norm == Approx(two.norm).epsilon(1e-4));
  }
  CHECK(largest_difference(apart, together) <= 2e-4);
  CHECK(evaluate(apart.model->module(), std::array{a, b}) ==
        Approx(evaluate(apart.model->module(), {&all, 1})).epsilon(1e-5));
}

TEST_CASE("a model learns a few rows by heart") {
  Trainee trainee;
  const Batch batch = random_batch(4, 5);
  raw::copy_(raw::slice(batch.tokens, 1, 0, 1),
             raw::reshape(arange(4), {4, 1}));  // rows that their first token tells apart
  const LoopOptions options{.steps = 300, .accumulate = 1, .max_norm = 1, .rate = [](int64_t) { return 0.01; }};
  std::vector<double> losses;
  train(
      trainee.model->module(), trainee.optimizer, [&] { return batch; }, options,
      [&](const StepResult& result) {
        losses.push_back(result.loss);
        return true;
      });
  REQUIRE(losses.size() == 300);
  CHECK(losses.front() == Approx(std::log(11)).epsilon(0.05));
  CHECK(losses.back() <= 0.05);
  CHECK(evaluate(trainee.model->module(), {&batch, 1}) <= 0.05);
  CHECK(trainee.model->module().training());
}

TEST_CASE("the loop takes its batches, goes on where the optimizer stands, and stops when told") {
  Trainee trainee;
  int64_t taken = 0;
  std::vector<int64_t> asked;
  const auto next = [&] { return random_batch(1, static_cast<uint64_t>(++taken)); };
  const LoopOptions options{.steps = 5, .accumulate = 3, .max_norm = 1, .rate = [&](int64_t step) {
                              asked.push_back(step);
                              return 0.01;
                            }};
  const auto until = [&](int64_t last) {
    return [&trainee, last](const StepResult&) { return trainee.optimizer.steps() < last; };
  };
  train(trainee.model->module(), trainee.optimizer, next, options, until(2));
  CHECK(taken == 6);
  train(trainee.model->module(), trainee.optimizer, next, options, until(100));
  CHECK(taken == 15);
  CHECK(asked == std::vector<int64_t>{1, 2, 3, 4, 5});
  CHECK_THROWS_AS(training_step(trainee.model->module(), trainee.optimizer, {}, 1), ValueError);
}

TEST_CASE("a checkpoint's tensors are all that a step changes") {
  Trainee whole, parts;
  const auto step = [](Trainee& trainee, uint64_t seed) {
    const Batch batch = random_batch(2, seed);
    training_step(trainee.model->module(), trainee.optimizer, {&batch, 1}, 1);
  };
  for (const uint64_t seed : {1, 2, 3, 4}) step(whole, seed);
  for (const uint64_t seed : {1, 2}) step(parts, seed);
  Trainee resumed;
  const NamedTensors from = training_tensors(parts.model->module(), parts.optimizer);
  const NamedTensors into = training_tensors(resumed.model->module(), resumed.optimizer);
  REQUIRE(from.size() == 3 * whole.model->module().parameters().size());
  CHECK(from.front().name.rfind("model.", 0) == 0);
  CHECK(from.back().name.rfind("optimizer.v.", 0) == 0);
  for (size_t i = 0; i < from.size(); ++i) raw::copy_(into[i].tensor, from[i].tensor);
  resumed.optimizer.set_steps(2);
  for (const uint64_t seed : {3, 4}) step(resumed, seed);
  CHECK(largest_difference(whole, resumed) == 0);
}
