#include "autograder/worker/access_picture.h"

#include "framework/simt/check/race_text.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

simt::LineCounters line(simt::Space space, int64_t stride, int bytes = 4) {
  simt::LineCounters out;
  out.space = space;
  out.bytes = bytes;
  out.stride = {.bytes = stride, .seen = true, .varies = false};
  return out;
}

simt::Finding out_of_bounds(const std::string& what) {
  simt::Finding out;
  out.kind = simt::FindingKind::out_of_bounds;
  out.what = what;
  return out;
}

}  // namespace

TEST_CASE("lanes a row of 32 words apart are all in one bank, of 33 words in one each") {
  CHECK(contains(access_picture(line(simt::Space::shared, 128)), "bank 0 |#...............................| 31"));
  CHECK(contains(access_picture(line(simt::Space::shared, 132)), "bank 0 |11111111111111111111111111111111| 31"));
  CHECK(contains(access_picture(line(simt::Space::shared, -132)), "bank 0 |11111111111111111111111111111111| 31"));
  CHECK(contains(access_picture(line(simt::Space::shared, 8)), "bank 0 |2.2.2.2."));
}

TEST_CASE("of each sector the words are drawn that somebody asked for") {
  CHECK(contains(access_picture(line(simt::Space::global, 4)), "\n  |xxxxxxxx|xxxxxxxx|xxxxxxxx|xxxxxxxx|........|"));
  CHECK(contains(access_picture(line(simt::Space::global, 32)), "\n  |x.......|x.......|x.......|x.......|x.......|"));
  CHECK(contains(access_picture(line(simt::Space::global, -8)), "\n  |x.x.x.x.|"));
  CHECK(contains(access_picture(line(simt::Space::global, 64, 16)), "\n  |xxxx....|........|xxxx....|"));
}

TEST_CASE("where lanes have no common distance, or in other memory, nothing is drawn") {
  simt::LineCounters varied = line(simt::Space::shared, 128);
  varied.stride.varies = true;
  CHECK(access_picture(varied).empty());
  CHECK(access_picture(line(simt::Space::local, 4)).empty());
  CHECK(access_picture({}).empty());
}

TEST_CASE("an access beside an allocation is drawn on its side of it") {
  CHECK(finding_picture(out_of_bounds(
            "thread 35: store of 4 bytes, 128 bytes behind the end of allocation 2 (512 bytes: 128 elements of 4)")) ==
        "[ allocation 2, 512 bytes ]....X  128 bytes behind the end");
  CHECK(finding_picture(
            out_of_bounds("thread 0: load of 4 bytes directly behind the end of y (12 bytes: 3 elements of 4)")) ==
        "[ y, 12 bytes ]X  directly behind the end");
  CHECK(finding_picture(out_of_bounds("thread 0: load of 4 bytes, 8 bytes before the beginning of y (12 bytes)")) ==
        "X....[ y, 12 bytes ]  8 bytes before the beginning");
  CHECK(finding_picture(out_of_bounds("something else")).empty());
}

TEST_CASE("a race is drawn as two threads side by side, with the line of each and the place, as the checker words it") {
  using simt::AccessKind;
  const simt::Scene scene{.launch = {.kernel = "k", .grid = 2, .block = 64}, .memory = {}};
  simt::Race race{.first = {0, 3, AccessKind::store, nullptr},
                  .second = {0, 35, AccessKind::load, nullptr},
                  .space = simt::Space::shared,
                  .address = 0,
                  .bytes = 4};
  simt::Finding finding = simt::describe(race, scene, {});
  finding.before_source = {.file = "labs/02_gpu_kernels/transpose.cu", .line = 39};
  finding.source = {.file = "labs/02_gpu_kernels/transpose.cu", .line = 41};
  const std::string picture = finding_picture(finding);
  CHECK(contains(picture, "| thread 3                          block 0, thread 35\n"));
  CHECK(contains(picture, "\n  | store, transpose.cu:39            |\n"));
  CHECK(contains(picture, "\n  | |                                 load, transpose.cu:41\n  | both at "));
  for (const AccessKind kind : {AccessKind::load, AccessKind::store, AccessKind::atomic})
    for (const int block : {-1, 0, 1}) {
      race.first = {block, -1, kind, nullptr};
      CHECK_FALSE(finding_picture(simt::describe(race, scene, {})).empty());
      race.second.kind = kind;
      CHECK_FALSE(finding_picture(simt::describe(race, scene, {})).empty());
    }
}

TEST_CASE("other findings have no picture, nor has a race in other words") {
  simt::Finding finding;
  for (const auto kind :
       {simt::FindingKind::race_shared, simt::FindingKind::race_global, simt::FindingKind::deadlock}) {
    finding.kind = kind;
    CHECK(finding_picture(finding).empty());
  }
}
