#include "framework/simt/sync.h"

#include <atomic>

#include "framework/simt/detail/block.h"

namespace llmsys::simt {

namespace {

void fence(bool scope_block) {
  std::atomic_thread_fence(std::memory_order_seq_cst);
  if (detail::current_block == nullptr) return;
  if (ExecutionObserver* const listener = observer()) listener->fence(scope_block);
  note_poll();
}

}  // namespace

void note_poll() {
  if (detail::current_block != nullptr) detail::current_block->poll();
}

}  // namespace llmsys::simt

void __threadfence_block() { llmsys::simt::fence(true); }
void __threadfence() { llmsys::simt::fence(false); }
void __threadfence_system() { llmsys::simt::fence(false); }
void __nanosleep(unsigned) { llmsys::simt::note_poll(); }

void __trap() { llmsys::simt::abandon(llmsys::simt::Fault::trap, __builtin_return_address(0), "__trap() was called"); }
