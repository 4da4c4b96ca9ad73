// Every number here is worked out in the comment beside it.
#include "framework/simt/trace/detail/traffic.h"

#include "framework/testing/test.h"

using namespace llmsys::simt;

namespace {

// A request of `bytes` a lane, lane l at address(l), with the pattern that Replay would find.
template <class F>
WarpRequest request(int bytes, const F& address, Space space = Space::global, uint32_t mask = ~0U) {
  WarpRequest r;
  r.bytes = static_cast<uint8_t>(bytes);
  r.space = space;
  r.mask = mask;
  for (size_t lane = 0; lane < 32; ++lane)
    r.address[lane] = 0x1000 + static_cast<uintptr_t>(address(static_cast<int>(lane)));
  bool consecutive = true, same = true;
  uintptr_t next = r.first_address();
  for (size_t lane = 0; lane < 32; ++lane) {
    if ((mask >> lane & 1) == 0) continue;
    consecutive &= r.address[lane] == next;
    same &= r.address[lane] == r.first_address();
    next += r.bytes;
  }
  r.pattern = consecutive ? Pattern::consecutive : same ? Pattern::same : Pattern::other;
  return r;
}

template <class F>
int sectors(int bytes, const F& address) {
  return detail::sectors(request(bytes, address));
}
template <class F>
int wavefronts(int bytes, const F& address, uint32_t mask = ~0U) {
  return detail::wavefronts(request(bytes, address, Space::shared, mask));
}

}  // namespace

TEST_CASE("a stride is what most pairs of neighbouring lanes have") {
  WarpRequest request;
  request.mask = ~0U;
  request.pattern = Pattern::other;
  request.bytes = 4;
  for (size_t lane = 0; lane < 32; ++lane) request.address[lane] = 4096 + lane % 16 * 128 + lane / 16 * 4;  // two rows
  CHECK(detail::stride_of(request).bytes == 128);
  CHECK_FALSE(detail::stride_of(request).varies);
  for (size_t lane = 0; lane < 32; ++lane) request.address[lane] = 4096 + lane * lane * 4;
  CHECK(detail::stride_of(request).varies);
  for (size_t lane = 0; lane < 32; ++lane) request.address[lane] = 8192 - lane * 8;
  CHECK(detail::stride_of(request).bytes == -8);
  request.mask = 1;
  CHECK_FALSE(detail::stride_of(request).seen);
  Stride sum = {.bytes = 8, .seen = true};
  sum.join({.bytes = 8, .seen = true});
  CHECK_FALSE(sum.varies);
  sum.join({.bytes = 16, .seen = true});
  CHECK(sum.varies);
}

TEST_CASE("sectors are the 32-byte pieces a request touches") {
  CHECK(sectors(4, [](int l) { return 4 * l; }) == 4);        // 128 bytes
  CHECK(sectors(4, [](int l) { return 4 * l + 4; }) == 5);    // from byte 4 to 132
  CHECK(sectors(4, [](int l) { return 124 - 4 * l; }) == 4);  // backwards: the same 128 bytes
  CHECK(sectors(4, [](int l) { return 8 * l; }) == 8);        // 256 bytes, every second word
  CHECK(sectors(4, [](int l) { return 32 * l; }) == 32);      // a piece each
  CHECK(sectors(4, [](int l) { return 4096 * l; }) == 32);
  CHECK(sectors(4, [](int) { return 40; }) == 1);                // all the same word
  CHECK(sectors(4, [](int l) { return 4096 * (l % 2); }) == 2);  // two words, in turn
  CHECK(sectors(2, [](int l) { return 2 * l; }) == 2);           // 64 bytes
  CHECK(sectors(1, [](int l) { return l; }) == 1);               // 32 bytes
  CHECK(sectors(16, [](int l) { return 16 * l; }) == 16);        // 512 bytes
  CHECK(sectors(8, [](int l) { return 8 * (l / 2); }) == 4);     // 16 words of 8 bytes, each twice: 128 bytes
}

TEST_CASE("useful bytes are distinct bytes") {
  AccessCounters counters;
  detail::count(counters, request(4, [](int) { return 0; }));
  CHECK(counters.useful_bytes == 4);
  CHECK(counters.ideal_sectors == 1);
  CHECK(counters.moved_bytes == 32);
  detail::count(counters, request(4, [](int l) { return 32 * l; }));  // 128 bytes would go into 4 sectors
  CHECK(counters.useful_bytes == 132);
  CHECK(counters.ideal_sectors == 5);
  CHECK(counters.moved_bytes == 33 * 32);
  CHECK(counters.requests == 2);
  CHECK(counters.lanes == 64);
  CHECK(counters.sectors_per_request() == 16.5);
}

TEST_CASE("wavefronts of words: as many as the fullest bank has different ones") {
  CHECK(wavefronts(4, [](int l) { return 4 * l; }) == 1);          // one word in each bank
  CHECK(wavefronts(4, [](int l) { return 4 * l + 4; }) == 1);      // likewise, turned by one
  CHECK(wavefronts(4, [](int) { return 4; }) == 1);                // one word, for all
  CHECK(wavefronts(4, [](int l) { return 128 * l; }) == 32);       // a column of 32 words: all in bank 0
  CHECK(wavefronts(4, [](int l) { return 132 * l; }) == 1);        // padded: bank l
  CHECK(wavefronts(4, [](int l) { return 8 * l; }) == 2);          // even banks, two words each
  CHECK(wavefronts(4, [](int l) { return 12 * l; }) == 1);         // 3 and 32 have no common divisor
  CHECK(wavefronts(4, [](int l) { return 16 * l; }) == 4);         // every fourth bank: 8 banks for 32 words
  CHECK(wavefronts(4, [](int l) { return 128 * (l % 2); }) == 2);  // two words of bank 0, 16 lanes each
  CHECK(wavefronts(4, [](int l) { return 64 * (l / 16) + 4 * (l % 16); }) == 1);  // two rows of 16
  CHECK(wavefronts(4, [](int l) { return 128 * (l / 16) + 4 * (l % 16); }) ==
        2);                                                                // two rows of 16, 32 words apart: same banks
  CHECK(wavefronts(4, [](int l) { return 4 * (31 - l); }) == 1);           // backwards
  CHECK(wavefronts(2, [](int l) { return 2 * l; }) == 1);                  // 16 words, two lanes each
  CHECK(wavefronts(1, [](int l) { return 128 * (l % 4) + l / 4; }) == 4);  // words 0, 32, 64, 96 and their neighbours
}

TEST_CASE("wavefronts of wide accesses: half warps of 8 bytes, quarters of 16") {
  CHECK(wavefronts(8, [](int l) { return 8 * l; }) == 2);
  CHECK(wavefronts(16, [](int l) { return 16 * l; }) == 4);
  CHECK(wavefronts(16, [](int) { return 0; }) == 4);          // a quarter does not know of the others
  CHECK(wavefronts(8, [](int l) { return 128 * l; }) == 32);  // 16 different words of banks 0 and 1, twice
  CHECK(wavefronts(
            8, [](int l) { return 8 * l; }, 0xffff) == 1);   // the upper half has nothing to do
  CHECK(wavefronts(16, [](int l) { return 32 * l; }) == 8);  // 8 lanes over 256 bytes: each bank twice
}

TEST_CASE("an unbroken range that begins anywhere needs no more than the ideal") {
  const WarpRequest r = request(
      8, [](int l) { return 8 * l + 8; }, Space::shared);
  CHECK(detail::wavefronts(r) == 2);
  CHECK(detail::ideal_wavefronts(r) == 2);
}
