#include "framework/memory/detail/thread_cache.h"

namespace llmsys::detail {

PoolBlock* LocalLists::steal(uint32_t bin) {
  PoolBlock* list = nullptr;
  for (std::atomic<PoolBlock*>& slot : bins_[bin].blocks)
    if (PoolBlock* block = slot.exchange(nullptr, std::memory_order_acquire)) {
      block->next = list;
      list = block;
    }
  return list;
}

}  // namespace llmsys::detail
