// The race check on requests written by hand.
#include "framework/simt/check/racecheck.h"

#include <vector>

#include "framework/testing/test.h"

using namespace llmsys::simt;

namespace {

constexpr uintptr_t kGlobal = 0x680000000000, kShared = 0x1000;
constexpr uint32_t kAll = ~0u;

/// Tells the race check of blocks of 64 threads, and keeps the clock.
class Story : private RaceListener {
 public:
  explicit Story(unsigned blocks = 1) {
    check_.launch_begins({.kernel = "k", .grid = blocks, .block = 64, .traced = true});
  }

  void block(int id) { check_.block_begins(block_ = id); }
  void resume(int id) { check_.block_resumes(block_ = id); }
  void end() { check_.block_ends(); }
  void barrier() { check_.block_synced(); }
  void meet(int warp, uint32_t mask = kAll) { check_.warp_synced(warp, mask, kAll); }
  void grid() { check_.grid_synced(); }
  void fence(int thread, bool block_scope = false) { check_.fence(thread, block_scope); }
  void next_launch() {
    check_.launch_ends();
    check_.launch_begins({.kernel = "k", .grid = 1, .block = 64, .traced = true});
  }

  /// The lanes of `mask` touch base + lane * stride.
  void access(AccessKind kind, int warp, uint32_t mask, uintptr_t base, int stride, int bytes = 4,
              bool is_volatile = false) {
    WarpRequest request;
    request.pc = reinterpret_cast<const void*>(++pc_);
    request.kind = kind;
    request.space = base >= kGlobal ? Space::global : Space::shared;
    request.pattern = Pattern::other;
    request.is_volatile = is_volatile;
    request.bytes = static_cast<uint8_t>(bytes);
    request.block = block_;
    request.warp = warp;
    request.mask = mask;
    request.resident = kAll;
    for (size_t lane = 0; lane < 32; ++lane) {
      request.address[lane] = base + lane * static_cast<uintptr_t>(stride);
      if ((mask >> lane & 1) != 0) request.when[lane] = ++clock_;
    }
    check_.request(request);
  }
  void load(int warp, uint32_t mask, uintptr_t base, int stride = 4, int bytes = 4) {
    access(AccessKind::load, warp, mask, base, stride, bytes);
  }
  void store(int warp, uint32_t mask, uintptr_t base, int stride = 4, int bytes = 4) {
    access(AccessKind::store, warp, mask, base, stride, bytes);
  }
  void atomic(int warp, uint32_t mask, uintptr_t base, int stride = 4) {
    access(AccessKind::atomic, warp, mask, base, stride);
  }

  /// Races since the last call.
  size_t races() {
    const size_t count = races_.size();
    races_.clear();
    return count;
  }

 private:
  void race(const Race& race) override { races_.push_back(race); }
  Racecheck check_{*this};
  std::vector<Race> races_;
  uintptr_t pc_ = 0x400000;
  uint32_t clock_ = 0;
  int block_ = 0;
};

}  // namespace

TEST_CASE("a thread does not race with itself, and each lane may have its own word") {
  Story story;
  story.block(0);
  for (uintptr_t base : {kShared, kGlobal}) {
    story.store(0, kAll, base);
    story.load(0, kAll, base);
    story.store(0, kAll, base);
    story.store(1, kAll, base + 128);
  }
  CHECK(story.races() == 0);
}

TEST_CASE("a load after another lane's store is a race unless something lies between") {
  Story story;
  story.block(0);
  story.store(0, kAll, kShared);
  SECTION("nothing") {
    story.load(0, kAll, kShared + 4);
    CHECK(story.races() == 31);  // the last lane reads what nobody stored
  }
  SECTION("a meeting of the warp") {
    story.meet(0);
    story.load(0, kAll, kShared + 4);
    CHECK(story.races() == 0);
  }
  SECTION("a meeting of the other warp") {
    story.meet(1);
    story.load(1, kAll, kShared);
    CHECK(story.races() == 32);
  }
  SECTION("a barrier") {
    story.barrier();
    story.load(1, kAll, kShared);
    CHECK(story.races() == 0);
  }
  SECTION("a meeting of half the warp orders that half") {
    story.meet(0, 0xffff);
    story.load(0, 0x7fff, kShared + 4);
    story.barrier();
    CHECK(story.races() == 0);
    story.store(0, kAll, kShared);
    story.meet(0, 0xffff);
    story.load(0, 0xffff, kShared + 4);
    story.barrier();
    CHECK(story.races() == 1);  // lane 15 reads lane 16's
  }
}

