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
