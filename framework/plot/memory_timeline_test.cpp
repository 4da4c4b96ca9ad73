#include "framework/plot/memory_timeline.h"

#include <cstdlib>
#include <functional>

#include "framework/memory/memory_timeline.h"
#include "framework/testing/test.h"

using namespace llmsys;
using Catch::Contains;

namespace {

constexpr size_t kMiB = size_t{1} << 20;

/// A clock that stands still until a test moves it.
struct Clock {
  int64_t now_ns = 0;
  std::function<int64_t()> read() {
    return [this] { return now_ns; };
  }
};

/// A record of blocks {begin ms, end ms, MiB}, as two phases would make it.
MemoryTrace two_steps() {
  Clock clock;
  MemoryTimeline timeline(default_memory(), {.capacity = 1000, .clock = clock.read()});
  void* weights = timeline.allocate(6 * kMiB);
  for (int64_t step = 0; step < 2; ++step) {
    std::vector<void*> saved;
    timeline.phase("forward");
    for (size_t layer = 0; layer < 4; ++layer) {
      clock.now_ns += 1'000'000;
      void* temporary = timeline.allocate(kMiB / 2);
      clock.now_ns += 500'000;
      saved.push_back(timeline.allocate((2 + layer) * kMiB));
      timeline.deallocate(temporary, kMiB / 2);
    }
    timeline.phase("backward");
    for (size_t layer = 4; layer-- > 0;) {
      clock.now_ns += 2'000'000;
      void* gradient = timeline.allocate(3 * kMiB);
      clock.now_ns += 1'000'000;
      timeline.deallocate(saved[layer], (2 + layer) * kMiB);
      timeline.deallocate(gradient, 3 * kMiB);
    }
  }
  clock.now_ns += 1'000'000;
  timeline.deallocate(weights, 6 * kMiB);
  return timeline.trace();
}

}  // namespace

TEST_CASE("memory over two training steps", "[golden]") {
  const Plot plot = memory_timeline_plot(two_steps());
  const std::string path = testing::source_root() + "/framework/plot/golden/memory_timeline.svg";
  if (std::getenv("LLMSYS_UPDATE_GOLDEN") != nullptr) plot.save(path);
  CHECK(plot.svg() == testing::read_file(path));
  CHECK_THAT(plot.svg(), Contains("peak 23 MiB in backward"));
}

TEST_CASE("bands are the largest blocks, and none covers another") {
  const std::vector<MemoryBand> bands = memory_bands(two_steps(), 8);
  REQUIRE(bands.size() == 8);
  for (const MemoryBand& a : bands)
    for (const MemoryBand& b : bands) {
      const bool same_time = a.begin_ns < b.end_ns && b.begin_ns < a.end_ns;
      const bool same_bytes = a.offset < b.offset + b.bytes && b.offset < a.offset + a.bytes;
      REQUIRE((a.block == b.block || !same_time || !same_bytes));
    }
  CHECK(bands[0].offset == 0);
  CHECK(bands[0].bytes == static_cast<int64_t>(6 * kMiB));
  CHECK(bands[0].end_ns == two_steps().events.back().time_ns);
}

TEST_CASE("a record with nothing in it, or cut short, still draws") {
  CHECK_THAT(memory_timeline_plot({}).svg(), Contains(">no data<"));
  MemoryTimeline timeline(default_memory(), {.capacity = 1});
  void* block = timeline.allocate(100);
  timeline.deallocate(block, 100);
  CHECK_THAT(memory_timeline_plot(timeline.trace()).svg(), Contains("without the last 1 events"));
}
