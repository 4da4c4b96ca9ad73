// Tasks 6.9 and 6.10, by hand.
#include <algorithm>
#include <numeric>

#include "autograder/06_pretraining/data_values.h"
#include "autograder/06_pretraining/reference/parts.h"

namespace llmsys::lab06::reference {

Values luhn(const Values& in, Mistake mistake) {
  std::string digits = in["digits"].bytes();
  if (mistake != Mistake::from_left) std::reverse(digits.begin(), digits.end());
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    const int value = (digits[i] - '0') * (i % 2 == 1 ? 2 : 1);
    sum += mistake == Mistake::no_nine ? value : value / 10 + value % 10;
  }
  return {{"passes", sum % 10 == 0}};
}

namespace {

// The source of draw k + 1, by fractions that small numbers hold exactly.
size_t next_source(const std::vector<int64_t>& weights, const std::vector<int64_t>& drawn, int64_t sum,
                   Mistake mistake) {
  const int64_t k = std::accumulate(drawn.begin(), drawn.end(), int64_t{0});
  size_t best = weights.size();
  const auto better = [&](size_t i) {
    if (best == weights.size()) return true;
    if (mistake == Mistake::deficit)
      return weights[i] * (k + 1) - drawn[i] * sum > weights[best] * (k + 1) - drawn[best] * sum;
    return (drawn[i] + 1) * weights[best] < (drawn[best] + 1) * weights[i];
  };
  for (size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] == 0) continue;
    const bool waits = mistake == Mistake::none && drawn[i] * sum >= weights[i] * (k + 1);
    const bool full =
        mistake == Mistake::blocks && drawn[i] % weights[i] == 0 && k % sum != 0 && drawn[i] > k / sum * weights[i];
    if (waits || full) continue;
    if (mistake == Mistake::blocks && best != weights.size()) continue;
    if (better(i)) best = i;
  }
  return best;
}

}  // namespace

Values mixture(const Values& in, Mistake mistake) {
  const std::vector<int64_t> weights = in["weights"].integers();
  const int64_t sum = std::accumulate(weights.begin(), weights.end(), int64_t{0});
  std::vector<int64_t> drawn(weights.size(), 0), sources;
  if (const Value* saved = in.find("drawn")) drawn = saved->integers();
  for (int64_t n = in["draws"].integer(); n > 0; --n) {
    const size_t source = next_source(weights, drawn, sum, mistake);
    sources.push_back(static_cast<int64_t>(source));
    ++drawn[source];
  }
  return {{"sources", sources}, {"drawn", drawn}};
}

}  // namespace llmsys::lab06::reference
