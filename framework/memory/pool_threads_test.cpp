// Threads that share a pool; preset tsan runs these too.
#include <array>
#include <atomic>
#include <deque>
#include <latch>
#include <mutex>

#include "framework/memory/contract.h"
#include "framework/memory/pool_resource.h"

using namespace llmsys;
using testing::OwnedBlock;

namespace {

/// Blocks on their way to another thread.
class Mailbox {
 public:
  void put(const OwnedBlock& block) {
    const std::lock_guard lock(mutex_);
    blocks_.push_back(block);
  }
  bool get(OwnedBlock& block) {
    const std::lock_guard lock(mutex_);
    if (blocks_.empty()) return false;
    block = blocks_.front();
    blocks_.pop_front();
    return true;
  }

 private:
  std::mutex mutex_;
  std::deque<OwnedBlock> blocks_;
};

bool empty_mailbox(PoolResource& pool, Mailbox& mailbox) {
  bool intact = true;
  for (OwnedBlock block{}; mailbox.get(block);) intact = testing::give_block_back(pool, block) && intact;
  return intact;
}

/// Sends blocks of many sizes to the next thread and frees those that the previous one sends.
bool pass_blocks(PoolResource& pool, std::array<Mailbox, 4>& mailboxes, uint32_t me, int steps) {
  Context mine = context();
  const ContextScope scope(mine);
  bool intact = true;
  uint32_t seed = 100 + me;
  for (int step = 0; step < steps; ++step) {
    seed = seed * 1664525 + 1013904223;
    mine.stream = (seed >> 9) % 3;
    const size_t bytes = (seed >> 12) % 50 == 0 ? size_t{1200000} : 1 + (seed >> 16) % 9000;
    mailboxes[(me + 1) % 4].put(testing::take_block(pool, bytes, static_cast<unsigned char>(seed >> 24)));
    OwnedBlock received{};
    if (step % 3 != 0 && mailboxes[me].get(received)) intact = testing::give_block_back(pool, received) && intact;
  }
  return intact;
}

}  // namespace

TEST_CASE("four threads pass blocks around while another trims and reads the books") {
  HostResource host;
  PeakMeter meter(host);
  {
    PoolResource pool(meter, {.limit = size_t{256} << 20});
    std::array<Mailbox, 4> mailboxes;
    std::array<std::atomic<bool>, 4> intact{};
    std::atomic<bool> done{false};
    std::jthread watcher([&] {
      for (size_t round = 0; !done; ++round) {
        pool.trim((round % 4) << 20);
        static_cast<void>(to_text(pool.stats()));
      }
    });
    std::vector<std::jthread> threads;
    for (uint32_t t = 0; t < 4; ++t)
      threads.emplace_back([&, t] { intact[t] = pass_blocks(pool, mailboxes, t, 3000); });
    threads.clear();
    done = true;
    watcher.join();
    for (const std::atomic<bool>& each : intact) CHECK(each);
    for (Mailbox& mailbox : mailboxes) CHECK(empty_mailbox(pool, mailbox));
    const PoolStats stats = pool.stats();
    CHECK(stats.live_blocks == 0);
    CHECK(stats.asked_bytes == 0);
    CHECK(stats.live_bytes == 0);
    CHECK(stats.allocations == 4 * 3000);
    CHECK(stats.reserved_bytes == meter.current_bytes());
    pool.trim();
    CHECK(meter.current_bytes() == 0);
  }
  CHECK(meter.current_bytes() == 0);
}

TEST_CASE("what an idle thread keeps is flushed when another needs the memory") {
  PoolResource pool(default_memory(), {.limit = size_t{1} << 20});
  std::latch cached(1), finished(1);
  std::jthread idle([&] {
    pool.deallocate(pool.allocate(700000), 700000);
    cached.count_down();
    finished.wait();
    pool.deallocate(pool.allocate(1000), 1000);  // its lists still work
  });
  cached.wait();
  CHECK(pool.stats().cached_bytes > 700000);
  void* block = nullptr;
  CHECK_NOTHROW(block = pool.allocate(600000));  // no exception may pass the thread that waits
  CHECK(pool.stats().flushes == 1);
  finished.count_down();
  idle.join();
  pool.deallocate(block, 600000);
}

TEST_CASE("a thread that ends leaves its blocks and its counts to the others") {
  PoolResource pool(default_memory());
  void* block = nullptr;
  std::jthread([&] {
    block = pool.allocate(3000);
    pool.deallocate(block, 3000);
    CHECK(pool.stats().threads == 1);
  }).join();
  CHECK(pool.stats().threads == 0);
  CHECK(pool.stats().allocations == 1);
  CHECK(pool.allocate(3000) == block);
  CHECK(pool.stats().hits == 1);
  CHECK(pool.stats().live_blocks == 1);
  pool.deallocate(block, 3000);
}

TEST_CASE("a thread may outlive one pool and use the next") {
  for (int i = 0; i < 3; ++i) {
    PoolResource pool(default_memory());
    CHECK(pool.stats().threads == 0);
    pool.deallocate(pool.allocate(100), 100);
    CHECK(pool.stats().threads == 1);
    CHECK(pool.stats().hits == 0);
  }
}
