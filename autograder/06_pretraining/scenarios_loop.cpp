// Lab 06, tasks 6.6 to 6.8 and 6.11. The model is the smallest there is: a table whose row t is the logits behind
// token t.
#include <algorithm>
#include <memory>

#include "autograder/06_pretraining/data_values.h"
#include "autograder/06_pretraining/scenarios.h"
#include "framework/autograd/grad_mode.h"
#include "framework/autograd/leaf.h"
#include "framework/base/context.h"
#include "framework/base/error.h"
#include "framework/memory/peak_meter.h"
#include "framework/nn/module.h"
#include "framework/tensor/probe.h"
#include "framework/tensor/raw.h"
#include "labs/01_autodiff/ops.h"
#include "labs/01_autodiff/optimizer.h"
#include "labs/06_pretraining/clipping.h"
#include "labs/06_pretraining/scaling_law.h"
#include "labs/06_pretraining/schedules.h"
#include "labs/06_pretraining/training_loop.h"

namespace llmsys::lab06 {
namespace {

class Bigram final : public Module {
 public:
  explicit Bigram(const Tensor& table) : Module("Bigram"), table_(set_requires_grad(raw::clone(table))) {
    register_parameter("table", table_);
  }
  [[nodiscard]] Tensor table() const { return detach(table_); }
  [[nodiscard]] bool recorded() const { return recorded_; }
  [[nodiscard]] bool ran_in_training() const { return ran_in_training_; }

 protected:
  Tensor forward(const Tensor& tokens) override {
    const Tensor logits = embedding(table_, tokens);  // (B,T,V)
    recorded_ = recorded_ || requires_grad(logits);
    ran_in_training_ = ran_in_training_ || training();
    probe("logits", logits);
    return logits;
  }

 private:
  Tensor table_;  // (V,V)
  bool recorded_ = false, ran_in_training_ = false;
};

Values rate_of(const Values& in) {
  const Schedule schedule{.peak = in["peak"].number(),
                          .lowest = in["lowest"].number(),
                          .warm_up = in["warm_up"].integer(),
                          .decay = in["decay"].integer(),
                          .steps = in["steps"].integer()};
  const auto rate = in["kind"].bytes() == "wsd" ? wsd_rate : cosine_rate;
  List rates;
  for (const int64_t step : in["at"].integers()) rates.emplace_back(rate(schedule, step));
  return {{"rates", rates}};
}

// The same elements as columns of a wider tensor: a view with gaps.
Tensor as_columns(const Tensor& x) { return raw::slice(raw::cat({x, full(x.shape(), 9)}, -1), -1, 0, x.size(-1)); }

// A gradient that is false stands for none.
Values clipped(const Values& in) {
  const bool columns = in.find("columns") != nullptr;
  std::vector<Tensor> parameters;
  for (const Value& gradient : in["gradients"].list()) {
    const bool none = gradient.type_name() == "boolean";
    parameters.push_back(set_requires_grad(zeros(none ? Shape{2} : gradient.tensor().shape())));
    if (!none) set_grad(parameters.back(), columns ? as_columns(gradient.tensor()) : raw::clone(gradient.tensor()));
  }
  const double norm = clip_gradients(parameters, in["max_norm"].number());
  List gradients;
  for (const Tensor& parameter : parameters) {
    const Tensor gradient = grad(parameter);
    if (gradient.defined()) gradients.emplace_back(gradient);
    if (!gradient.defined()) gradients.emplace_back(false);
  }
  return {{"norm", norm}, {"gradients", gradients}};
}

std::vector<Batch> batches_of(const Value& in) {
  std::vector<Batch> batches;
  for (const Value& batch : in.list())
    batches.push_back({batch.map()["tokens"].tensor(), batch.map()["targets"].tensor()});
  return batches;
}

std::unique_ptr<lab01::Optimizer> optimizer_of(const Values& in, const Module& model) {
  if (in["optimizer"].bytes() == "adamw")
    return std::make_unique<lab01::AdamW>(model.named_parameters(), lab01::AdamWOptions{.learning_rate = 0.1});
  return std::make_unique<lab01::Sgd>(model.named_parameters(), lab01::SgdOptions{.learning_rate = 0.5});
}

// What is left of an earlier step must not count.
void leave_gradient(const Bigram& model) {
  for (const Tensor& parameter : model.parameters()) set_grad(parameter, full(parameter.shape(), 7));
}

Values stepped(const Values& in) {
  Bigram model(in["table"].tensor());
  const auto optimizer = optimizer_of(in, model);
  leave_gradient(model);
  const std::vector<Batch> batches = batches_of(in["batches"]);
  const StepResult result = training_step(model, *optimizer, batches, in["max_norm"].number());
  return {{"loss", result.loss}, {"norm", result.norm}, {"tokens", result.tokens}, {"table", model.table()}};
}

Values evaluated(const Values& in) {
  Bigram model(in["table"].tensor());
  model.train(in["training"].boolean());
  const double loss = evaluate(model, batches_of(in["batches"]));
  return {{"loss", loss},
          {"measured_in_training", model.ran_in_training()},
          {"training", model.training()},
          {"recorded", model.recorded()},
          {"grad_mode", context().grad_mode},
          {"table", model.table()}};
}

// Some steps of the loop over the batches, again and again from the first; stopped and gone on with in between if
// asked.
struct Run {
  Run(const Values& in, const Tensor& table)
      : model(table), optimizer(optimizer_of(in, model)), batches(batches_of(in["batches"])) {}

