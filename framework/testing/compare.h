/// @file
/// Tensor comparisons for tests: shape and dtype first, then values; NaN never passes unless asked for.
#pragma once
#include <source_location>

#include "framework/tensor/compare.h"

namespace llmsys::testing {

/// Fails the test, with the worst element in the message, unless |got - want| <= atol + rtol |want| everywhere:
/// @code
///   require_close(layer_norm(x), want, {.atol = 1e-5, .rtol = 1e-5});
/// @endcode
void require_close(const Tensor& got, const Tensor& want, const Tolerance& tolerance,
                   std::source_location where = std::source_location::current());

/// Fails the test unless shape, dtype and all values are the same.
void require_equal(const Tensor& got, const Tensor& want, std::source_location where = std::source_location::current());

}  // namespace llmsys::testing