TEST_CASE("a store after loads of several lanes or warps is a race, whoever loaded last") {
  Story story;
  story.block(0);
  story.load(0, kAll, kGlobal, 0);
  SECTION("by one of the lanes") {
    story.store(0, 1u << 31, kGlobal);
    CHECK(story.races() == 0);  // lane 31 stores to its own word
    story.store(0, 1u << 31, kGlobal, 0);
    CHECK(story.races() == 1);
  }
  SECTION("by a lane of the warp that loaded last") {
    story.load(1, 1, kGlobal, 0);
    story.store(1, 1, kGlobal, 0);
    CHECK(story.races() == 1);
  }
  SECTION("but not after a barrier") {
    story.load(1, 1, kGlobal, 0);
    story.barrier();
    story.store(1, 1, kGlobal, 0);
    CHECK(story.races() == 0);
  }
}

TEST_CASE("a store after loads of several blocks is a race until the grid has met or the launch has ended") {
  Story story(2);
  story.block(0);
  story.load(0, kAll, kGlobal, 0);
  SECTION("a barrier of the last block that loaded is not enough") {
    story.end();
    story.block(1);
    story.load(0, 1, kGlobal, 0);
    story.barrier();
    story.store(0, 1, kGlobal, 0);
    CHECK(story.races() == 1);
  }
}

TEST_CASE("loads that a meeting of the grid or the end of a launch lies between race with no store") {
  Story story(2);
  story.block(0);
  story.load(0, kAll, kGlobal, 0);
  SECTION("after the grid met") {
    story.block(1);
    story.load(0, 1, kGlobal, 0);
    story.grid();
    story.store(0, 1, kGlobal, 0);
    CHECK(story.races() == 0);
  }
  SECTION("in the next launch") {
    story.end();
    story.next_launch();
    story.block(0);
    story.store(0, 1, kGlobal, 0);
    CHECK(story.races() == 0);
  }
}

TEST_CASE("halves of a word are no race; a whole word over another's half is") {
  Story story;
  story.block(0);
  story.store(0, kAll, kShared, 2, 2);
  CHECK(story.races() == 0);
  story.load(0, 1, kShared, 4, 4);
  CHECK(story.races() == 1);
  story.store(1, kAll, kShared + 256, 1, 1);
  CHECK(story.races() == 0);
}

TEST_CASE("atomics race with plain accesses only") {
  Story story;
  story.block(0);
  story.atomic(0, kAll, kGlobal, 0);
  story.atomic(1, kAll, kGlobal, 0);
  story.barrier();
  CHECK(story.races() == 0);
  story.load(0, kAll, kGlobal, 0);
  story.barrier();
  CHECK(story.races() == 0);
  story.atomic(0, 1, kGlobal, 0);
  story.load(1, 1, kGlobal, 0);
  story.barrier();
  CHECK(story.races() == 1);
}

TEST_CASE("a fence and an atomic hand over from block to block, an atomic alone does not") {
  const bool fenced = GENERATE(true, false);
  Story story(2);
  const uintptr_t partials = kGlobal, counter = kGlobal + 4096;
  for (int block : {0, 1}) {
    story.block(block);
    story.store(0, kAll, partials + static_cast<uintptr_t>(block) * 128);
    story.barrier();
    if (fenced) story.fence(0);
    story.atomic(0, 1, counter);
    story.barrier();
    if (block == 1) story.load(0, kAll, partials);
    if (block == 1) story.store(0, 1, counter);
    story.end();
  }
  CHECK(story.races() == (fenced ? 0 : 33));
}

TEST_CASE("lanes that pass a spin lock in turn do not race") {
  const bool fenced = GENERATE(true, false);
  Story story;
  story.block(0);
  for (int lane = 0; lane < 32; ++lane) {
    const uint32_t one = 1u << lane;
    story.atomic(0, one, kGlobal, 0);
    story.load(0, one, kGlobal + 256, 0);
    story.store(0, one, kGlobal + 256, 0);
    if (fenced) story.fence(lane);
    story.atomic(0, one, kGlobal, 0);
  }
  story.end();
  CHECK((story.races() == 0) == fenced);
}
