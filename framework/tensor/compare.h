/// @file
/// Whether two tensors agree, and if not, where they differ most. The grader and the tests both ask here.
#pragma once
#include <cstdint>
#include <string>

#include "framework/tensor/tensor.h"

namespace llmsys {

/// What still counts as equal: |got - want| <= atol + rtol * |want|. Zero for both asks for equal values.
struct Tolerance {
  double atol = 0;         ///< absolute, in the unit of the values
  double rtol = 0;         ///< relative to |want|
  bool equal_nan = false;  ///< NaN agrees with NaN; else NaN agrees with nothing
};

/// What compare() found.
struct Comparison {
  std::string mismatch;   ///< shapes or dtypes that differ, or undefined tensors: nothing else was compared then
  int64_t elements = 0;   ///< compared
  int64_t differing = 0;  ///< outside the tolerance
  int64_t nan = 0;        ///< NaN among `got`
  IntList worst;          ///< index of the element furthest outside; a NaN is further than any number
  double got = 0;         ///< the value there
  double want = 0;        ///< what it should have been
  Tolerance tolerance;    ///< as asked for

  /// Same shape, same dtype, and every element within the tolerance.
  [[nodiscard]] bool ok() const { return mismatch.empty() && differing == 0; }
};

/// Compares shape and dtype, then all elements, with any strides and on any device. i64 values compare exactly when the tolerance is
/// zero. Of u4x2 each number counts as an element, found at the index that it has in raw::unpack_u4(x).
Comparison compare(const Tensor& got, const Tensor& want, const Tolerance& tolerance = {});

/// One line: "3 of 4608 values differ, 0 NaN; worst at (1,2,700): got 0.8812, want 0.9131 (atol 1e-5, rtol 1e-5)", or
/// the mismatch "shape: got (2,3), want (3,2)", or "all 6 values agree".
std::string to_text(const Comparison& comparison);

}  // namespace llmsys
