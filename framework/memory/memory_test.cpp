#include <cmath>
#include <cstring>

#include "framework/base/context.h"
#include "framework/memory/contract.h"
#include "framework/memory/host_resource.h"
#include "framework/memory/peak_meter.h"
#include "framework/memory/poison_resource.h"
#include "framework/memory/pool_resource.h"
#include "framework/testing/test.h"

using namespace llmsys;

TEST_CASE("the host resource keeps the contract") {
  HostResource resource;
  testing::check_memory_contract(resource);
}

TEST_CASE("the peak meter keeps the contract and ends at zero bytes") {
  HostResource host;
  PeakMeter meter(host);
  testing::check_memory_contract(meter);
  CHECK(meter.current_bytes() == 0);
}

TEST_CASE("the poison resource keeps the contract") {
  HostResource host;
  PoisonResource poison(host);
  testing::check_memory_contract(poison);
}

TEST_CASE("the peak meter counts bytes held, the peak, the total and the blocks") {
  HostResource host;
  PeakMeter meter(host);
  void* a = meter.allocate(100);
  void* b = meter.allocate(50);
  meter.deallocate(a, 100);
  void* c = meter.allocate(20);
  CHECK(meter.current_bytes() == 70);
  CHECK(meter.peak_bytes() == 150);
  CHECK(meter.total_bytes() == 170);
  CHECK(meter.allocations() == 3);
  meter.reset_peak();
  CHECK(meter.peak_bytes() == 70);
  meter.deallocate(b, 50);
  meter.deallocate(c, 20);
  CHECK(meter.current_bytes() == 0);
  CHECK(meter.peak_bytes() == 70);
}

TEST_CASE("a failed allocation leaves the meter as it was") {
  HostResource host;
  PeakMeter meter(host);
  CHECK_THROWS_AS(meter.allocate(size_t{1} << 50), OutOfMemory);
  CHECK(meter.current_bytes() == 0);
  CHECK(meter.peak_bytes() == 0);
  CHECK(meter.allocations() == 0);
}

namespace {

/// Hands out one buffer, so that a test may look at it after it was freed.
class OneBuffer final : public MemoryResource {
 public:
  void* allocate(size_t, size_t = kAlignment) override { return bytes; }
  void deallocate(void*, size_t, size_t = kAlignment) noexcept override {}
  alignas(64) unsigned char bytes[64] = {};
};

}  // namespace

TEST_CASE("poisoned memory is NaN when fresh and 0xDD when freed") {
  OneBuffer buffer;
  PoisonResource poison(buffer);
  void* block = poison.allocate(64);
  float f = 0;
  double d = 0;
  std::memcpy(&f, block, sizeof f);
  std::memcpy(&d, block, sizeof d);
  CHECK(std::isnan(f));
  CHECK(std::isnan(d));
  poison.deallocate(block, 64);
  for (const unsigned char byte : buffer.bytes) REQUIRE(byte == PoisonResource::kFreed);
}

TEST_CASE("the current memory is the context's, or the default") {
  CHECK(&current_memory() == &default_memory());
  HostResource host;
  PeakMeter meter(host);
  Context mine = context();
  mine.memory = &meter;
  const ContextScope scope(mine);
  CHECK(&current_memory() == &meter);
}

TEST_CASE("the pool keeps the contract and gives everything back") {
  HostResource host;
  PeakMeter meter(host);
  {
    PoolResource pool(meter);
    testing::check_memory_contract(pool);
    CHECK(pool.stats().live_blocks == 0);
    CHECK(pool.stats().reserved_bytes == meter.current_bytes());
  }
  CHECK(meter.current_bytes() == 0);
}
