/// @file
/// The part of a pool that all threads share, under one lock: free blocks by stream and bin, the books, upstream.
#pragma once
#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "framework/memory/detail/thread_cache.h"
#include "framework/memory/memory_resource.h"
#include "framework/memory/pool_stats.h"

namespace llmsys::detail {

/// Where threads find blocks that their own lists lack, and leave those that do not fit.
class CentralPool {
 public:
  /// @param upstream  gives and takes memory; must outlive this  @param limit  most bytes to take, 0: no limit
  CentralPool(MemoryResource& upstream, size_t limit) : upstream_(upstream), limit_(limit) {}

  /// A block of `bin`, from the lists or from upstream; counts it. Moves a few more into `lists` if they are at hand.
  /// @throws OutOfMemory if upstream has none, or the limit forbids, even after all cached blocks were given back
  PoolBlock* take(uint32_t bin, size_t asked, ThreadCache& cache, LocalLists& lists);
  /// Keeps a block; counts it. Takes a few more out of `lists`, which are full.  @param cache, lists  may be null
  void give(PoolBlock* block, ThreadCache* cache, LocalLists* lists) noexcept;
  /// Throws OutOfMemory for a request that no bin holds.
  [[noreturn]] void refuse(size_t asked);

  /// The books of a thread that is new here.
  ThreadCache& add_thread();
  /// Lists of that thread for a stream that is new to it.
  LocalLists& add_lists(ThreadCache& cache, uint32_t stream);
  /// Takes all that a thread kept, as it ends; `cache` is gone afterwards.
  void remove_thread(ThreadCache& cache) noexcept;

  /// Gives cached blocks back, large ones first, until at most `keep` bytes are cached.  @return bytes given back
  size_t trim(size_t keep);
  /// The books.
  [[nodiscard]] PoolStats stats() const;

 private:
  struct Stream {
    std::array<PoolBlock*, kBins> lists{};
    int64_t reserved = 0;
    Tally tally;
    int64_t misses = 0;
  };

  PoolBlock* pop(Stream& stream, uint32_t bin);
  static void push(Stream& stream, PoolBlock* block);
  PoolBlock* from_upstream(uint32_t bin, size_t asked, uint32_t stream);
  PoolBlock* try_upstream(uint32_t bin, std::string& why);
  void to_upstream(PoolBlock* block);
  size_t release(size_t keep);
  void collect(ThreadCache& cache);
  [[noreturn]] void fail(size_t asked, const std::string& why);
  void settle(ThreadCache& cache);
  [[nodiscard]] Totals totals_now() const;
  [[nodiscard]] int64_t cached_now() const;
  void add_tally(Tally& sum, uint32_t id) const;
  void add_stream(PoolStats& out, std::array<int64_t, kBins>& by_bin, uint32_t id, const Stream& stream) const;

  MemoryResource& upstream_;
  const size_t limit_;
  mutable std::mutex mutex_;  // guards all below, and the vectors inside the caches
  std::map<uint32_t, Stream> streams_;
  std::vector<std::unique_ptr<ThreadCache>> caches_;
  Totals totals_;
  int64_t flushes_ = 0;
  int64_t failures_ = 0;
};

}  // namespace llmsys::detail
