// Lab 01, task 1.7: the loss, one step, and a small model that learns.
#include "autograder/01_autodiff/scenarios.h"
#include "framework/autograd/leaf.h"
#include "framework/base/error.h"
#include "framework/tensor/probe.h"
#include "framework/tensor/raw.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/01_autodiff/ops.h"
#include "labs/01_autodiff/training_step.h"

namespace llmsys::lab01 {
namespace {

// y = x W: softmax regression, whose gradient is known in closed form.
class LinearModel : public Module {
 public:
  explicit LinearModel(const Tensor& weight) : Module("LinearModel"), weight_(raw::clone(weight)) {
    register_parameter("weight", weight_);
  }
  [[nodiscard]] const Tensor& weight() const { return weight_; }

 protected:
  Tensor forward(const Tensor& x) override {
    const Tensor logits = matmul(x, weight_);  // (N,K) (K,V) -> (N,V)
    probe("logits", logits);
    return logits;
  }

 private:
  Tensor weight_;  // (K,V)
};

// The next character from those before: embeddings side by side, one hidden layer.
class CharacterModel : public Module {
 public:
  explicit CharacterModel(const Values& in)
      : Module("CharacterModel"),
        table_(raw::clone(in["table"].tensor())),
        hidden_(raw::clone(in["hidden"].tensor())),
        bias_(raw::clone(in["bias"].tensor())),
        out_(raw::clone(in["out"].tensor())) {
    register_parameter("table", table_);
    register_parameter("hidden", hidden_);
    register_parameter("bias", bias_);
    register_parameter("out", out_);
  }

 protected:
  Tensor forward(const Tensor& ids) override {
    const Tensor x = reshape(embedding(table_, ids), {ids.size(0), -1});  // (N,T) -> (N,T C)
    const Tensor hidden = tanh(add(matmul(x, hidden_), bias_));           // (N,F)
    const Tensor logits = matmul(hidden, out_);                           // (N,V)
    probe("hidden layer", hidden);
    probe("logits", logits);
    return logits;
  }

 private:
  Tensor table_;   // (V,C)
  Tensor hidden_;  // (T C,F)
  Tensor bias_;    // (F)
  Tensor out_;     // (F,V)
};

Values loss_and_gradient(const Values& in) {
  const Tensor logits = set_requires_grad(raw::clone(in["logits"].tensor()));
  const Tensor loss = cross_entropy(logits, in["targets"].tensor());
  LLMSYS_CHECK(ShapeError, loss.rank() == 0, "the loss must be a scalar, of shape (), got ", loss.shape());
  const double value = raw::to(loss, DType::f64).item<double>();
  llmsys::backward(loss);
  return {{"loss", value}, {"dlogits", raw::contiguous(grad(logits))}};
}

// Several steps of plain gradient descent on the same batch; a gradient from before lies there already.
Values steps_of_regression(const Values& in) {
  LinearModel model(in["weight"].tensor());
  set_grad(model.weight(), raw::clone(in["old_gradient"].tensor()));
  Sgd optimizer(model.named_parameters(), {.learning_rate = in["lr"].number(), .momentum = 0, .weight_decay = 0});
  std::vector<double> losses;
  for (int64_t i = 0; i < in["steps"].integer(); ++i) {
    losses.push_back(training_step(model, optimizer, in["x"].tensor(), in["targets"].tensor()));
    probe(text("the weight after step ", i + 1), model.weight());
  }
  LLMSYS_CHECK(ValueError, optimizer.steps() == in["steps"].integer(), "the optimizer made ", optimizer.steps(),
               " steps in ", in["steps"].integer(), " calls of training_step: call step() once in each");
  return {{"losses", from_vector(losses)}, {"weight", raw::clone(model.weight())}};
}

// One step on each batch of (batches,N,T) contexts.
Values train_characters(const Values& in) {
  CharacterModel model(in);
  AdamW optimizer(model.named_parameters(), {.learning_rate = in["lr"].number()});
  const Tensor &contexts = in["contexts"].tensor(), &targets = in["targets"].tensor();
  std::vector<double> losses;
  for (int64_t i = 0; i < contexts.size(0); ++i)
    losses.push_back(training_step(model, optimizer, raw::select(contexts, 0, i), raw::select(targets, 0, i)));
  Values out = {{"losses", from_vector(losses)}};
  for (const auto& [name, tensor] : model.named_parameters()) out.set(name, raw::clone(tensor));
  return out;
}

}  // namespace

void add_training_scenarios(ScenarioTable& table) {
  table.add("cross_entropy", loss_and_gradient);
  table.add("training_step", steps_of_regression);
  table.add("train_characters", train_characters);
}

}  // namespace llmsys::lab01
