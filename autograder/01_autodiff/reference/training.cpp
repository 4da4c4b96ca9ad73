// Lab 01, task 1.7: references.
#include "autograder/01_autodiff/reference/training.h"

#include <algorithm>
#include <cmath>

namespace llmsys::lab01::reference {
namespace {

// (N,K) times (K,V).
std::vector<double> logits_of(const Regression& model) {
  const size_t N = model.targets.size(), K = model.x.size() / N, V = model.weight.size() / K;
  std::vector<double> out(N * V, 0.0);
  for (size_t n = 0; n < N; ++n)
    for (size_t k = 0; k < K; ++k)
      for (size_t v = 0; v < V; ++v) out[n * V + v] += model.x[n * K + k] * model.weight[k * V + v];
  return out;
}

// Adds x^T dlogits.
void add_gradient(std::vector<double>& gradient, const Regression& model, const std::vector<double>& dlogits) {
  const size_t N = model.targets.size(), K = model.x.size() / N, V = model.weight.size() / K;
  for (size_t n = 0; n < N; ++n)
    for (size_t k = 0; k < K; ++k)
      for (size_t v = 0; v < V; ++v) gradient[k * V + v] += model.x[n * K + k] * dlogits[n * V + v];
}

}  // namespace

Loss cross_entropy(const std::vector<double>& logits, const std::vector<int64_t>& targets, LossMistake mistake) {
  const size_t N = targets.size(), V = logits.size() / N;
  double scale = 1 / static_cast<double>(N);
  if (mistake == LossMistake::summed) scale = 1;
  if (mistake == LossMistake::positive) scale = -scale;
  if (mistake == LossMistake::averaged_over_all) scale /= static_cast<double>(V);
  Loss loss{.value = 0, .dlogits = std::vector<double>(logits.size())};
  for (size_t n = 0; n < N; ++n) {
    const double* row = logits.data() + n * V;
    const auto target = static_cast<size_t>(targets[n]);
    const double largest = *std::max_element(row, row + V);
    double sum = 0;
    for (size_t v = 0; v < V; ++v) sum += std::exp(row[v] - largest);
    loss.value -= scale * (row[target] - largest - std::log(sum));
    for (size_t v = 0; v < V; ++v)
      loss.dlogits[n * V + v] = scale * (std::exp(row[v] - largest) / sum - (v == target ? 1 : 0));
  }
  return loss;
}

Regression train(Regression model, int64_t steps, StepMistake mistake) {
  std::vector<double> gradient = model.old_gradient;
  for (int64_t step = 0; step < steps; ++step) {
    if (mistake != StepMistake::gradients_kept) std::fill(gradient.begin(), gradient.end(), 0.0);
    const Loss loss = cross_entropy(logits_of(model), model.targets);
    add_gradient(gradient, model, loss.dlogits);
    if (mistake != StepMistake::stepped_before)
      for (size_t i = 0; i < gradient.size(); ++i) model.weight[i] -= model.lr * gradient[i];
    const bool after = mistake == StepMistake::loss_after;
    model.losses.push_back(after ? cross_entropy(logits_of(model), model.targets).value : loss.value);
  }
  return model;
}

}  // namespace llmsys::lab01::reference
