/// @file
/// Memory outside of the arena that the runtime knows of: pinned host memory, and __device__ variables.
#pragma once
#include <cstddef>
#include <cstdint>

namespace llmsys::simt {

/// Whether all these bytes are pinned.
bool is_pinned(const void* address, size_t bytes);
/// Whether all these bytes lie in one variable that register_symbol() was told.
bool is_symbol(const void* address, size_t bytes);
/// A number that all these bytes determine; other bytes most likely give another.
uint64_t hash_bytes(const void* address, size_t bytes);

}  // namespace llmsys::simt
