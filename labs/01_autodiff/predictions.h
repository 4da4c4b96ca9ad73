/// @file
/// Task 1.0: three predictions, made before the code exists and compared with the ledgers afterwards.
#pragma once
#include <cstdint>

namespace llmsys::lab01 {

/// FLOPs of the backward pass of Y = X W with X (B,M,K) and W (K,N), when both gradients are wanted. A multiplication and
/// an addition are two FLOPs.
int64_t predict_backward_flops(int64_t B, int64_t M, int64_t K, int64_t N);

/// Bytes that backward needs of loss = mean(tanh(X W)), f32, X (M,K), W (K,N): of all that is saved, what is neither a
/// parameter nor shared. X wants no gradient, W does.
int64_t predict_saved_bytes(int64_t M, int64_t K, int64_t N);

/// Bytes that one step of AdamW moves between memory and the core, at least, for n parameters in f32.
int64_t predict_adamw_bytes(int64_t n);

}  // namespace llmsys::lab01
