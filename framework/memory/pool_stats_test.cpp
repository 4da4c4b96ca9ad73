#include "framework/memory/pool_stats.h"

#include "framework/memory/contract.h"
#include "framework/memory/pool_resource.h"

using namespace llmsys;

namespace {

constexpr size_t kMiB = size_t{1} << 20;

/// A sequence with small and large blocks, two streams, hits and misses.  @return the one block it keeps, of 90 bytes
[[nodiscard]] void* play_script(PoolResource& pool) {
  void* a = pool.allocate(100);                              // 128 + 64
  void* b = pool.allocate(1000);                             // 1024 + 64
  void* c = testing::allocate_on_stream(pool, 7, 2 * kMiB);  // 2 MiB + 64
  pool.deallocate(b, 1000);                                  // cached
  void* d = pool.allocate(1024);                             // a hit
  pool.deallocate(c, 2 * kMiB);                              // cached
  void* e = pool.allocate(65, 256);                          // 321 bytes with room to align: 384 + 64
  pool.deallocate(d, 1024);
  pool.deallocate(e, 65, 256);
  pool.deallocate(a, 100);
  return pool.allocate(90);  // a hit
}

}  // namespace

TEST_CASE("the books of a scripted sequence are exact") {
  PoolResource pool(default_memory());
  void* kept = play_script(pool);
  const PoolStats stats = pool.stats();
  const int64_t large = 2 * static_cast<int64_t>(kMiB) + 64, reserved = 192 + 1088 + 448 + large;
  CHECK(stats.asked_bytes == 90);
  CHECK(stats.live_bytes == 192);
  CHECK(stats.reserved_bytes == reserved);
  CHECK(stats.cached_bytes == reserved - 192);
  CHECK(stats.peak_asked_bytes == 100 + 1024 + 2 * static_cast<int64_t>(kMiB));
  CHECK(stats.peak_live_bytes == 192 + 1088 + large);
  CHECK(stats.peak_cached_bytes == reserved);  // when all was freed, just before the last allocation
  CHECK(stats.peak_reserved_bytes == reserved);
  CHECK(stats.limit_bytes == 0);
  CHECK(stats.allocations == 6);
  CHECK(stats.hits == 2);
  CHECK(stats.misses == 4);
  CHECK(stats.live_blocks == 1);
  CHECK(stats.flushes == 0);
  CHECK(stats.failures == 0);
  CHECK(stats.threads == 1);
  pool.deallocate(kept, 90);
}

TEST_CASE("the books tell streams and bins apart") {
  PoolResource pool(default_memory());
  void* kept = play_script(pool);
  const PoolStats stats = pool.stats();
  REQUIRE(stats.streams.size() == 2);
  CHECK(stats.streams[0].stream == 0);
  CHECK(stats.streams[0].asked_bytes == 90);
  CHECK(stats.streams[0].live_bytes == 192);
  CHECK(stats.streams[0].reserved_bytes == 192 + 1088 + 448);
  CHECK(stats.streams[0].cached_bytes == 1088 + 448);
  CHECK(stats.streams[0].allocations == 5);
  CHECK(stats.streams[0].hits == 2);
  CHECK(stats.streams[1].stream == 7);
  CHECK(stats.streams[1].live_bytes == 0);
  CHECK(stats.streams[1].cached_bytes == 2 * static_cast<int64_t>(kMiB) + 64);
  CHECK(stats.streams[1].hits == 0);
  std::vector<size_t> bytes;
  std::vector<int64_t> allocations;
  for (const PoolBinStats& bin : stats.bins) bytes.push_back(bin.bytes), allocations.push_back(bin.allocations);
  CHECK(bytes == std::vector<size_t>{128, 384, 1024, 2 * kMiB});
  CHECK(allocations == std::vector<int64_t>{2, 1, 2, 1});
  pool.deallocate(kept, 90);
}

TEST_CASE("the same sequence gives the same books and the same text") {
  PoolResource first(default_memory()), second(default_memory());
  void *a = play_script(first), *b = play_script(second);
  CHECK(to_text(first.stats()) == to_text(second.stats()));
  first.deallocate(a, 90);
  second.deallocate(b, 90);
}

TEST_CASE("the table of a pool reads well") {
  PoolResource pool(default_memory(), {.limit = 8 * kMiB});
  void* kept = play_script(pool);
  CHECK(to_text(pool.stats()) ==
        "bytes               asked           live         cached       reserved\n"
        "now                    90            192        2098752        2098944\n"
        "peak              2098276        2098496        2098944        2098944\n"
        "stream 0               90            192           1536           1728\n"
        "stream 7                0              0        2097216        2097216\n"
        "limit 8388608 bytes; 6 allocations: 2 hits, 4 misses; 1 blocks held by callers\n"
        "0 flushes to make room, 0 failed allocations; 1 threads with lists of their own\n"
        "bin           allocations\n"
        "128                     2\n"
        "384                     1\n"
        "1024                    2\n"
        "2097152                 1\n");
  pool.deallocate(kept, 90);
}
