/// @file
/// What is said of an index out of range, on every device.
#pragma once
#include <string_view>

#include "framework/tensor/shape.h"

namespace llmsys::kernels {

/// @throws IndexError "[gather] index 3 is out of range for dimension 1 of shape (2,3): use 0 to 2"
[[noreturn]] void throw_bad_index(std::string_view op, int64_t index, int64_t dim, const Shape& shape);
/// @throws IndexError "[index_select] index 3 is out of range for 3 rows: use 0 to 2"
[[noreturn]] void throw_bad_row(std::string_view op, int64_t index, int64_t rows);

}  // namespace llmsys::kernels
