// Lab 01, task 1.8 (challenge): look ahead.
#include "labs/01_autodiff/nesterov.h"

#include "framework/base/error.h"
#include "framework/base/parallel.h"

namespace llmsys::lab01 {

void nesterov_step(Tensor w, const Tensor& gradient, Tensor velocity, const SgdOptions& options) {
  // About 14 lines: sgd_step with another last line.
  // BEGIN SOLUTION task 1.8 nesterov_step
  if (!(w.shape() == gradient.shape() && w.shape() == velocity.shape()))
    throw ShapeError(text("nesterov_step: w ", w.shape(), ", gradient ", gradient.shape(), " and velocity ",
                          velocity.shape(), " must have one shape"));
  float* const weights = w.data<float>();
  float* const velocities = velocity.data<float>();
  const float* const gradients = gradient.data<float>();
  parallel_for(w.numel(), 1 << 14, [=](int64_t begin, int64_t end) {
    const auto lr = static_cast<float>(options.learning_rate), mu = static_cast<float>(options.momentum);
    const auto lambda = static_cast<float>(options.weight_decay);  // locals: no store to an array can change them
    for (int64_t i = begin; i < end; ++i) {
      const float g = gradients[i] + lambda * weights[i];
      velocities[i] = mu * velocities[i] + g;
      weights[i] -= lr * (g + mu * velocities[i]);  // where the velocity will carry w, not where it is
    }
  });
  w.storage().bump_version();
  velocity.storage().bump_version();
  // END SOLUTION
}

}  // namespace llmsys::lab01
