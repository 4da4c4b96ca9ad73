/// @file
/// How a block's queries meet keys and values: while training, those of the same sequence; while generating, a cache's.
#pragma once
#include <cstdint>

#include "framework/tensor/tensor.h"

namespace llmsys {

/// Where a model asks for positions and for attention. This one is for whole sequences, which begin at position 0.
class KeyValues {
 public:
  virtual ~KeyValues() = default;
  /// Position of the first token of the sequences that go through the model now.
  [[nodiscard]] virtual int64_t start() const { return 0; }
  /// Attention of layer `layer`: causal_attention(q, k, v), with what came before in front of k and v.
  /// @param q  (B,H,T,D), turned by its positions   @param k,v  (B,G,T,D), k likewise
  virtual Tensor attend(int64_t layer, const Tensor& q, const Tensor& k, const Tensor& v);
};

}  // namespace llmsys
