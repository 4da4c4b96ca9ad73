/// @file
/// What the fuzz functions share.
#pragma once
#include <cstdlib>
#include <cstring>

#include "framework/io/shared_bytes.h"

namespace llmsys::detail {

/// On the heap, and not a byte more: AddressSanitizer sees whoever reads beyond.
inline SharedBytes copy_of(const uint8_t* data, size_t size) {
  SharedBytes out{.data = {new std::byte[size], [](std::byte* p) { delete[] p; }}, .size = size};
  if (size > 0) std::memcpy(out.data.get(), data, size);
  return out;
}

/// Ends the program unless the promise was kept.
inline void require(bool promise) {
  if (!promise) std::abort();
}

}  // namespace llmsys::detail
