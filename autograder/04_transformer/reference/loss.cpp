#include "autograder/04_transformer/reference/loss.h"

#include <algorithm>
#include <cmath>

#include "labs/04_transformer/cross_entropy.h"

namespace llmsys::lab04::reference {
namespace {

double rows_that_count(const std::vector<int64_t>& targets, bool all) {
  const auto ignored = std::count(targets.begin(), targets.end(), kIgnore);
  const auto size = static_cast<double>(targets.size());
  return std::max(1.0, all ? size : size - static_cast<double>(ignored));
}

}  // namespace

Loss cross_entropy(const Array& logits, const std::vector<int64_t>& targets, LossMistake mistake) {
  const int64_t N = logits.size(0), V = logits.size(1);
  Loss out{.loss = 0, .lse = Array(Sizes{N, 1})};
  for (int64_t n = 0; n < N; ++n) {
    double largest = logits.at(n, 0), total = 0;
    for (int64_t v = 0; v < V; ++v) largest = std::max(largest, logits.at(n, v));
    if (mistake == LossMistake::unshifted) largest = 0;
    for (int64_t v = 0; v < V; ++v) total += std::exp(logits.at(n, v) - largest);
    const double lse = out.lse.at(n, 0) = largest + std::log(total);
    int64_t target = targets[static_cast<size_t>(n)];
    if (target == kIgnore && mistake != LossMistake::ignored_as_zero) continue;
    target = std::max<int64_t>(target, 0);
    out.loss += mistake == LossMistake::sign ? logits.at(n, target) - lse : lse - logits.at(n, target);
  }
  const bool all = mistake == LossMistake::averaged_over_all || mistake == LossMistake::ignored_as_zero;
  if (mistake != LossMistake::summed) out.loss /= rows_that_count(targets, all);
  return out;
}

Array cross_entropy_vjp(double dloss, const Array& logits, const std::vector<int64_t>& targets, const Array& lse,
                        LossVjpMistake mistake) {
  const int64_t N = logits.size(0), V = logits.size(1);
  Array d(logits.shape);
  const double count = rows_that_count(targets, mistake == LossVjpMistake::averaged_over_all);
  const double weight =
      (mistake == LossVjpMistake::dloss_forgotten ? 1 : dloss) / (mistake == LossVjpMistake::not_averaged ? 1 : count);
  for (int64_t n = 0; n < N; ++n) {
    const int64_t target = targets[static_cast<size_t>(n)];
    if (target == kIgnore && mistake != LossVjpMistake::ignored_pushed) continue;
    for (int64_t v = 0; v < V; ++v) d.at(n, v) = weight * std::exp(logits.at(n, v) - lse.at(n, 0));
    if (target != kIgnore && mistake != LossVjpMistake::target_forgotten) d.at(n, target) -= weight;
  }
  return d;
}

}  // namespace llmsys::lab04::reference
