// Threads that come and go, and the books over all of them.
#include <algorithm>

#include "framework/memory/detail/central_pool.h"

namespace llmsys::detail {

ThreadCache& CentralPool::add_thread() {
  auto cache = std::make_unique<ThreadCache>();
  cache->pool = this;
  const std::lock_guard lock(mutex_);
  return *caches_.emplace_back(std::move(cache));
}

LocalLists& CentralPool::add_lists(ThreadCache& cache, uint32_t stream) {
  auto lists = std::make_unique<LocalLists>(stream);
  const std::lock_guard lock(mutex_);
  streams_[stream];  // collect() and give() rely on it
  return *cache.streams.emplace_back(std::move(lists));
}

void CentralPool::remove_thread(ThreadCache& cache) noexcept {
  const std::lock_guard lock(mutex_);
  settle(cache);
  collect(cache);
  for (const std::unique_ptr<LocalLists>& lists : cache.streams)
    streams_.find(lists->stream())->second.tally.add(lists->tally);
  std::erase_if(caches_, [&](const std::unique_ptr<ThreadCache>& other) { return other.get() == &cache; });
}

Totals CentralPool::totals_now() const {
  Totals totals = totals_;
  for (const std::unique_ptr<ThreadCache>& cache : caches_) totals.add(cache->asked, cache->live);
  return totals;
}

int64_t CentralPool::cached_now() const { return totals_now().cached(); }

/// Adds what all threads counted on a stream.
void CentralPool::add_tally(Tally& sum, uint32_t id) const {
  sum.add(streams_.find(id)->second.tally);
  for (const std::unique_ptr<ThreadCache>& cache : caches_)
    if (const LocalLists* lists = cache->find(id)) sum.add(lists->tally);
}

PoolStats CentralPool::stats() const {
  const std::lock_guard lock(mutex_);
  const Totals totals = totals_now();
  PoolStats out;
  out.asked_bytes = totals.asked.now;
  out.live_bytes = totals.live.now;
  out.cached_bytes = totals.cached();
  out.reserved_bytes = totals.reserved.now;
  out.peak_asked_bytes = totals.asked.peak;
  out.peak_live_bytes = totals.live.peak;
  out.peak_cached_bytes = totals.cached_peak;
  out.peak_reserved_bytes = totals.reserved.peak;
  out.limit_bytes = static_cast<int64_t>(limit_);
  out.flushes = flushes_;
  out.failures = failures_;
  out.threads = static_cast<int64_t>(caches_.size());
  std::array<int64_t, kBins> by_bin{};
  for (const auto& [id, stream] : streams_) add_stream(out, by_bin, id, stream);
  for (uint32_t bin = 0; bin < kBins; ++bin)
    if (by_bin[bin] > 0) out.bins.push_back({bin_bytes(bin), by_bin[bin]});
  return out;
}

void CentralPool::add_stream(PoolStats& out, std::array<int64_t, kBins>& by_bin, uint32_t id,
                             const Stream& stream) const {
  Tally tally;
  add_tally(tally, id);
  int64_t allocations = 0;
  for (uint32_t bin = 0; bin < kBins; ++bin) {
    allocations += tally.allocations[bin].get();
    by_bin[bin] += tally.allocations[bin].get();
  }
  out.streams.push_back({.stream = id,
                         .asked_bytes = tally.asked.get(),
                         .live_bytes = tally.live.get(),
                         .cached_bytes = stream.reserved - tally.live.get(),
                         .reserved_bytes = stream.reserved,
                         .allocations = allocations,
                         .hits = allocations - stream.misses});
  out.allocations += allocations;
  out.misses += stream.misses;
  out.hits += allocations - stream.misses;
  out.live_blocks += allocations - tally.freed.get();
}

}  // namespace llmsys::detail
