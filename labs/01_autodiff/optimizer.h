/// @file
/// Given: optimizers that own the state and call the update rules of task 1.6.
#pragma once
#include <vector>

#include "framework/tensor/named_tensor.h"
#include "labs/01_autodiff/optimizers.h"

namespace llmsys::lab01 {

/// Updates parameters by their gradients. Holds handles: the parameters live on in their model.
class Optimizer {
 public:
  /// @param parameters  leaves that want gradients, contiguous f32, with their names
  /// @throws DTypeError, ValueError naming the parameter that is something else
  explicit Optimizer(NamedTensors parameters);
  virtual ~Optimizer() = default;
  Optimizer(const Optimizer&) = delete;
  Optimizer& operator=(const Optimizer&) = delete;

  /// Updates every parameter that has a gradient; the others stay.
  void step();
  /// Drops all gradients.
  void zero_grad();
  /// The learning rate of the steps to come.
  virtual void set_learning_rate(double rate) = 0;
  /// Steps made so far.
  [[nodiscard]] int64_t steps() const { return steps_; }

  /// The state as tensors, for a checkpoint: "m.fc1.weight", ... in a fixed order. Handles: loading copies into them.
  [[nodiscard]] virtual NamedTensors state() const = 0;
  /// Goes on after that many steps; copy the state's tensors in as well.
  void set_steps(int64_t steps) { steps_ = steps; }

 protected:
  /// Updates parameter number i; steps() counts this step already.
  virtual void update(size_t i, Tensor& w, const Tensor& gradient) = 0;
  /// A zero tensor like each parameter.
  [[nodiscard]] std::vector<Tensor> zeros_like_parameters() const;
  /// Names and parameters.
  [[nodiscard]] const NamedTensors& parameters() const { return parameters_; }

 private:
  NamedTensors parameters_;
  int64_t steps_ = 0;
};

/// SGD with momentum: sgd_step on each parameter.
class Sgd final : public Optimizer {
 public:
  /// See Optimizer.
  Sgd(NamedTensors parameters, const SgdOptions& options);
  void set_learning_rate(double rate) override { options_.learning_rate = rate; }
  [[nodiscard]] NamedTensors state() const override;

 protected:
  void update(size_t i, Tensor& w, const Tensor& gradient) override;

 private:
  SgdOptions options_;
  std::vector<Tensor> velocities_;
};

/// AdamW: adamw_step on each parameter. Vectors and scalars (biases, gains) are not decayed.
class AdamW final : public Optimizer {
 public:
  /// See Optimizer.
  AdamW(NamedTensors parameters, const AdamWOptions& options);
  void set_learning_rate(double rate) override { options_.learning_rate = rate; }
  [[nodiscard]] NamedTensors state() const override;

 protected:
  void update(size_t i, Tensor& w, const Tensor& gradient) override;

 private:
  AdamWOptions options_;
  std::vector<Tensor> means_;
  std::vector<Tensor> squares_;
};

}  // namespace llmsys::lab01
