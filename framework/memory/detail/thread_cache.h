/// @file
/// The blocks that one thread keeps for itself, so that it needs no lock to free one and take it again.
#pragma once
#include <array>
#include <atomic>
#include <memory>
#include <vector>

#include "framework/memory/detail/pool_block.h"
#include "framework/memory/detail/pool_ledger.h"

namespace llmsys::detail {

class CentralPool;

/// The free blocks of one thread and stream, by bin. Its thread pushes and pops; any thread may steal at any time.
///
/// Only the owner fills a slot, so a push is a plain store; owner and thief both empty slots, so a pop is an exchange:
/// one atomic operation for an allocation and its release, no lock, and nobody ever waits.
class LocalLists {
 public:
  static constexpr uint32_t kSlots = 16;                 ///< most blocks a bin
  static constexpr size_t kMostBytes = size_t{4} << 20;  ///< most bytes of all bins together

  /// Empty lists for blocks of `stream`.
  explicit LocalLists(uint32_t stream) : stream_(stream) {}

  /// The owner's: the block freed last in that bin, or null.
  PoolBlock* pop(uint32_t bin) {
    Slots& slots = bins_[bin];
    while (slots.used > 0) {
      bytes_ -= block_bytes(bin);  // also for a stolen one: it was counted until now
      if (PoolBlock* block = slots.blocks[--slots.used].exchange(nullptr, std::memory_order_acquire)) return block;
    }
    return nullptr;
  }
  /// The owner's: keeps the block unless its bin or the whole is full.  @return whether it did
  bool push(PoolBlock* block) {
    Slots& slots = bins_[block->bin];
    const size_t bytes = block_bytes(block->bin);
    if (slots.used == kSlots || bytes_ + bytes > kMostBytes) return false;
    slots.blocks[slots.used++].store(block, std::memory_order_release);
    bytes_ += bytes;
    return true;
  }
  /// Anyone's: the blocks taken out of a bin, as a list.
  PoolBlock* steal(uint32_t bin);

  /// The stream of all its blocks.
  [[nodiscard]] uint32_t stream() const { return stream_; }

  Tally tally;  ///< what the owner did on this stream without the lock

 private:
  struct Slots {
    std::array<std::atomic<PoolBlock*>, kSlots> blocks{};  // those from `used` on are null
    uint32_t used = 0;                                     // the owner's
  };

  uint32_t stream_;
  size_t bytes_ = 0;  // the owner's: of the blocks in slots, counting stolen ones that it has not missed yet
  std::array<Slots, kLocalBins> bins_{};
};

/// All that one thread keeps of one pool.
struct ThreadCache {
  CentralPool* pool = nullptr;                       ///< gets everything when the thread ends
  std::vector<std::unique_ptr<LocalLists>> streams;  ///< changed by the owner, under the pool's lock
  Drift asked;                                       ///< of Totals::asked
  Drift live;                                        ///< of Totals::live

  /// The owner's: its lists for that stream, or null.
  [[nodiscard]] LocalLists* find(uint32_t stream) const {
    for (const std::unique_ptr<LocalLists>& lists : streams)
      if (lists->stream() == stream) return lists.get();
    return nullptr;
  }
  /// The owner's: counts a block handed out without the lock.
  void count_allocated(LocalLists& lists, uint32_t bin, size_t asked_bytes) {
    const auto mine = static_cast<int64_t>(asked_bytes), whole = static_cast<int64_t>(block_bytes(bin));
    lists.tally.allocated(bin, mine, whole);
    asked.add(mine);
    live.add(whole);
  }
  /// The owner's: counts a block taken back without the lock.
  void count_freed(LocalLists& lists, uint32_t bin, size_t asked_bytes) {
    const auto mine = static_cast<int64_t>(asked_bytes), whole = static_cast<int64_t>(block_bytes(bin));
    lists.tally.freed_one(mine, whole);
    asked.add(-mine);
    live.add(-whole);
  }
};

}  // namespace llmsys::detail
