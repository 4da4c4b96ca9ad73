/// @file
/// Whether a run fits into memory, known before it begins.
#pragma once
#include <cstdint>
#include <string>

#include "framework/io/model_config.h"

namespace llmsys {

/// Bytes that training takes.
struct TrainingMemory {
  int64_t weights = 0;      ///< parameters, gradients and AdamW's two tensors: 16 bytes a parameter
  int64_t activations = 0;  ///< what one batch keeps for its backward pass, and the loss's logits and their gradient
  /// Both, and a tenth for what a pool of blocks rounds up.
  [[nodiscard]] int64_t total() const { return (weights + activations) / 10 * 11; }
};

/// An estimate from the config alone.
/// @param context  T, tokens a row   @param plain  formulas in place of kernels: attention keeps its probabilities, B H T^2 a layer
TrainingMemory training_memory(const ModelConfig& config, int64_t batch, int64_t context, bool plain);

/// Bytes that this process may still take: what the system has left, and what limits on the process leave (ulimit -v, a
/// container's).
int64_t available_memory();

/// @throws ValueError with the estimate, what there is, and what would fit: fewer rows a batch, shorter rows, fewer layers
void check_memory(const ModelConfig& config, int64_t batch, int64_t context, bool plain, int64_t available);

}  // namespace llmsys
