#include "programs/pretrain/sample.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "framework/autograd/grad_mode.h"
#include "framework/base/rng.h"
#include "framework/tensor/raw.h"
#include "labs/16_kv_cache/kv_cache.h"

namespace llmsys {
namespace {

/// An index with probability proportional to exp(logits[i] / temperature).
int64_t draw(const std::vector<float>& logits, double temperature, Rng& rng) {
  const double largest = *std::max_element(logits.begin(), logits.end());
  std::vector<double> sums;
  double sum = 0;
  for (const float logit : logits) sums.push_back(sum += std::exp((logit - largest) / temperature));
  return std::upper_bound(sums.begin(), sums.end() - 1, rng.uniform() * sum) - sums.begin();
}

}  // namespace

std::string sample_document(LanguageModel& model, const BpeVocabulary& vocabulary, int64_t end_token, int64_t tokens,
                            double temperature, uint64_t seed) {
  const GradMode off(false);
  Rng rng(seed, 3);
  KvCache cache(model.config(), 1, model.config().context);
  std::string written;
  int64_t token = end_token;
  for (int64_t i = 0; i < std::min(tokens, model.config().context); ++i) {
    const Tensor logits = model.logits(from_vector(std::vector<int64_t>{token}, {1, 1}), cache);  // (1,1,V)
    token = draw(to_vector<float>(logits), temperature, rng);
    if (token == end_token) break;
    written += vocabulary.tokens.at(static_cast<size_t>(token));
  }
  return written;
}

}  // namespace llmsys
