// Logs written by hand, and the requests that must come of them.
#include "framework/simt/trace/detail/replay.h"

#include <memory>
#include <string>
#include <vector>

#include "framework/simt/arena.h"
#include "framework/testing/test.h"

using namespace llmsys::simt;
using detail::LogEntry;
namespace code = detail::code;

namespace {

constexpr uintptr_t kImage = 0x400000;

// Writes down what it hears, a line each.
class Listener final : public RequestListener {
 public:
  void request(const WarpRequest& r) override {
    last = r;
    heard.push_back((r.kind == AccessKind::load ? "load " : "store ") +
                    std::to_string(reinterpret_cast<uintptr_t>(r.pc) - kImage) + " of " + std::to_string(r.lanes()));
  }
  void warp_synced(int, uint32_t mask, uint32_t present) override {
    heard.push_back("met " + std::to_string(mask & present));
  }
  void fence(int thread, bool) override { heard.push_back("fence " + std::to_string(thread)); }

  std::vector<std::string> heard;
  WarpRequest last;
};

class Bench {
 public:
  Bench() { log->warp = 2; }
  void load(size_t lane, uint32_t pc, uintptr_t offset, size_t bytes = 4) {
    put(lane, pc, offset, bytes, AccessKind::load);
  }
  void store(size_t lane, uint32_t pc, uintptr_t offset) { put(lane, pc, offset, 4, AccessKind::store); }
  void mark(size_t lane, LogEntry entry) { *log->next[lane]++ = entry; }
  void meet(uint32_t mask, uint32_t present) {
    for (size_t lane = 0; lane < 32; ++lane)
      if ((mask & present) >> lane & 1) mark(lane, {code::kMeeting | mask, uint64_t{present} << 32});
  }
  std::vector<std::string> run() {
    replay.run(*log, 7, ~0U);
    return listener.heard;
  }

  std::unique_ptr<detail::WarpLog> log = std::make_unique<detail::WarpLog>();
  Listener listener;
  std::vector<RequestListener*> listeners{&listener};
  detail::Replay replay{listeners, kImage};

 private:
  void put(size_t lane, uint32_t pc, uintptr_t offset, size_t bytes, AccessKind kind) {
    mark(lane, {(kArenaBase + offset) | code::of_bytes(bytes) | code::of_kind(kind), kImage + pc});
  }
};

using Heard = std::vector<std::string>;

}  // namespace

TEST_CASE("lanes at one instruction are one request, with each lane's address") {
  Bench bench;
  for (size_t lane = 0; lane < 32; ++lane) bench.load(lane, 10, 4 * lane);
  CHECK(bench.run() == Heard{"load 10 of 32"});
  const WarpRequest& r = bench.listener.last;
  CHECK(r.block == 7);
  CHECK(r.warp == 2);
  CHECK(r.bytes == 4);
  CHECK(r.space == Space::global);
  CHECK(r.pattern == Pattern::consecutive);
  CHECK(r.address[31] == kArenaBase + 124);
  CHECK(bench.log->empty());
}

TEST_CASE("a request knows how its addresses lie") {
  const auto pattern = [](uintptr_t (*offset)(uintptr_t)) {
    Bench bench;
    for (size_t lane = 3; lane < 20; ++lane) bench.load(lane, 10, offset(lane));
    bench.run();
    return bench.listener.last.pattern;
  };
  CHECK(pattern([](uintptr_t lane) { return 400 + 4 * lane; }) == Pattern::consecutive);
  CHECK(pattern([](uintptr_t) { return uintptr_t{64}; }) == Pattern::same);
  CHECK(pattern([](uintptr_t lane) { return 8 * lane; }) == Pattern::other);
  CHECK(pattern([](uintptr_t lane) { return 400 - 4 * lane; }) == Pattern::other);
}

TEST_CASE("both sides of an if are issued one after the other, and meet behind it") {
  Bench bench;
  for (size_t lane = 0; lane < 32; ++lane) {
    bench.load(lane, lane % 2 == 0 ? 20 : 10, 4 * lane);
    bench.store(lane, 30, 4 * lane);
  }
  CHECK(bench.run() == Heard{"load 10 of 16", "load 20 of 16", "store 30 of 32"});
}

TEST_CASE("lanes that leave a loop wait for those that go on") {
  Bench bench;
  for (size_t lane = 0; lane < 32; ++lane) {
    for (size_t trip = 0; trip <= lane / 16; ++trip) bench.load(lane, 10, 4 * lane + 128 * trip);
    bench.store(lane, 20, 4 * lane);
  }
  CHECK(bench.run() == Heard{"load 10 of 32", "load 10 of 16", "store 20 of 32"});
}

TEST_CASE("a lane whose access is of another size or memory has a request of its own") {
  Bench bench;
  for (size_t lane = 0; lane < 32; ++lane) bench.load(lane, 10, 8 * lane, lane < 30 ? 4 : 8);
  CHECK(bench.run() == Heard{"load 10 of 30", "load 10 of 2"});
}

TEST_CASE("a meeting of some lanes holds them until all have come") {
  Bench bench;
  for (size_t lane = 0; lane < 16; ++lane) bench.load(lane, 30, 4 * lane);
  bench.meet(0xffff, ~0U);
  for (size_t lane = 0; lane < 32; ++lane) bench.load(lane, 20, 4 * lane);
  // The upper half is at 20, which is smaller than 30, from the beginning: it cannot know that others will come there.
  CHECK(bench.run() == Heard{"load 20 of 16", "load 30 of 16", "met 65535", "load 20 of 16"});
}

TEST_CASE("a meeting leaves out lanes that have ended") {
  Bench bench;
  for (size_t lane = 0; lane < 8; ++lane) bench.load(lane, 10, 4 * lane);
  bench.meet(~0U, 0xff);
  CHECK(bench.run() == Heard{"load 10 of 8", "met 255"});
}

TEST_CASE("two halves that meet apart keep their orders") {
  Bench bench;
  bench.meet(0xffff, ~0U);
  bench.meet(0xffff0000, ~0U);
  bench.meet(~0U, ~0U);
  CHECK(bench.run() == Heard{"met 65535", "met 4294901760", "met 4294967295"});
}

TEST_CASE("a fence comes between the requests of its thread") {
  Bench bench;
  bench.store(0, 10, 0);
  bench.mark(0, {code::kFence, 0});
  bench.store(0, 20, 4);
  CHECK(bench.run() == Heard{"store 10 of 1", "fence 64", "store 20 of 1"});
}

TEST_CASE("lanes that are held because their log is full are waited for") {
  Bench bench;
  bench.log->paused = 1;  // lane 0 has more to tell: what it does behind 20 is not known yet
  bench.load(0, 10, 0);
  for (size_t lane = 1; lane < 32; ++lane) {
    bench.load(lane, 10, 4 * lane);
    bench.store(lane, 30, 4 * lane);
  }
  CHECK(bench.run() == Heard{"load 10 of 32"});
  CHECK_FALSE(bench.log->empty());
  bench.log->paused = 0;
  bench.load(0, 10, 0);
  bench.store(0, 30, 0);
  CHECK(bench.run() == Heard{"load 10 of 32", "load 10 of 1", "store 30 of 32"});
}
