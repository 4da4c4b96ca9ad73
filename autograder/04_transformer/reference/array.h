/// @file
/// Numbers in float64 with a shape: what lab 04's references compute with. Row-major, nothing else.
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys::lab04::reference {

/// Sizes of the dimensions.
using Sizes = std::vector<int64_t>;

/// A tensor in its plainest form.
struct Array {
  Sizes shape;            ///< of any rank
  std::vector<double> v;  ///< the numbers, row-major

  Array() = default;
  /// Zeros.
  explicit Array(Sizes sizes);
  /// From a tensor of any floating dtype.
  explicit Array(const Tensor& x);
  /// Size of a dimension; negative ones count from the end.
  [[nodiscard]] int64_t size(int64_t dim) const;
  /// Lines of the last dimension.
  [[nodiscard]] int64_t rows() const;
  /// Element j of line i of the last dimension.
  double& at(int64_t i, int64_t j) { return v[static_cast<size_t>(i * size(-1) + j)]; }
  /// The same, to read.
  [[nodiscard]] double at(int64_t i, int64_t j) const { return v[static_cast<size_t>(i * size(-1) + j)]; }
  /// As a tensor, rounded to `dtype`.
  [[nodiscard]] Tensor tensor(DType dtype) const;
};

/// f(a[i], b[i]) for each i, in a's shape.
Array map(const Array& a, const Array& b, const std::function<double(double, double)>& f);

/// a + b.
Array sum(const Array& a, const Array& b);

/// x w^T: x (..,C), w (F,C), as PyTorch keeps its weights.
Array linear(const Array& x, const Array& w);

/// x w + b: x (..,C), w (C,F), b (F), as GPT-2 keeps them.
Array affine(const Array& x, const Array& w, const Array& b);

/// The gradient of f at x by central differences: no rule of calculus is used.
Array slopes(const std::function<double(const Array&)>& f, const Array& x);

/// sum of a b.
double dot(const Array& a, const Array& b);

}  // namespace llmsys::lab04::reference
