/// @file
/// Small modules for the framework's own tests.
#pragma once
#include "framework/nn/module.h"
#include "framework/tensor/raw.h"
#include "framework/testing/recorded_ops.h"

namespace llmsys::testing {

/// y = x * weight, f64 scalars; counts its calls in a buffer.
class Scale : public Module {
 public:
  /// @param factor  the weight at first
  explicit Scale(double factor) : Module("Scale"), weight(scalar(factor, DType::f64)) {
    register_parameter("weight", weight);
    register_buffer("calls", calls);
  }

  Tensor weight;                         ///< ()
  Tensor calls = scalar(0, DType::i64);  ///< ()

 protected:
  Tensor forward(const Tensor& x) override {
    raw::fill_(calls, calls.item<int64_t>() + 1);
    return mul(x, weight);
  }
};

/// y = x * 2 * 3 + 1.
class TwoLayers : public Module {
 public:
  TwoLayers() : Module("TwoLayers") {
    register_module("first", first);
    register_parameter("shift", shift);
    register_module("second", second);
  }

  Scale first{2};                        ///< x * 2
  Scale second{3};                       ///< x * 3
  Tensor shift = scalar(1, DType::f64);  ///< ()

 protected:
  Tensor forward(const Tensor& x) override { return add(second(first(x)), shift); }
};

}  // namespace llmsys::testing
