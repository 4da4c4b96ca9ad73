// The fuzzer's corpus and seeded mutations of valid archives, without a fuzzer.
#include "autograder/submission/archive_builder.h"
#include "framework/base/rng.h"
#include "framework/testing/fuzz_replay.h"
#include "framework/testing/test.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

using namespace llmsys;
using namespace llmsys::testing;

namespace {

// One to three bytes changed, or a piece cut out.
std::string damaged(std::string bytes, Rng& rng) {
  for (uint64_t n = 1 + rng.below(3); n > 0 && !bytes.empty(); --n) {
    const size_t at = rng.below(bytes.size());
    if (rng.below(4) == 0)
      bytes.erase(at, rng.below(30));
    else
      bytes[at] = static_cast<char>(rng.below(256));
  }
  return bytes;
}

}  // namespace

TEST_CASE("the fuzzer's corpus is taken or refused, never more") {
  CHECK(replay_corpus(LLVMFuzzerTestOneInput, "autograder/submission/corpus") > 20);
}

TEST_CASE("three thousand damaged archives are taken or refused, never more") {
  Rng rng(2026);
  for (const ArchiveFormat& how : std::vector<ArchiveFormat>{
           {.format = "zip"}, {.format = "pax"}, {.format = "pax", .filters = {"gzip"}}, {.format = "7zip"}}) {
    const std::string valid = make_archive({{"x/a.cpp", "int a;\n"}, {"b.cpp", "int b;\n"}, {"c/", "", 'd'}}, how);
    feed(LLVMFuzzerTestOneInput, valid);
    for (int i = 0; i < 750; ++i) feed(LLVMFuzzerTestOneInput, damaged(valid, rng));
  }
}
