/// @file
/// The character model: embedding, one hidden layer, a probability for each next character.
///
/// Bengio et al. 2003, "A neural probabilistic language model", JMLR 3, sec. 2, with characters for words.
#pragma once
#include "framework/base/rng.h"
#include "framework/nn/module.h"

namespace llmsys {

/// Sizes of a CharMlp.
struct CharMlpSizes {
  int64_t vocabulary;  ///< V
  int64_t context;     ///< T, characters seen
  int64_t embedding;   ///< C, numbers a character
  int64_t hidden;      ///< F
};

/// logits = relu(concat(table[x_1], .., table[x_T]) w1 + b1)^2 w2 + b2.
///
/// The square of relu learns more per step than relu or tanh: So et al. 2021, "Primer", arXiv:2109.08668, sec. 4.
class CharMlp final : public Module {
 public:
  /// Weights from a normal distribution with standard deviation 1/sqrt(inputs), biases 0; w2 starts at 0, so that the
  /// first loss is log V.
  CharMlp(const CharMlpSizes& sizes, Rng& rng);

 protected:
  /// @param x (B,T) i64
  /// @return (B,V) logits
  Tensor forward(const Tensor& x) override;

 private:
  Tensor table_;  // (V,C)
  Tensor w1_;     // (T*C,F)
  Tensor b1_;     // (F)
  Tensor w2_;     // (F,V)
  Tensor b2_;     // (V)
};

}  // namespace llmsys
