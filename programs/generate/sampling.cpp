#include "programs/generate/sampling.h"

#include <algorithm>
#include <cmath>

#include "framework/base/error.h"

namespace llmsys {
namespace {

// Index of the largest logit, of equal ones the first.
size_t most_likely(std::span<const float> logits) {
  for (size_t i = 0; i < logits.size(); ++i)
    LLMSYS_CHECK(ValueError, logits[i] < INFINITY, "[sample] the logit of token ", i, " is ", logits[i],
                 ": the model's weights are broken, or too large for f32");
  const auto largest = std::max_element(logits.begin(), logits.end());
  LLMSYS_CHECK(ValueError, largest != logits.end() && *largest > -INFINITY, "[sample] no token is possible: all ",
               logits.size(), " logits are -inf");
  return static_cast<size_t>(largest - logits.begin());
}

// exp((logit - largest) / temperature): 1 for the most likely, 0 for what underflows.
std::vector<Candidate> weights(std::span<const float> logits, double largest, double temperature) {
  std::vector<Candidate> out;
  out.reserve(logits.size());
  for (size_t i = 0; i < logits.size(); ++i) {
    const double below = static_cast<double>(logits[i]) - largest;
    const double weight = below == 0 ? 1 : std::exp(below / temperature);
    if (logits[i] > -INFINITY && weight > 0) out.push_back({static_cast<int64_t>(i), weight});
  }
  return out;
}

double sum(std::span<const Candidate> candidates) {
  double out = 0;
  for (const Candidate& candidate : candidates) out += candidate.probability;
  return out;
}

// Keeps the most likely ones, in order, until enough(their number, the sum of their weights).
template <class Enough>
void keep_most_likely(std::vector<Candidate>& all, const Enough& enough) {
  const auto later = [](const Candidate& a, const Candidate& b) {
    return a.probability != b.probability ? a.probability < b.probability : a.id > b.id;
  };
  std::make_heap(all.begin(), all.end(), later);
  std::vector<Candidate> kept;
  double total = 0;
  while (!all.empty() && (kept.empty() || !enough(kept.size(), total))) {
    std::pop_heap(all.begin(), all.end(), later);
    kept.push_back(all.back());
    total += all.back().probability;
    all.pop_back();
  }
  all = std::move(kept);
}

}  // namespace

void check(const Sampling& how) {
  LLMSYS_CHECK(ValueError, how.temperature >= 0 && how.temperature < INFINITY,
               "[sample] the temperature must be a number from 0 on, got ", how.temperature);
  LLMSYS_CHECK(ValueError, how.top_k >= 0, "[sample] top_k must be at least 1, or 0 for all tokens, got ", how.top_k);
  LLMSYS_CHECK(ValueError, how.top_p > 0 && how.top_p <= 1, "[sample] top_p must be above 0 and at most 1, got ",
               how.top_p);
}

std::vector<Candidate> candidates(std::span<const float> logits, const Sampling& how) {
  check(how);
  const size_t first = most_likely(logits);
  if (how.temperature == 0) return {{static_cast<int64_t>(first), 1}};
  std::vector<Candidate> out = weights(logits, logits[first], how.temperature);
  if (how.top_k > 0 && how.top_k < static_cast<int64_t>(out.size()))
    keep_most_likely(out, [&](size_t count, double) { return static_cast<int64_t>(count) == how.top_k; });
  if (how.top_p < 1) {
    const double most = how.top_p * sum(out);
    keep_most_likely(out, [&](size_t, double total) { return total >= most; });
  }
  const double total = sum(out);
  for (Candidate& candidate : out) candidate.probability /= total;
  return out;
}

int64_t draw(std::span<const Candidate> candidates, double uniform) {
  double passed = 0;
  for (const Candidate& candidate : candidates) {
    passed += candidate.probability;
    if (uniform < passed) return candidate.id;
  }
  return candidates.back().id;  // the sum may miss 1 by a rounding
}

int64_t sample(std::span<const float> logits, const Sampling& how, Rng& rng) {
  const std::vector<Candidate> all = candidates(logits, how);
  return how.temperature == 0 ? all.front().id : draw(all, rng.uniform());
}

}  // namespace llmsys
