/// @file
/// Keys and values of the tokens that went through a model: with them, the next token costs one row instead of all.
#pragma once
#include <cstdint>
#include <vector>

#include "framework/io/model_config.h"
#include "labs/04_transformer/key_values.h"

namespace llmsys {

/// One contiguous cache for B sequences of the same length: 2 L B G S D elements, allocated at once.
///
/// @code
///   KvCache cache(model.config(), 1, 256);
///   Tensor logits = model.logits(prompt, cache);   // (1,T,V): the cache now holds T positions
///   logits = model.logits(next, cache);            // (1,1,V): position T
/// @endcode
/// For generation only: nothing is recorded for backward.
class KvCache final : public KeyValues {
 public:
  /// @param batch  B   @param capacity  S, the most positions it can hold   @param dtype  of the model's activations
  /// @throws OutOfMemory as tensors do
  KvCache(const ModelConfig& config, int64_t batch, int64_t capacity, DType dtype = DType::f32);

  /// Positions that it holds: where the next tokens begin.
  [[nodiscard]] int64_t start() const override { return length_; }
  /// Puts k and v behind what it holds and lets q meet all. The last layer makes the new positions count.
  /// @throws ValueError if they do not fit, naming capacity and need
  Tensor attend(int64_t layer, const Tensor& q, const Tensor& k, const Tensor& v) override;

  /// Forgets all positions from `length` on: a shorter prompt, a rejected guess.
  /// @throws ValueError if it holds fewer
  void truncate(int64_t length);
  /// The most positions it can hold.
  [[nodiscard]] int64_t capacity() const { return capacity_; }
  /// 2 L B G S D times the size of an element.
  [[nodiscard]] int64_t bytes() const;

 private:
  int64_t capacity_;
  int64_t length_ = 0;
  std::vector<Tensor> keys_;    // a layer each, (B,G,S,D)
  std::vector<Tensor> values_;  // likewise
};

}  // namespace llmsys
