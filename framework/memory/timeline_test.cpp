#include <nlohmann/json.hpp>
#include <thread>

#include "framework/memory/contract.h"
#include "framework/memory/memory_timeline.h"
#include "framework/memory/pool_resource.h"

using namespace llmsys;

namespace {

/// A clock that moves 1.5 us each time it is read.
std::function<int64_t()> ticking() {
  return [now = int64_t{0}]() mutable { return now += 1500; };
}

void play_script(MemoryTimeline& timeline) {
  void* a = timeline.allocate(100);
  timeline.phase("forward \"1\"\n");
  void* b = testing::allocate_on_stream(timeline, 2, 2000);
  timeline.deallocate(a, 100);
  timeline.deallocate(b, 2000);
}

}  // namespace

TEST_CASE("the timeline keeps the contract, over the pool too") {
  PoolResource pool(default_memory());
  MemoryTimeline timeline(pool);
  testing::check_memory_contract(timeline);
  testing::check_stream_contract(timeline);
  testing::check_memory_accounting(
      [](MemoryResource& upstream, size_t) { return std::make_unique<MemoryTimeline>(upstream); });
}

TEST_CASE("the timeline records blocks, streams, phases, time and live bytes") {
  MemoryTimeline timeline(default_memory(), {.capacity = 10, .clock = ticking()});
  play_script(timeline);
  const MemoryTrace trace = timeline.trace();
  REQUIRE(trace.events.size() == 5);
  CHECK(trace.dropped == 0);
  CHECK(trace.peak_bytes == 2100);
  CHECK(trace.phases == std::vector<std::string>{"", "forward \"1\"\n"});
  const MemoryEvent &first = trace.events[0], &phase = trace.events[1], &second = trace.events[2];
  CHECK(first.kind == MemoryEventKind::allocate);
  CHECK(first.block == 1);
  CHECK(first.bytes == 100);
  CHECK(first.phase == 0);
  CHECK(first.time_ns == 1500);
  CHECK(phase.kind == MemoryEventKind::phase);
  CHECK(phase.phase == 1);
  CHECK(second.stream == 2);
  CHECK(second.phase == 1);
  CHECK(second.live_bytes == 2100);
  const MemoryEvent& last = trace.events[4];
  CHECK(last.kind == MemoryEventKind::free);
  CHECK(last.block == 2);
  CHECK(last.stream == 2);
  CHECK(last.live_bytes == 0);
  CHECK(last.time_ns == 7500);
}

TEST_CASE("a full timeline counts what it drops, and still knows the peak") {
  MemoryTimeline timeline(default_memory(), {.capacity = 2, .clock = ticking()});
  play_script(timeline);
  const MemoryTrace trace = timeline.trace();
  CHECK(trace.events.size() == 2);
  CHECK(trace.dropped == 3);
  CHECK(trace.peak_bytes == 2100);
}

TEST_CASE("the trace is JSON, with counters by stream, spans of large blocks, and phases") {
  MemoryTimeline timeline(default_memory(), {.capacity = 10, .clock = ticking()});
  play_script(timeline);
  const nlohmann::json json = nlohmann::json::parse(to_chrome_trace(timeline.trace(), 1000));
  CHECK(json["otherData"]["dropped_events"] == 0);
  CHECK(json["otherData"]["peak_bytes"] == 2100);
  std::vector<std::string> lines;
  for (const nlohmann::json& event : json["traceEvents"])
    if (event["ph"] != "M")
      lines.push_back(event["name"].get<std::string>() + " " + event["ph"].get<std::string>() + " " +
                      event["ts"].dump() + (event["ph"] == "C" ? " " + event["args"]["bytes"].dump() : ""));
  CHECK(lines == std::vector<std::string>{"live bytes C 1.5 100", "live bytes, stream 0 C 1.5 100",
                                          "forward \"1\"\n i 3.0", "live bytes C 4.5 2100",
                                          "live bytes, stream 2 C 4.5 2000", "2000 bytes b 4.5",
                                          "live bytes C 6.0 2000", "live bytes, stream 0 C 6.0 0", "live bytes C 7.5 0",
                                          "live bytes, stream 2 C 7.5 0", "2000 bytes e 7.5"});
}

TEST_CASE("several threads write one timeline, and its live bytes add up") {
  MemoryTimeline timeline(default_memory(), {.capacity = 100'000});
  testing::check_threads(timeline);
  const MemoryTrace trace = timeline.trace();
  int64_t live = 0, time = 0;
  for (const MemoryEvent& event : trace.events) {
    live += event.kind == MemoryEventKind::allocate ? event.bytes : -event.bytes;
    REQUIRE(event.live_bytes == live);
    REQUIRE(event.time_ns >= time);
    time = event.time_ns;
  }
  CHECK(live == 0);
}
