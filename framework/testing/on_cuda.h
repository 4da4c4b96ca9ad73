/// @file
/// For tests of kernels that serve the framework's operations on Device::cuda: the results are those of the CPU.
#pragma once
#include <functional>
#include <vector>

#include "framework/base/context.h"
#include "framework/base/rng.h"
#include "framework/tensor/compare.h"
#include "framework/tensor/raw.h"
#include "framework/testing/test.h"

namespace llmsys::testing {

/// Fails unless `operation` gives the same on the CPU with the framework's kernels and on cuda with those of `kernels`.
inline void check_same_on_cuda(const Registry& kernels, const Tensor& x,
                               const std::function<Tensor(const Tensor& x)>& operation,
                               const Tolerance& tolerance = {}) {
  const Tensor want = operation(x);
  Context here = context();
  here.registry = &kernels;
  const ContextScope scope(here);
  const Comparison result = compare(raw::to(operation(raw::to(x, Device::cuda)), Device::cpu), want, tolerance);
  INFO(to_text(result));
  CHECK(result.ok());
}

/// Integers from -4 to 4, the same every time: float32 multiplies and adds them exactly.
inline Tensor small_integers(const Shape& shape, DType dtype) {
  Rng rng(7);
  std::vector<double> values(static_cast<size_t>(shape.numel()));
  for (double& value : values) value = static_cast<double>(rng.below(9)) - 4;
  return raw::to(from_vector(values, shape), dtype);
}

}  // namespace llmsys::testing
