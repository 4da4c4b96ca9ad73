#include "framework/simt/address_space.h"

#include "framework/simt/arena.h"
#include "framework/simt/detail/block.h"
#include "framework/simt/detail/static_shared.h"

using namespace llmsys::simt;

unsigned __isGlobal(const void* address) { return in_arena(address) ? 1 : 0; }

unsigned __isShared(const void* address) {
  const auto within = [address](const std::byte* begin, size_t bytes) {
    return static_cast<size_t>(static_cast<const std::byte*>(address) - begin) < bytes;
  };
  const auto [begin, bytes] = detail::static_shared();
  const detail::Block& block = *detail::current_block;
  return within(begin, bytes) || within(block.dynamic_shared(), block.dynamic_shared_bytes()) ? 1 : 0;
}

long long clock64() { return detail::current_block->tick(); }
