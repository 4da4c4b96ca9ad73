/// @file
/// The elements of a tensor as bytes to write.
#pragma once
#include <string_view>

#include "framework/tensor/tensor.h"

namespace llmsys::detail {

/// The bytes of a contiguous tensor, whatever its dtype; they live as long as its storage.
/// @throws ValueError if it is not contiguous, or its storage is released
std::string_view bytes_of(const Tensor& rows);

}  // namespace llmsys::detail
