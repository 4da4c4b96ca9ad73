#include "autograder/04_transformer/reference/attention.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace llmsys::lab04::reference {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// How many keys query i sees.
int64_t seen_by(int64_t i, int64_t T, int64_t S, AttentionMistake mistake) {
  const int64_t usual = (mistake == AttentionMistake::from_the_start ? 0 : S - T) + i + 1;
  if (mistake == AttentionMistake::unmasked) return S;
  if (mistake == AttentionMistake::sees_next) return std::min(S, usual + 1);
  return mistake == AttentionMistake::blind_to_itself ? usual - 1 : usual;
}

double scale_of(const Array& q, AttentionMistake mistake) {
  const auto D = static_cast<double>(q.size(3)), H = static_cast<double>(q.size(1));
  switch (mistake) {
    case AttentionMistake::unscaled: return 1;
    case AttentionMistake::scaled_by_width: return 1 / std::sqrt(H * D);
    case AttentionMistake::scaled_twice: return 1 / D;
    default: return 1 / std::sqrt(D);
  }
}

// In place: e^x / sum of e^x over n numbers that lie `step` apart.
void softmax(double* x, int64_t n, int64_t step) {
  double largest = -kInfinity, total = 0;
  for (int64_t i = 0; i < n; ++i) largest = std::max(largest, x[i * step]);
  for (int64_t i = 0; i < n; ++i) total += x[i * step] = std::exp(x[i * step] - largest);
  for (int64_t i = 0; i < n; ++i) x[i * step] /= total;
}

// Which head of keys and values query head h reads.
int64_t group_of(int64_t h, int64_t H, int64_t G, AttentionMistake mistake) {
  if (mistake == AttentionMistake::groups_interleaved) return h % G;
  return mistake == AttentionMistake::first_group_only ? 0 : h / (H / G);
}

// Probabilities (T,S) of one head, whose rows begin at q_row and k_row.
Array probabilities(const Array& q, const Array& k, int64_t q_row, int64_t k_row, AttentionMistake mistake) {
  const int64_t T = q.size(2), S = k.size(2);
  const double hidden = mistake == AttentionMistake::masked_by_zero ? 0 : -kInfinity;
  Array p(Sizes{T, S});
  for (int64_t i = 0; i < T; ++i)
    for (int64_t j = 0; j < S; ++j) {
      double score = 0;
      for (int64_t d = 0; d < q.size(3); ++d) score += q.at(q_row + i, d) * k.at(k_row + j, d);
      const bool counts = j < seen_by(i, T, S, mistake) || mistake == AttentionMistake::masked_late;
      p.at(i, j) = counts ? score * scale_of(q, mistake) : hidden;
    }
  if (mistake == AttentionMistake::over_queries)
    for (int64_t j = 0; j < S; ++j) softmax(&p.at(0, j), T, S);
  else
    for (int64_t i = 0; i < T; ++i) softmax(&p.at(i, 0), S, 1);
  for (int64_t i = 0; i < T && mistake == AttentionMistake::masked_late; ++i)
    for (int64_t j = seen_by(i, T, S, mistake); j < S; ++j) p.at(i, j) = 0;
  return p;
}

}  // namespace

Array attention(const Array& q, const Array& k, const Array& v, AttentionMistake mistake) {
  const int64_t B = q.size(0), H = q.size(1), T = q.size(2), G = k.size(1), S = k.size(2);
  Array y(q.shape);
  for (int64_t b = 0; b < B; ++b)
    for (int64_t h = 0; h < H; ++h) {
      const int64_t q_row = (b * H + h) * T, k_row = (b * G + group_of(h, H, G, mistake)) * S;
      const Array p = probabilities(q, k, q_row, k_row, mistake);
      for (int64_t i = 0; i < T; ++i)
        for (int64_t j = 0; j < S; ++j)
          for (int64_t d = 0; d < q.size(3); ++d) y.at(q_row + i, d) += p.at(i, j) * v.at(k_row + j, d);
    }
  return y;
}

Array causal_mask(int64_t queries, int64_t keys, AttentionMistake mistake) {
  Array mask(Sizes{queries, keys});
  for (int64_t i = 0; i < queries; ++i)
    for (int64_t j = std::max<int64_t>(0, seen_by(i, queries, keys, mistake)); j < keys; ++j)
      mask.at(i, j) = mistake == AttentionMistake::masked_by_zero ? 0 : -kInfinity;
  return mask;
}

Array split_heads(const Array& x, int64_t heads, bool only_reshaped) {
  const int64_t B = x.size(0), T = x.size(1), D = x.size(2) / heads;
  Array y(Sizes{B, heads, T, D});
  if (only_reshaped) y.v = x.v;
  for (int64_t row = 0; row < B * T && !only_reshaped; ++row)
    for (int64_t c = 0; c < heads * D; ++c) y.at((row / T * heads + c / D) * T + row % T, c % D) = x.at(row, c);
  return y;
}

Array merge_heads(const Array& x) {
  const int64_t B = x.size(0), H = x.size(1), T = x.size(2), D = x.size(3);
  Array y(Sizes{B, T, H * D});
  for (int64_t row = 0; row < B * T; ++row)
    for (int64_t c = 0; c < H * D; ++c) y.at(row, c) = x.at((row / T * H + c / D) * T + row % T, c % D);
  return y;
}

}  // namespace llmsys::lab04::reference
