/// @file
/// Right answers to task 4.6, and the same done wrong in one way. In float64.
#pragma once
#include <cstdint>
#include <vector>

#include "autograder/04_transformer/reference/array.h"

namespace llmsys::lab04::reference {

/// What can go wrong in the loss.
enum class LossMistake {
  none,
  unshifted,          ///< e^logits as they are: infinite from 710 on
  summed,             ///< not averaged
  averaged_over_all,  ///< rows that do not count are counted
  sign,               ///< logits[target] - lse
  ignored_as_zero,    ///< rows that do not count have target 0
};

/// The loss and what the backward pass reads.
struct Loss {
  double loss = 0;  ///< in nats
  Array lse;        ///< (N,1)
};

/// Of logits (N,V) and targets (N), where kIgnore does not count.
Loss cross_entropy(const Array& logits, const std::vector<int64_t>& targets, LossMistake mistake = LossMistake::none);

/// What can go wrong on the way back.
enum class LossVjpMistake {
  none,
  not_averaged,       ///< the number of rows that count is forgotten
  averaged_over_all,  ///< rows that do not count are counted
  target_forgotten,   ///< the softmax alone
  dloss_forgotten,    ///< as if the loss were the end
  ignored_pushed,     ///< rows that do not count get a softmax
};

/// (N,V).
Array cross_entropy_vjp(double dloss, const Array& logits, const std::vector<int64_t>& targets, const Array& lse,
                        LossVjpMistake mistake = LossVjpMistake::none);

}  // namespace llmsys::lab04::reference