  void go(const Values& in, int64_t stop_after) {
    const LoopOptions options{.steps = in["steps"].integer(),
                              .accumulate = in["accumulate"].integer(),
                              .max_norm = 1,
                              .rate = [](int64_t step) { return 0.5 / static_cast<double>(step); }};
    int64_t made = 0;
    train(
        model, *optimizer, [this] { return batches[static_cast<size_t>(next++) % batches.size()]; }, options,
        [&](const StepResult& result) {
          losses.emplace_back(result.loss);
          probe("the model after a step", model.table());
          return ++made != stop_after;
        });
  }

  Bigram model;
  std::unique_ptr<lab01::Optimizer> optimizer;
  std::vector<Batch> batches;
  int64_t next = 0;
  List losses;
};

Values looped(const Values& in) {
  auto run = std::make_unique<Run>(in, in["table"].tensor());
  run->go(in, in["stop_after"].integer());
  std::vector<std::string> names;
  for (const auto& [name, tensor] : training_tensors(run->model, *run->optimizer)) names.push_back(name);
  if (in["stop_after"].integer() > 0) {
    auto later = std::make_unique<Run>(in, zeros(in["table"].tensor().shape()));
    const NamedTensors from = training_tensors(run->model, *run->optimizer),
                       into = training_tensors(later->model, *later->optimizer);
    for (size_t i = 0; i < from.size(); ++i) {
      Tensor target = into[i].tensor;
      raw::copy_(target, from[i].tensor);
    }
    later->optimizer->set_steps(run->optimizer->steps());
    later->next = run->next;
    later->losses = run->losses;
    later->go(in, -1);
    run = std::move(later);
  }
  return {{"table", run->model.table()},
          {"losses", run->losses},
          {"steps", run->optimizer->steps()},
          {"batches", run->next},
          {"names", to_list(names)}};
}

// The most bytes a step holds beyond what was held before it.
Values memory_of_step(const Values& in) {
  PeakMeter meter(current_memory(context().device));
  Context mine = context();
  use_memory(mine, meter);
  const ContextScope scope(mine);
  Bigram model(in["table"].tensor());
  const auto optimizer = optimizer_of(in, model);
  const std::vector<Batch> batches = batches_of(in["batches"]);
  const int64_t before = meter.current_bytes();
  meter.reset_peak();
  const StepResult result = training_step(model, *optimizer, batches, 1);
  return {{"bytes", meter.peak_bytes() - before}, {"loss", result.loss}};
}

ScalingLaw law_of(const Values& in) {
  const std::vector<double> numbers = numbers_of(in["law"]);
  return {.irreducible = numbers.at(0),
          .a = numbers.at(1),
          .alpha = numbers.at(2),
          .b = numbers.at(3),
          .beta = numbers.at(4)};
}

Values law_fitted(const Values& in) {
  const std::vector<double> numbers = numbers_of(in["runs"]);
  std::vector<TrainedModel> runs;
  for (size_t i = 0; i + 2 < numbers.size(); i += 3) runs.push_back({numbers[i], numbers[i + 1], numbers[i + 2]});
  const auto [irreducible, a, alpha, b, beta] = fit_scaling_law(runs);
  return {{"law", to_list(std::vector<double>{irreducible, a, alpha, b, beta})}};
}

Values best_spent(const Values& in) {
  const auto [parameters, tokens] = compute_optimal(law_of(in), in["flops"].number());
  return {{"parameters", parameters}, {"tokens", tokens}};
}

}  // namespace

void add_loop_scenarios(ScenarioTable& table) {
  table.add("rates", rate_of);
  table.add("clip", clipped);
  table.add("step", stepped);
  table.add("evaluate", evaluated);
  table.add("train", looped);
  table.add("step_memory", memory_of_step);
  table.add("predicted_loss", [](const Values& in) -> Values {
    return {{"loss", predicted_loss(law_of(in), in["parameters"].number(), in["tokens"].number())}};
  });
  table.add("fit_scaling_law", law_fitted);
  table.add("compute_optimal", best_spent);
}

}  // namespace llmsys::lab06
