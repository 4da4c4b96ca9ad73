#include "framework/memory/detail/central_pool.h"

#include <algorithm>
#include <new>

#include "framework/base/error.h"

namespace llmsys::detail {
namespace {

constexpr size_t kBatchBytes = size_t{64} << 10;  // moved at once between a thread's lists and the shared ones

/// Blocks moved under one lock: many small ones, so that the lock costs little; large ones one by one.
uint32_t batch_of(uint32_t bin) {
  if (bin >= kLocalBins) return 1;
  return static_cast<uint32_t>(std::clamp<size_t>(kBatchBytes / bin_bytes(bin), 1, LocalLists::kSlots / 2));
}

}  // namespace

PoolBlock* CentralPool::pop(Stream& stream, uint32_t bin) {
  PoolBlock* block = stream.lists[bin];
  if (block != nullptr) stream.lists[bin] = block->next;
  return block;
}

void CentralPool::push(Stream& stream, PoolBlock* block) {
  block->next = stream.lists[block->bin];
  stream.lists[block->bin] = block;
}

/// Brings the totals up to date with what this thread did without the lock; before each change under it, so that peaks
/// are seen in order.
void CentralPool::settle(ThreadCache& cache) {
  totals_.add(cache.asked, cache.live);
  cache.asked.reset();
  cache.live.reset();
}

PoolBlock* CentralPool::take(uint32_t bin, size_t asked, ThreadCache& cache, LocalLists& lists) {
  const std::lock_guard lock(mutex_);
  settle(cache);
  Stream& stream = streams_[lists.stream()];
  PoolBlock* block = pop(stream, bin);
  if (block == nullptr) {
    block = from_upstream(bin, asked, lists.stream());
    stream.reserved += static_cast<int64_t>(block_bytes(bin));
    ++stream.misses;
  }
  for (uint32_t i = 1; i < batch_of(bin) && stream.lists[bin] != nullptr; ++i)
    if (PoolBlock* more = pop(stream, bin); !lists.push(more)) {
      push(stream, more);
      break;
    }
  const auto mine = static_cast<int64_t>(asked), whole = static_cast<int64_t>(block_bytes(bin));
  stream.tally.allocated(bin, mine, whole);
  totals_.add(mine, whole);
  return block;
}

void CentralPool::give(PoolBlock* block, ThreadCache* cache, LocalLists* lists) noexcept {
  const std::lock_guard lock(mutex_);
  if (cache != nullptr) settle(*cache);
  Stream& stream = streams_.find(block->stream)->second;  // take() made it
  const uint32_t bin = block->bin;
  const auto mine = static_cast<int64_t>(block->asked), whole = static_cast<int64_t>(block_bytes(bin));
  push(stream, block);
  stream.tally.freed_one(mine, whole);
  totals_.add(-mine, -whole);
  if (lists == nullptr) return;
  for (uint32_t i = 1; i < batch_of(bin); ++i)
    if (PoolBlock* more = lists->pop(bin)) push(stream, more);
}

PoolBlock* CentralPool::try_upstream(uint32_t bin, std::string& why) {
  const size_t bytes = block_bytes(bin);
  if (limit_ != 0 && static_cast<size_t>(totals_.reserved.now) + bytes > limit_) {
    why = "the limit forbids it";
    return nullptr;
  }
  try {
    return new (upstream_.allocate(bytes)) PoolBlock;
  } catch (const OutOfMemory& error) {
    why = error.what();
    return nullptr;
  }
}

PoolBlock* CentralPool::from_upstream(uint32_t bin, size_t asked, uint32_t stream) {
  std::string why;
  PoolBlock* block = try_upstream(bin, why);
  if (block == nullptr && cached_now() > 0) {
    ++flushes_;
    release(0);
    block = try_upstream(bin, why);
  }
  if (block == nullptr) fail(asked, why);
  block->bin = bin;
  block->stream = stream;
  totals_.reserved.add(static_cast<int64_t>(block_bytes(bin)));
  return block;
}

void CentralPool::fail(size_t asked, const std::string& why) {
  ++failures_;
  const std::string limit = limit_ == 0 ? "none" : text(limit_, " bytes");
  throw OutOfMemory(text("[PoolResource] cannot allocate ", asked, " bytes: ", why, ". Held by callers ",
                         totals_now().live.now, " bytes, cached ", cached_now(), ", limit ", limit,
                         ". Free tensors, use a smaller batch, or give the pool a higher limit"));
}

void CentralPool::refuse(size_t asked) {
  const std::lock_guard lock(mutex_);
  fail(asked, "no machine has as much");
}

void CentralPool::to_upstream(PoolBlock* block) {
  const size_t bytes = block_bytes(block->bin);
  totals_.reserved.add(-static_cast<int64_t>(bytes));
  streams_.find(block->stream)->second.reserved -= static_cast<int64_t>(bytes);
  permit_bytes(block, bytes);
  upstream_.deallocate(block, bytes);
}

size_t CentralPool::release(size_t keep) {
  const auto most = static_cast<int64_t>(std::min(keep, kLargestBin));
  int64_t excess = cached_now() - most;
  if (excess <= 0) return 0;
  for (const std::unique_ptr<ThreadCache>& cache : caches_) collect(*cache);
  size_t released = 0;
  for (uint32_t bin = kBins; bin-- > 0;)
    for (auto& [id, stream] : streams_)
      while (excess > 0 && stream.lists[bin] != nullptr) {
        to_upstream(pop(stream, bin));
        excess -= static_cast<int64_t>(block_bytes(bin));
        released += block_bytes(bin);
      }
  return released;
}

/// Moves what a thread keeps to the shared lists. Safe while its owner works: see LocalLists.
void CentralPool::collect(ThreadCache& cache) {
  for (const std::unique_ptr<LocalLists>& lists : cache.streams)
    for (uint32_t bin = 0; bin < kLocalBins; ++bin)
      for (PoolBlock* block = lists->steal(bin); block != nullptr;) {
        PoolBlock* next = block->next;
        push(streams_.find(block->stream)->second, block);
        block = next;
      }
}

size_t CentralPool::trim(size_t keep) {
  const std::lock_guard lock(mutex_);
  return release(keep);
}

}  // namespace llmsys::detail
