#include "framework/simt/sync.h"

#include <atomic>

#include "framework/simt/detail/block.h"

namespace llmsys::simt {

namespace {

void poll(const void* pc) {
  if (detail::current_block != nullptr) detail::current_block->poll(pc);
}

void fence(bool scope_block, const void* pc) {
  std::atomic_thread_fence(std::memory_order_seq_cst);
  if (detail::current_block == nullptr) return;
  if (ExecutionObserver* const listener = observer()) listener->fence(scope_block);
  poll(pc);
}

}  // namespace

void note_poll(const void* pc) { poll(pc != nullptr ? pc : __builtin_return_address(0)); }

}  // namespace llmsys::simt

void __threadfence_block() { llmsys::simt::fence(true, __builtin_return_address(0)); }
void __threadfence() { llmsys::simt::fence(false, __builtin_return_address(0)); }
void __threadfence_system() { llmsys::simt::fence(false, __builtin_return_address(0)); }
void __nanosleep(unsigned) { llmsys::simt::poll(__builtin_return_address(0)); }

void __trap() { llmsys::simt::abandon(llmsys::simt::Fault::trap, __builtin_return_address(0), "__trap() was called"); }
