#include "framework/data/ngram.h"

#include <algorithm>
#include <cmath>

#include "framework/base/error.h"

namespace llmsys {

NgramModel::NgramModel(std::span<const int64_t> tokens, int64_t vocabulary, int order) : vocabulary_(vocabulary) {
  LLMSYS_CHECK(ValueError, vocabulary >= 1, "[NgramModel] the vocabulary must have at least 1 token, got ", vocabulary);
  LLMSYS_CHECK(ValueError, order >= 1, "[NgramModel] order must be at least 1, got ", order);
  int64_t runs = 1;
  for (int n = 0; n < order; ++n)
    LLMSYS_CHECK(ValueError, !__builtin_mul_overflow(runs, vocabulary, &runs), "[NgramModel] runs of ", order,
                 " out of ", vocabulary, " tokens have more than 2^63 values: use a lower order");
  for (const int64_t token : tokens) check_token(token);
  counts_.resize(static_cast<size_t>(order));
  for (int n = 1; n <= order; ++n) count(tokens, n);
}

void NgramModel::count(std::span<const int64_t> tokens, int length) {
  auto& [runs, histories] = counts_[static_cast<size_t>(length - 1)];
  int64_t limit = 1;  // V^length
  for (int n = 0; n < length; ++n) limit *= vocabulary_;
  int64_t run = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    run = run % (limit / vocabulary_) * vocabulary_ + tokens[i];  // the oldest token leaves, the new one enters
    if (i + 1 >= static_cast<size_t>(length)) ++runs[run];
  }
  for (const auto& [seen, times] : runs) {
    History& history = histories[seen / vocabulary_];
    history.count += times;
    ++history.followers;
  }
}

double NgramModel::probability(std::span<const int64_t> history, int64_t next, int order) const {
  LLMSYS_CHECK(IndexError, order >= 0 && order <= this->order(), "[NgramModel] order must be in 1 .. ", this->order(),
               ", got ", order);
  check_token(next);
  const size_t longest = std::min(static_cast<size_t>(order == 0 ? this->order() : order), history.size() + 1);
  double p = 1.0 / static_cast<double>(vocabulary_);
  int64_t before = 0, digit = 1;  // the last n - 1 tokens of the history, and the place of the next older one
  for (size_t n = 1; n <= longest; ++n) {
    const auto& [runs, histories] = counts_[n - 1];
    const auto h = histories.find(before);
    if (h == histories.end()) break;  // never seen, so no longer one was
    const auto run = runs.find(before * vocabulary_ + next);
    const auto times = static_cast<double>(run == runs.end() ? 0 : run->second);
    const auto followers = static_cast<double>(h->second.followers);
    p = (times + followers * p) / (static_cast<double>(h->second.count) + followers);
    if (n == longest) break;
    const int64_t older = history[history.size() - n];
    check_token(older);
    before += older * digit;
    digit *= vocabulary_;
  }
  return p;
}

double NgramModel::loss(std::span<const int64_t> tokens, int order) const {
  double sum = 0;
  for (size_t i = 0; i < tokens.size(); ++i) sum -= std::log(probability(tokens.first(i), tokens[i], order));
  return tokens.empty() ? 0 : sum / static_cast<double>(tokens.size());
}

void NgramModel::check_token(int64_t token) const {
  LLMSYS_CHECK(IndexError, token >= 0 && token < vocabulary_, "[NgramModel] token ", token, " is not in 0 .. ",
               vocabulary_ - 1);
}

}  // namespace llmsys
