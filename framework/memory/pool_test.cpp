#include "framework/memory/pool_resource.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "framework/memory/contract.h"
#include "framework/memory/detail/size_bins.h"

using namespace llmsys;

namespace {

constexpr size_t kMiB = size_t{1} << 20;

std::unique_ptr<MemoryResource> make_pool(MemoryResource& upstream, size_t limit) {
  return std::make_unique<PoolResource>(upstream, PoolResource::Options{.limit = limit});
}

/// Has no memory the next `failures` times.
class FailingResource final : public MemoryResource {
 public:
  void* allocate(size_t bytes, size_t alignment = kAlignment) override {
    ++calls;
    if (failures > 0 && failures-- > 0) throw OutOfMemory("[FailingResource] there is nothing left");
    return host_.allocate(bytes, alignment);
  }
  void deallocate(void* pointer, size_t bytes, size_t alignment = kAlignment) noexcept override {
    host_.deallocate(pointer, bytes, alignment);
  }
  int failures = 0;
  int calls = 0;

 private:
  HostResource host_;
};

}  // namespace

TEST_CASE("bins grow, waste less than 64 bytes or an eighth, and end at 128 TiB") {
  size_t previous = 0;
  for (uint32_t bin = 0; bin < detail::kBins; ++bin) {
    const size_t bytes = detail::bin_bytes(bin);
    REQUIRE(bytes > previous);
    REQUIRE(bytes % 64 == 0);
    REQUIRE(detail::bin_of(bytes) == bin);
    REQUIRE(detail::bin_of(previous + 1) == bin);  // the smallest request wastes most
    const size_t waste = bytes - (previous + 1);
    REQUIRE((waste < 64 || waste * 8 < previous + 1));
    previous = bytes;
  }
  CHECK(previous == detail::kLargestBin);
  CHECK(detail::bin_bytes(detail::kLocalBins - 1) == kMiB);
}

TEST_CASE("the pool keeps the suites: contract, accounting, limit, streams") {
  HostResource host;
  PoolResource pool(host);
  testing::check_memory_contract(pool);
  testing::check_stream_contract(pool);
  CHECK(pool.stats().live_blocks == 0);
  testing::check_memory_accounting(make_pool);
  testing::check_memory_limit(make_pool);
}

TEST_CASE("what was freed is handed out again, the last first") {
  HostResource host;
  PeakMeter meter(host);
  PoolResource pool(meter);
  const size_t bytes = GENERATE(size_t{1}, size_t{4096}, 2 * kMiB);
  void* a = pool.allocate(bytes);
  void* b = pool.allocate(bytes);
  pool.deallocate(a, bytes);
  pool.deallocate(b, bytes);
  const int64_t taken = meter.allocations();
  CHECK(pool.allocate(bytes) == b);
  CHECK(pool.allocate(bytes) == a);
  CHECK(meter.allocations() == taken);
  pool.deallocate(a, bytes);
  pool.deallocate(b, bytes);
}

TEST_CASE("trim gives cached blocks back, the largest first, and keeps what it was told to") {
  HostResource host;
  PeakMeter meter(host);
  PoolResource pool(meter);
  void* held = pool.allocate(100);
  for (const size_t bytes : {size_t{1000}, kMiB, 4 * kMiB}) pool.deallocate(pool.allocate(bytes), bytes);
  const auto small = static_cast<int64_t>(1024 + 64), medium = static_cast<int64_t>(kMiB + 64);
  CHECK(pool.trim(static_cast<size_t>(small + medium)) == 4 * kMiB + 64);
  CHECK(pool.stats().cached_bytes == small + medium);
  CHECK(pool.trim(static_cast<size_t>(medium)) == kMiB + 64);
  CHECK(pool.stats().cached_bytes == small);
  CHECK(pool.trim() == 1024 + 64);
  CHECK(pool.trim() == 0);
  CHECK(meter.current_bytes() == 128 + 64);
  pool.deallocate(held, 100);
}

TEST_CASE("when upstream has no memory, cached blocks go back and the request is tried once more") {
  FailingResource upstream;
  PoolResource pool(upstream);
  void* a = pool.allocate(1000);
  void* b = testing::allocate_on_stream(pool, 3, kMiB * 2);
  pool.deallocate(a, 1000);
  pool.deallocate(b, kMiB * 2);
  upstream.failures = 1;
  upstream.calls = 0;
  void* c = pool.allocate(5000);
  CHECK(upstream.calls == 2);
  CHECK(pool.stats().flushes == 1);
  CHECK(pool.stats().failures == 0);
  CHECK(pool.stats().cached_bytes == 0);
  pool.deallocate(c, 5000);
}

TEST_CASE("an allocation that fails twice throws, says what is held, and changes nothing else") {
  FailingResource upstream;
  PoolResource pool(upstream, {.limit = 64 * kMiB});
  void* held = pool.allocate(1000);
  pool.deallocate(pool.allocate(9000), 9000);
  upstream.failures = 2;
  CHECK(testing::message_of([&] { pool.allocate(5000); }) ==
        "[PoolResource] cannot allocate 5000 bytes: [FailingResource] there is nothing left. Held by callers 1088 "
        "bytes, cached 0, limit 67108864 bytes. Free tensors, use a smaller batch, or give the pool a higher limit");
  upstream.failures = 1;
  CHECK_THROWS_AS(pool.allocate(5000), OutOfMemory);  // nothing cached: no second try
  PoolStats stats = pool.stats();
  CHECK(stats.flushes == 1);
  CHECK(stats.failures == 2);
  CHECK(stats.live_blocks == 1);
  CHECK(stats.asked_bytes == 1000);
  CHECK(stats.reserved_bytes == 1024 + 64);
  pool.deallocate(pool.allocate(5000), 5000);
  pool.deallocate(held, 1000);
  CHECK(pool.stats().live_blocks == 0);
}

TEST_CASE("the limit counts what is taken from upstream, headers and cached blocks too") {
  HostResource host;
  PoolResource pool(host, {.limit = 2 * (kMiB + 64)});
  void* a = pool.allocate(kMiB);
  void* b = pool.allocate(kMiB);
  CHECK(testing::contains(testing::message_of([&] { pool.allocate(1); }), "the limit forbids it"));
  pool.deallocate(a, kMiB);
  void* c = pool.allocate(1);  // a makes room
  CHECK(pool.stats().flushes == 1);
  pool.deallocate(b, kMiB);
  pool.deallocate(c, 1);
}

TEST_CASE("a block freed twice, or not from this pool, ends the process with a message") {
  const bool twice = GENERATE(true, false);
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGABRT, SIG_DFL);  // Catch2 would report the test as failed
    std::fclose(stderr);
    PoolResource pool(default_memory()), other(default_memory());
    void* block = pool.allocate(100);
    if (twice) pool.deallocate(block, 100);
    (twice ? pool : other).deallocate(block, 100);
    _exit(0);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
}

extern "C" __attribute__((weak)) int __asan_address_is_poisoned(const volatile void* address);

TEST_CASE("AddressSanitizer knows which bytes of a pool's blocks are in use") {
  if (__asan_address_is_poisoned == nullptr) LLMSYS_SKIP("needs preset asan");
  HostResource host;
  PoolResource pool(host);
  auto* block = static_cast<char*>(pool.allocate(100));
  CHECK_FALSE(__asan_address_is_poisoned(block + 99));
  CHECK(__asan_address_is_poisoned(block + 104));
  pool.deallocate(block, 100);
  CHECK(__asan_address_is_poisoned(block));
}
