// Whole requests give the same races as the same accesses told lane by lane, on programs made up at random.
#include <random>
#include <sstream>

#include "framework/simt/check/racecheck.h"
#include "framework/testing/test.h"

using namespace llmsys::simt;

namespace {

/// A race check, and what it said.
class Listener : private RaceListener {
 public:
  Listener() { check.launch_begins({.kernel = "k", .grid = 8, .block = 64, .traced = true}); }
  Racecheck check{*this};
  std::string said;

 private:
  void race(const Race& race) override {
    std::ostringstream line;
    const auto tell = [&](const Race::Side& side) {
      line << side.block << ' ' << side.thread << ' ' << int(side.kind) << ' ' << side.pc << ", ";
    };
    tell(race.first), tell(race.second);
    line << std::hex << race.address << ' ' << race.bytes << '\n';
    said += line.str();
  }
};

Pattern pattern_of(const WarpRequest& request) {
  bool consecutive = true, same = request.lanes() > 1;
  uintptr_t expected = request.first_address();
  for (size_t lane = 0; lane < 32; ++lane) {
    if ((request.mask >> lane & 1) == 0) continue;
    consecutive = consecutive && request.address[lane] == expected;
    same = same && request.address[lane] == request.first_address();
    expected += request.bytes;
  }
  return consecutive ? Pattern::consecutive : same ? Pattern::same : Pattern::other;
}

/// Makes up a launch and tells it to two race checks: to one as requests, to the other lane by lane.
class Program {
 public:
  /// @param wild  with fences, atomics, flags and meetings of parts of warps, too   Every second one is tidy: rows of words
  Program(unsigned seed, bool wild) : random_(seed), wild_(wild), tidy_(seed % 2 == 0) {}

  void run() {
    for (int id = 0; id < 3; ++id) {
      both([&](Racecheck& check) { check.block_begins(block_ = id); });
      for (int step = 0; step < 60; ++step) this->step();
      both([](Racecheck& check) { check.block_ends(); });
    }
    both([](Racecheck& check) { check.launch_ends(); });
  }
  Listener whole, by_lane;

 private:
  unsigned below(unsigned n) { return static_cast<unsigned>(random_() % n); }
  bool once_in(unsigned n) { return below(n) == 0; }
  template <class F>
  void both(const F& f) {
    f(whole.check), f(by_lane.check);
  }

  void step() {
    const int warp = static_cast<int>(below(2));
    if (once_in(8)) return both([](Racecheck& check) { check.block_synced(); });
    if (once_in(8)) return both([&](Racecheck& check) { check.warp_synced(warp, ~0u, ~0u); });
    if (wild_ && once_in(tidy_ ? 30 : 12)) {
      const uint32_t mask = mask_of();
      return both([&](Racecheck& check) { check.warp_synced(warp, mask, ~0u); });
    }
    if (wild_ && once_in(12)) {
      const int thread = warp * 32 + static_cast<int>(below(32));
      return both([&](Racecheck& check) { check.fence(thread, false); });
    }
    tell(request_of(warp));
  }

  uint32_t mask_of() {
    const uint32_t random = static_cast<uint32_t>(random_()) | 1;
    const uint32_t masks[] = {~0u, ~0u, ~0u, 0xffffu, 0xffff0000u, ~0u >> below(32), random};
    return masks[below(7)];
  }

  WarpRequest request_of(int warp) {
    WarpRequest request;
    request.pc = reinterpret_cast<const void*>(uintptr_t{0x400000} + below(20));
    request.kind = wild_ && once_in(tidy_ ? 20 : 5) ? AccessKind::atomic
                   : once_in(3)                     ? AccessKind::store
                                                    : AccessKind::load;
    request.is_volatile = wild_ && request.kind != AccessKind::atomic && once_in(tidy_ ? 30 : 6);
    request.space = once_in(2) ? Space::shared : Space::global;
    request.bytes = static_cast<uint8_t>(1 << (once_in(tidy_ ? 30 : 6) ? below(5) : 2));
    request.block = block_;
    request.warp = warp;
    request.mask = mask_of();
    request.resident = ~0u;
    place(request);
    request.pattern = pattern_of(request);
    return request;
  }

  /// Addresses within few rows, and the clock.
  void place(WarpRequest& request) {
    const uintptr_t base = request.space == Space::shared ? 0x2000 : 0x680000000fc0;
    const uintptr_t begin = base + uintptr_t{below(8)} * (tidy_ || once_in(2) ? 64 : request.bytes);
    const uintptr_t strides[] = {1, 1, 1, 0, 2, 33};
    const uintptr_t stride = strides[below(tidy_ ? 3 : 6)] * request.bytes;
    const unsigned halves = once_in(tidy_ ? 16 : 4) ? 16 : 32, tick = 1 + below(3);
    const bool uneven = once_in(tidy_ ? 32 : 8);
    for (size_t lane = 0; lane < 32; ++lane) {
      request.address[lane] = begin + lane % halves * stride;
      request.when[lane] = clock_ += uneven ? 1 + below(4) : tick;
    }
  }

  void tell(const WarpRequest& request) {
    whole.check.request(request);
    for (uint32_t left = request.mask; left != 0; left &= left - 1) {
      WarpRequest lane = request;
      lane.mask = left & -left;
      lane.pattern = Pattern::consecutive;
      by_lane.check.request(lane);
    }
  }

  std::mt19937 random_;
  bool wild_, tidy_;
  int block_ = 0;
  uint32_t clock_ = 0;
};

void compare(bool wild) {
  size_t with_races = 0;
  for (unsigned seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    Program program(seed, wild);
    program.run();
    REQUIRE(program.whole.said == program.by_lane.said);
    with_races += program.whole.said.empty() ? 0 : 1;
  }
  CHECK(with_races > 40);
}

}  // namespace

TEST_CASE("requests give the same races as their lanes one by one") { compare(false); }

TEST_CASE("so they do among fences, atomics, flags and meetings of parts of warps") { compare(true); }
