#include <cmath>
#include <map>

#include "autograder/00_warm_up/reference/reference.h"
#include "framework/tensor/factories.h"

namespace llmsys::lab00::reference {

Tensor bigram_counts(std::span<const int64_t> tokens, int64_t V) {
  std::map<std::pair<int64_t, int64_t>, int64_t> pairs;
  for (size_t t = 0; t + 1 < tokens.size(); ++t) ++pairs[{tokens[t], tokens[t + 1]}];
  Tensor counts = zeros({V, V}, DType::i64);
  for (const auto& [pair, count] : pairs) counts.at<int64_t>(pair.first, pair.second) = count;
  return counts;
}

Tensor bigram_probabilities(const Tensor& counts, double alpha) {
  const int64_t V = counts.size(0);
  Tensor out = empty({V, V}, DType::f64);
  for (int64_t i = 0; i < V; ++i) {
    int64_t seen = 0;
    for (int64_t j = 0; j < V; ++j) seen += counts.at<int64_t>(i, j);
    const double whole = static_cast<double>(seen) + static_cast<double>(V) * alpha;
    for (int64_t j = 0; j < V; ++j)
      out.at<double>(i, j) = (alpha + static_cast<double>(counts.at<int64_t>(i, j))) / whole;
  }
  return out;
}

double mean_nll(const Tensor& probabilities, std::span<const int64_t> tokens) {
  double mean = 0;
  const double share = 1.0 / static_cast<double>(tokens.size() - 1);
  for (size_t t = 0; t + 1 < tokens.size(); ++t)
    mean -= share * std::log(probabilities.at<double>(tokens[t], tokens[t + 1]));
  return mean;
}

std::vector<int64_t> sample(const Tensor& probabilities, int64_t first, std::span<const double> uniforms) {
  std::vector<int64_t> tokens = {first};
  const int64_t V = probabilities.size(0);
  for (const double u : uniforms) {
    int64_t below = 0;  // how many j have their cumulative probability at or below u
    double cumulative = 0;
    for (int64_t j = 0; j < V; ++j) {
      cumulative += probabilities.at<double>(tokens.back(), j);
      below += cumulative <= u ? 1 : 0;
    }
    tokens.push_back(std::min(below, V - 1));
  }
  tokens.erase(tokens.begin());
  return tokens;
}

Word most_frequent_word(const std::string& text) {
  std::map<std::string, int64_t> counts;
  Word best;
  std::string word;
  for (const char c : text + " ") {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      word += static_cast<char>(c | 32);  // ASCII: upper and lower case differ in one bit
      continue;
    }
    if (!word.empty() && ++counts[word] > best.count) best = {word, counts[word]};
    word.clear();
  }
  return best;
}

Tensor matmul(const Tensor& a, const Tensor& b) {
  Tensor c = empty({a.size(0), b.size(1)}, DType::f32);
  for (int64_t i = 0; i < a.size(0); ++i)
    for (int64_t j = 0; j < b.size(1); ++j) {
      double sum = 0;
      for (int64_t k = 0; k < a.size(1); ++k)
        sum += static_cast<double>(a.at<float>(i, k)) * static_cast<double>(b.at<float>(k, j));
      c.at<float>(i, j) = static_cast<float>(sum);
    }
  return c;
}

}  // namespace llmsys::lab00::reference
