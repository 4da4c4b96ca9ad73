// Given: the bookkeeping around the update rules.
#include "labs/01_autodiff/optimizer.h"

#include "framework/autograd/leaf.h"
#include "framework/base/error.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab01 {

Optimizer::Optimizer(NamedTensors parameters) : parameters_(std::move(parameters)) {
  for (const auto& [name, w] : parameters_) {
    LLMSYS_CHECK(DTypeError, w.dtype() == DType::f32, "[Optimizer] parameter ", name, " must be f32, got ", w.dtype());
    LLMSYS_CHECK(ValueError, w.is_contiguous() && requires_grad(w) && is_leaf(w), "[Optimizer] parameter ", name,
                 " must be contiguous and a leaf that wants a gradient");
  }
}

void Optimizer::step() {
  ++steps_;
  for (size_t i = 0; i < parameters_.size(); ++i) {
    Tensor& w = parameters_[i].tensor;
    const Tensor gradient = grad(w);
    if (gradient.defined()) update(i, w, raw::contiguous(gradient));
  }
}

void Optimizer::zero_grad() {
  for (auto& [name, w] : parameters_) set_grad(w, Tensor());
}

std::vector<Tensor> Optimizer::zeros_like_parameters() const {
  std::vector<Tensor> out;
  for (const auto& [name, w] : parameters_) out.push_back(zeros_like(w));
  return out;
}

Sgd::Sgd(NamedTensors parameters, const SgdOptions& options)
    : Optimizer(std::move(parameters)), options_(options), velocities_(zeros_like_parameters()) {}

void Sgd::update(size_t i, Tensor& w, const Tensor& gradient) { sgd_step(w, gradient, velocities_[i], options_); }

NamedTensors Sgd::state() const {
  NamedTensors out;
  for (size_t i = 0; i < velocities_.size(); ++i) out.push_back({"velocity." + parameters()[i].name, velocities_[i]});
  return out;
}

AdamW::AdamW(NamedTensors parameters, const AdamWOptions& options)
    : Optimizer(std::move(parameters)),
      options_(options),
      means_(zeros_like_parameters()),
      squares_(zeros_like_parameters()) {}

void AdamW::update(size_t i, Tensor& w, const Tensor& gradient) {
  AdamWOptions options = options_;
  if (w.rank() < 2) options.weight_decay = 0;
  adamw_step(w, gradient, means_[i], squares_[i], steps(), options);
}

NamedTensors AdamW::state() const {
  NamedTensors out;
  for (size_t i = 0; i < means_.size(); ++i) out.push_back({"m." + parameters()[i].name, means_[i]});
  for (size_t i = 0; i < squares_.size(); ++i) out.push_back({"v." + parameters()[i].name, squares_[i]});
  return out;
}

}  // namespace llmsys::lab01
