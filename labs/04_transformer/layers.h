/// @file
/// Modules that models of this lab are made of. Names and shapes are those of Hugging Face's checkpoints.
#pragma once
#include <cstdint>

#include "framework/base/rng.h"
#include "framework/nn/module.h"

namespace llmsys {

/// y = x w^T + b.
class Linear final : public Module {
 public:
  /// w (out,in) from a normal distribution of that standard deviation; b, if any, 0.
  Linear(int64_t in, int64_t out, bool bias, double deviation, Rng& rng);
  /// y = x w^T with a weight (out,in) that another module may have, too: a tied head.
  explicit Linear(Tensor weight);

 protected:
  /// (..,in) -> (..,out)
  Tensor forward(const Tensor& x) override;

 private:
  Tensor weight_;  // (out,in)
  Tensor bias_;    // (out), or undefined
};

/// Rows of a table.
class Embedding final : public Module {
 public:
  /// (rows,width) from a normal distribution of that standard deviation.
  Embedding(int64_t rows, int64_t width, double deviation, Rng& rng);
  /// (rows,width)
  [[nodiscard]] const Tensor& weight() const { return weight_; }

 protected:
  /// (..) i64 -> (..,width)
  Tensor forward(const Tensor& index) override;

 private:
  Tensor weight_;  // (rows,width)
};

/// y = x w + b with w (in,out): what GPT-2's checkpoints hold. (Their authors wrote it as a convolution of width 1.)
class Conv1d final : public Module {
 public:
  /// w from a normal distribution of that standard deviation; b 0.
  Conv1d(int64_t in, int64_t out, double deviation, Rng& rng);

 protected:
  /// (..,in) -> (..,out)
  Tensor forward(const Tensor& x) override;

 private:
  Tensor weight_;  // (in,out)
  Tensor bias_;    // (out)
};

/// LayerNorm with weights of one and biases of zero at first.
class LayerNorm final : public Module {
 public:
  /// eps: added to the variance
  LayerNorm(int64_t width, double eps);

 protected:
  /// (..,C) -> (..,C)
  Tensor forward(const Tensor& x) override;

 private:
  double eps_;
  Tensor weight_;  // (C)
  Tensor bias_;    // (C)
};

/// RMSNorm with a weight of ones at first.
class RmsNorm final : public Module {
 public:
  /// eps: added to the mean square
  RmsNorm(int64_t width, double eps);

 protected:
  /// (..,C) -> (..,C)
  Tensor forward(const Tensor& x) override;

 private:
  double eps_;
  Tensor weight_;  // (C)
};

}  // namespace llmsys
