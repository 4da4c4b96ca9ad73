/// @file
/// Challenge 6.11: how the loss falls with a model's size and with its data, and what a budget is best spent on.
///
/// Hoffmann et al. 2022, "Training compute-optimal large language models" (Chinchilla), arXiv:2203.15556, section 3.3.
#pragma once
#include <span>

namespace llmsys::lab06 {

/// A run that is over.
struct TrainedModel {
  double parameters = 0;  ///< N
  double tokens = 0;      ///< D, learned from
  double loss = 0;        ///< L, on held-out text
};

/// L(N,D) = irreducible + a N^-alpha + b D^-beta: eq. 2 there. What no model can predict, what this one is too small for, what it has
/// not seen enough text for.
struct ScalingLaw {
  double irreducible = 0;  ///< E
  double a = 0;            ///< A
  double alpha = 0;        ///< of N
  double b = 0;            ///< B
  double beta = 0;         ///< of D
};

/// The law's loss.
double predicted_loss(const ScalingLaw& law, double parameters, double tokens);

/// The law whose losses are nearest to those of the runs, in the sum of squares. For given exponents it is linear in E, A and B, which
/// three equations give; so only the exponents, from 0.05 to 1.5, have to be searched for. Golub & Pereyra 1973, SIAM J. Numer. Anal.
/// 10(2): variable projection.
/// @throws ValueError for fewer than 5 runs, a number of theirs that is not above 0, or runs that are all of one size or all of one
///         number of tokens
ScalingLaw fit_scaling_law(std::span<const TrainedModel> runs);

/// How a budget is spent.
struct Allocation {
  double parameters = 0;  ///< N
  double tokens = 0;      ///< D
};

/// The N and D of the lowest loss among those with 6 N D = flops: eq. 4 there.
///
///     N = (alpha a / (beta b))^(1 / (alpha + beta)) (flops / 6)^(beta / (alpha + beta)),     D = flops / (6 N)
///
/// @param flops  of the whole training, > 0
Allocation compute_optimal(const ScalingLaw& law, double flops);

}  // namespace llmsys::lab06
