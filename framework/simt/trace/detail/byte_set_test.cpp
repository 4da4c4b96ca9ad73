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
