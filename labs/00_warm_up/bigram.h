/// @file
/// Lab 00, task 0.4: a language model that knows one thing, which character follows which.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys::lab00 {

/// How often each token follows each other: counts(i, j) = number of places where j comes right after i.
/// @param tokens  each in [0, V)    @return (V,V) i64; row = previous token, column = next token
/// @throws IndexError if a token of a pair is not in [0, V); fewer than two tokens make no pair: all counts are 0
Tensor bigram_counts(std::span<const int64_t> tokens, int64_t V);

/// Smoothed conditional probabilities p(j | i) = (counts(i, j) + alpha) / (sum over j of counts(i, j) + alpha * V).
/// @param counts  (V,V) i64; only read    @param alpha  added to each count, > 0: what was never seen stays possible
/// @return (V,V) f64; each row sums to 1
Tensor bigram_probabilities(const Tensor& counts, double alpha);

/// Mean negative log-likelihood of each token given the one before it: the loss of a language model.
/// @param probabilities  (V,V) f64    @param tokens  at least 2; the first is only a context
/// @return nats per predicted token (natural logarithm; there are tokens.size() - 1 predictions)
/// @throws ValueError for fewer than 2 tokens
double mean_nll(const Tensor& probabilities, std::span<const int64_t> tokens);

/// Continues a text: for each uniform number u the next token is the first j with p(0|i) + .. + p(j|i) > u, where i is
/// the token before it.
/// @param probabilities  (V,V) f64    @param first  in [0, V); what the first drawn token follows
/// @param uniforms  numbers in [0, 1), one for each token to draw
/// @return the drawn tokens, without `first`; if rounding leaves no such j, the last token of the vocabulary
std::vector<int64_t> sample(const Tensor& probabilities, int64_t first, std::span<const double> uniforms);

}  // namespace llmsys::lab00
