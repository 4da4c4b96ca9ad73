/// @file
/// What a pool knows about one block, kept in the 64 bytes before it: freeing needs no table and no memory.
#pragma once
#include <cstddef>
#include <cstdint>

#include "framework/memory/detail/sanitizer.h"
#include "framework/memory/detail/size_bins.h"

namespace llmsys::detail {

/// Header of a block; the caller's bytes follow it. One cache line, so that they keep its alignment.
struct alignas(64) PoolBlock {
  PoolBlock* next = nullptr;     ///< the next block of a shared list
  const void* holder = nullptr;  ///< the pool, while a caller holds the block; null while it is cached
  size_t asked = 0;              ///< bytes the caller asked for
  uint32_t stream = 0;           ///< the stream it was allocated on, for good
  uint32_t bin = 0;              ///< its size: bin_bytes(bin)

  /// The caller's bytes.
  void* payload() { return this + 1; }
  /// The header of what payload() returned.
  static PoolBlock* of(void* payload) { return static_cast<PoolBlock*>(payload) - 1; }
};
static_assert(sizeof(PoolBlock) == 64);

/// Bytes taken from upstream for a block of this bin.
constexpr size_t block_bytes(uint32_t bin) { return sizeof(PoolBlock) + bin_bytes(bin); }

/// Hands the block to a caller. AddressSanitizer then reports whoever writes behind the bytes needed: those asked for,
/// and room to align them.
inline void mark_live(PoolBlock* block, const void* pool, size_t asked, size_t needed) {
  block->holder = pool;
  block->asked = asked;
  forbid_bytes(block->payload(), bin_bytes(block->bin));
  permit_bytes(block->payload(), needed);
}

/// Takes the block back. AddressSanitizer then reports whoever still uses it.
inline void mark_cached(PoolBlock* block) {
  block->holder = nullptr;
  forbid_bytes(block->payload(), bin_bytes(block->bin));
}

}  // namespace llmsys::detail
