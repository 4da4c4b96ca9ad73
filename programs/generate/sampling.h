/// @file
/// From logits to the next token.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "framework/base/rng.h"

namespace llmsys {

/// How the next token is drawn. The order is temperature, then top_k, then top_p, as `transformers` has it.
struct Sampling {
  double temperature = 0.8;  ///< logits are divided by it; 0: always the most likely token
  int64_t top_k = 0;  ///< only the so many most likely tokens; 0: all. Fan et al. 2018, arXiv:1805.04833, sec. 5.2
  double top_p =
      0.9;  ///< only the fewest tokens that together have it. Holtzman et al. 2020, arXiv:1904.09751, sec. 3.1
};

/// @throws ValueError naming what is wrong: a temperature or top_k below 0, a top_p that is not in (0, 1], NaN
void check(const Sampling& how);

/// A token that may come next.
struct Candidate {
  int64_t id = 0;          ///< its id
  double probability = 0;  ///< above 0; those of all candidates sum up to 1
};

/// The tokens that may come next, in float64. Where order matters, the most likely comes first, of equal ones the smaller
/// id. Takes O(V) steps, and log V more for each candidate if there is a top_k or a top_p.
/// @param logits  (V), at least one of them finite; -inf means never
/// @throws ValueError as check(how); if a logit is NaN or +inf: then the weights are broken
std::vector<Candidate> candidates(std::span<const float> logits, const Sampling& how);

/// The candidate where the sum of probabilities, one after another, passes `uniform`.
/// @param uniform  in [0, 1)
int64_t draw(std::span<const Candidate> candidates, double uniform);

/// One of candidates(logits, how). Takes one number of `rng`, or none at temperature 0.
int64_t sample(std::span<const float> logits, const Sampling& how, Rng& rng);

}  // namespace llmsys
