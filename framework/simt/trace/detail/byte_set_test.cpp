#include "framework/simt/trace/detail/byte_set.h"

#include "framework/simt/arena.h"
#include "framework/testing/test.h"

using llmsys::simt::kArenaBase;
using llmsys::simt::detail::ByteSet;

TEST_CASE("a byte set counts each byte once") {
  ByteSet set;
  set.add(kArenaBase + 60, 8);  // over the border of a word of bits
  CHECK(set.count() == 8);
  set.add(kArenaBase + 60, 8);
  CHECK(set.count() == 8);
  set.add(kArenaBase + 64, 128);
  CHECK(set.count() == 4 + 128);
  set.add(kArenaBase + 32766, 4);  // over the border of a page
  CHECK(set.count() == 136);
  set.add(kArenaBase + (uintptr_t{1} << 30), 1);
  CHECK(set.count() == 137);
}

TEST_CASE("a cleared byte set is empty, and counts again") {
  ByteSet set;
  set.add(kArenaBase, 100000);
  set.clear();
  CHECK(set.count() == 0);
  set.add(kArenaBase + 10, 5);
  CHECK(set.count() == 5);
}

TEST_CASE("a byte set tells its runs in order, joined over the borders of words and pages") {
  ByteSet set;
  set.add(kArenaBase + 32760, 16);
  set.add(kArenaBase + 8, 4);
  set.add(kArenaBase + 60, 132);
  set.add(kArenaBase + 14, 2);
  std::vector<std::pair<uintptr_t, uintptr_t>> runs;
  for (const auto& run : set.runs()) runs.emplace_back(run.begin - kArenaBase, run.end - kArenaBase);
  CHECK(runs == std::vector<std::pair<uintptr_t, uintptr_t>>{{8, 12}, {14, 16}, {60, 192}, {32760, 32776}});
  set.clear();
  CHECK(set.runs().empty());
}
