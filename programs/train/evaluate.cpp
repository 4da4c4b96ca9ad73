#include "programs/train/evaluate.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "framework/autograd/grad_mode.h"
#include "framework/base/rng.h"
#include "framework/data/token_windows.h"
#include "framework/tensor/raw.h"
#include "labs/01_autodiff/training_step.h"

namespace llmsys {

double mean_loss(Module& model, std::span<const int64_t> tokens, int64_t context) {
  const GradMode off(false);
  constexpr int64_t kBatch = 2048;
  const TokenWindows windows(tokens, context);
  const int64_t n = windows.size();
  double sum = 0;
  for (int64_t begin = 0; begin < n; begin += kBatch) {
    std::vector<int64_t> positions(static_cast<size_t>(std::min(kBatch, n - begin)));
    for (size_t i = 0; i < positions.size(); ++i) positions[i] = begin + static_cast<int64_t>(i);
    const TokenBatch batch = windows.next_token(positions);
    const Tensor loss = lab01::cross_entropy(model(batch.inputs), batch.targets);
    sum += static_cast<double>(loss.item<float>()) * static_cast<double>(positions.size());  // not a mean of means
  }
  return sum / static_cast<double>(n);
}

namespace {

/// An index with probability proportional to exp(logits[i] / temperature).
int64_t draw(const Tensor& logits, double temperature, Rng& rng) {
  const std::vector<float> scores = to_vector<float>(logits);
  const float largest = *std::max_element(scores.begin(), scores.end());
  std::vector<double> sums;
  double sum = 0;
  for (const float score : scores) sums.push_back(sum += std::exp((score - largest) / temperature));
  const double u = rng.uniform() * sum;
  const auto at = std::upper_bound(sums.begin(), sums.end() - 1, u);
  return at - sums.begin();
}

}  // namespace

std::string sample_text(Module& model, const CharTokenizer& tokenizer, std::span<const int64_t> prompt, int64_t context,
                        int64_t characters, double temperature, uint64_t seed) {
  const GradMode off(false);
  Rng rng(seed, 3);
  std::vector<int64_t> tokens(prompt.begin(), prompt.end());
  for (int64_t i = 0; i < characters; ++i) {
    const auto last = static_cast<int64_t>(tokens.size()) - context;
    const std::vector<int64_t> seen(tokens.begin() + last, tokens.end());
    tokens.push_back(draw(model(from_vector(seen, {1, context})), temperature, rng));
  }
  return tokenizer.decode(std::span<const int64_t>(tokens).subspan(prompt.size()));
}

}  // namespace llmsys
