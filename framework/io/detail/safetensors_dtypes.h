/// @file
/// What a safetensors header may call an element type.
#pragma once
#include <optional>
#include <string_view>

#include "framework/tensor/dtype.h"

namespace llmsys::detail {

/// One name of the format.
struct SafetensorsDType {
  std::string_view name;       ///< in the header
  int64_t bytes;               ///< of one element
  std::optional<DType> dtype;  ///< ours; none if a Tensor cannot hold it
};

/// The row of that name, or null: then not even the size of an element is known.
const SafetensorsDType* find_safetensors_dtype(std::string_view name);

/// The name of one of our dtypes.  @throws DTypeError if the format has none
std::string_view safetensors_name(DType dtype);

}  // namespace llmsys::detail
