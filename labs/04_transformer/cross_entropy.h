/// @file
/// Task 4.6: softmax and cross-entropy as one operation, that keeps one number a row.
#pragma once
#include <cstdint>

#include "framework/tensor/tensor.h"

namespace llmsys::lab04 {

/// A target that does not count: padding, a prompt.
inline constexpr int64_t kIgnore = -100;

/// What cross_entropy_forward returns.
struct CrossEntropyResult {
  Tensor loss;  ///< 0-d: mean over the rows that count of lse - logits[target]; 0 if none counts
  Tensor lse;   ///< (N,1): log of the sum of e^logits, all that the backward pass needs beside the logits
};

/// -log softmax(logits)[target], the mean over rows, without ever making the softmax.
/// @param logits  (N,V), of any size: 1e4 is no overflow   @param targets  (N) i64, from 0 to V - 1 or kIgnore
/// @throws IndexError for any other target
CrossEntropyResult cross_entropy_forward(const Tensor& logits, const Tensor& targets);

/// dlogits[n,v] = dloss / count (e^(logits - lse) - [v is the target]);  0 in rows that do not count.
/// @param dloss  0-d
Tensor cross_entropy_vjp(const Tensor& dloss, const Tensor& logits, const Tensor& targets, const Tensor& lse);

}  // namespace llmsys::lab04
