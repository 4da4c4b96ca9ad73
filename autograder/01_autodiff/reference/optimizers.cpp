// Lab 01, tasks 1.6 and 1.8: references.
#include "autograder/01_autodiff/reference/optimizers.h"

#include <cmath>

namespace llmsys::lab01::reference {
namespace {

void sgd_element(double& w, double& velocity, double gradient, const SgdNumbers& n) {
  const auto wrong = [&](SgdMistake mistake) { return n.mistake == mistake; };
  const double g = gradient + (wrong(SgdMistake::decoupled_decay) ? 0 : n.weight_decay * w);
  if (wrong(SgdMistake::decoupled_decay)) w -= n.lr * n.weight_decay * w;
  if (wrong(SgdMistake::momentum_on_w)) {
    velocity = g;
    w = w - n.lr * g - n.momentum * w;
    return;
  }
  const double share = wrong(SgdMistake::gradient_damped) ? 1 - n.momentum : 1;
  const double rate = wrong(SgdMistake::rate_in_velocity) ? n.lr : 1;
  velocity = n.momentum * velocity + share * rate * g;
  const bool ahead = n.nesterov && !wrong(SgdMistake::plain_momentum);
  const double now = wrong(SgdMistake::gradient_forgotten) ? 0 : g;
  const double step = (ahead ? now + n.momentum * velocity : velocity) * n.lr / rate;
  w += wrong(SgdMistake::uphill) ? step : -step;
}

void adam_element(double& w, double& m, double& v, double gradient, int64_t t, const AdamNumbers& n) {
  const auto wrong = [&](AdamMistake mistake) { return n.mistake == mistake; };
  const double b1 = wrong(AdamMistake::betas_exchanged) ? n.beta2 : n.beta1;
  const double b2 = wrong(AdamMistake::betas_exchanged) ? n.beta1 : n.beta2;
  const double g = gradient + (wrong(AdamMistake::l2) ? n.weight_decay * w : 0);
  const bool decays = !wrong(AdamMistake::l2) && !wrong(AdamMistake::undecayed);
  const bool after = wrong(AdamMistake::decayed_after);
  if (decays && !after) w -= n.lr * n.weight_decay * w;
  m = b1 * m + (1 - b1) * g;
  v = b2 * v + (1 - b2) * (wrong(AdamMistake::not_squared) ? std::abs(g) : g * g);
  const auto steps = static_cast<double>(wrong(AdamMistake::counted_from_zero) ? t - 1 : t);
  const bool corrected = !wrong(AdamMistake::no_correction);
  const double mean = corrected ? m / (1 - std::pow(b1, steps)) : m;
  const double of_v = corrected ? 1 - std::pow(b2, steps) : 1, square = v / of_v;
  const double eps = wrong(AdamMistake::eps_uncorrected) ? n.eps / std::sqrt(of_v) : n.eps;
  const double root = wrong(AdamMistake::eps_inside) ? std::sqrt(square + n.eps) : std::sqrt(square) + eps;
  w -= n.lr * mean / root;
  if (decays && after) w -= n.lr * n.weight_decay * w;
}

}  // namespace

SgdState sgd(SgdState state, const std::vector<std::vector<double>>& gradients, const SgdNumbers& numbers) {
  for (const std::vector<double>& gradient : gradients)
    for (size_t i = 0; i < gradient.size(); ++i) sgd_element(state.w[i], state.velocity[i], gradient[i], numbers);
  return state;
}

AdamState adamw(AdamState state, const std::vector<std::vector<double>>& gradients, const AdamNumbers& numbers) {
  int64_t t = numbers.step;
  for (const std::vector<double>& gradient : gradients) {
    for (size_t i = 0; i < gradient.size(); ++i)
      adam_element(state.w[i], state.m[i], state.v[i], gradient[i], t, numbers);
    ++t;
  }
  return state;
}

}  // namespace llmsys::lab01::reference
