/// @file
/// What a PoolResource counts, and the table that people read.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace llmsys {

/// One stream of a pool. Bytes are those of now.
struct PoolStreamStats {
  uint32_t stream = 0;         ///< as in Context::stream
  int64_t asked_bytes = 0;     ///< what callers asked for and hold
  int64_t live_bytes = 0;      ///< what those blocks take: rounded up to their bin, with a header of 64 bytes
  int64_t cached_bytes = 0;    ///< freed, waiting to be handed out again on this stream
  int64_t reserved_bytes = 0;  ///< taken from upstream: live + cached
  int64_t allocations = 0;     ///< blocks handed out so far
  int64_t hits = 0;            ///< of them, those that were cached
};

/// One size class of a pool.
struct PoolBinStats {
  size_t bytes = 0;         ///< the most that its blocks hold
  int64_t allocations = 0;  ///< blocks handed out so far
};

/// A pool's books. With one thread every number is exact. A thread that takes blocks from its own lists tells the peaks
/// only when it next takes the lock: with n threads a peak may be off by (n - 1) x 4 MiB a stream; the rest is exact
/// once the threads rest.
struct PoolStats {
  int64_t asked_bytes = 0;               ///< what callers asked for and hold now
  int64_t live_bytes = 0;                ///< what those blocks take: rounded up to their bin, with a header of 64 bytes
  int64_t cached_bytes = 0;              ///< freed, waiting to be handed out again
  int64_t reserved_bytes = 0;            ///< taken from upstream: live + cached
  int64_t peak_asked_bytes = 0;          ///< most asked_bytes at once
  int64_t peak_live_bytes = 0;           ///< most live_bytes at once
  int64_t peak_cached_bytes = 0;         ///< most cached_bytes at once
  int64_t peak_reserved_bytes = 0;       ///< most reserved_bytes at once
  int64_t limit_bytes = 0;               ///< the most that reserved_bytes may be; 0: no limit
  int64_t allocations = 0;               ///< blocks handed out so far
  int64_t hits = 0;                      ///< of them, those that were cached
  int64_t misses = 0;                    ///< of them, those that came from upstream
  int64_t live_blocks = 0;               ///< handed out and not yet given back; at the pool's end: leaked
  int64_t flushes = 0;                   ///< times that all cached blocks were given back to make room
  int64_t failures = 0;                  ///< allocations that failed even so
  int64_t threads = 0;                   ///< threads that keep blocks for themselves now
  std::vector<PoolStreamStats> streams;  ///< by stream
  std::vector<PoolBinStats> bins;        ///< those that were used, by size
};

/// A table of the totals, the streams and the bins, ending in a newline.
std::string to_text(const PoolStats& stats);

}  // namespace llmsys
