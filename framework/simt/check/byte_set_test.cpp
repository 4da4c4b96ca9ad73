// The set of bytes against a plain bool for each.
#include "framework/simt/check/byte_set.h"

#include <algorithm>
#include <array>

#include "framework/testing/test.h"

using namespace llmsys::simt;

namespace {

constexpr uintptr_t kBase = 0x680000000000 + 4096 - 96;  // a page ends 96 bytes behind it
constexpr size_t kBytes = 9000;

size_t missing_in(const std::array<bool, kBytes>& wanted, size_t from, size_t count) {
  size_t missing = 0;
  for (size_t i = from; i < from + count; ++i) missing += wanted[i] ? 0 : 1;
  return missing;
}

}  // namespace

TEST_CASE("a set of bytes equals a bool for each byte, over words and pages") {
  ByteSet set;
  std::array<bool, kBytes> wanted{};
  uint32_t random = 1;
  const auto next = [&](size_t below) { return (random = random * 1664525u + 1013904223u) / 16 % below; };
  for (int round = 0; round < 300; ++round) {
    const size_t from = next(kBytes),
                 count = next(round % 10 == 0 ? kBytes - from : std::min<size_t>(kBytes - from, 200));
    const bool inserts = next(3) != 0;
    inserts ? set.insert(kBase + from, count) : set.erase(kBase + from, count);
    for (size_t i = from; i < from + count; ++i) wanted[i] = inserts;
    const size_t at = next(kBytes), length = next(kBytes - at);
    const size_t missing = missing_in(wanted, at, length);
    CAPTURE(round, at, length);
    REQUIRE(set.count_missing(kBase + at, length) == missing);
    REQUIRE(set.contains(kBase + at, length) == (missing == 0));
    size_t first = at;
    while (first < at + length && wanted[first]) ++first;
    REQUIRE(set.first_missing(kBase + at, length) == kBase + first);
  }
}

TEST_CASE("a lane's bytes are set and asked for in one go") {
  ByteSet set;
  for (int bytes : {1, 2, 4, 8, 16}) {
    set.clear();
    const uintptr_t at = 0x680000000040 + 48;
    set.insert_aligned(at, bytes);
    CHECK(set.contains_aligned(at, bytes));
    CHECK_FALSE(set.contains(at - 1, 2));
    CHECK_FALSE(set.contains(at, static_cast<size_t>(bytes) + 1));
  }
}
