/// @file
/// Tensors as text for people.
#pragma once
#include <string>

#include "framework/tensor/tensor.h"

namespace llmsys {

/// The elements in NumPy's layout, then dtype and shape:
/// @code
///   [[ 1.    2.5   3.  ]
///    [-4.    nan  inf  ]] f32 (2,3)
/// @endcode
/// Columns are aligned. Floats show up to six significant digits; if the largest and smallest differ by more than that,
/// they are written like 1.5e-07. Beyond 1000 elements each dimension shows its first and last three, with ... between.
/// An element of u4x2 shows both of its numbers, as in `[1|15 0|7] u4x2 (2)`. A tensor on cuda is copied first. An undefined tensor is "undefined tensor".
std::string to_text(const Tensor& x);

}  // namespace llmsys
