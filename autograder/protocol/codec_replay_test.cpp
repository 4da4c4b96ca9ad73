// The fuzzer's corpus and seeded mutations of valid messages, without a fuzzer.
#include <algorithm>

#include "autograder/protocol/codec.h"
#include "autograder/protocol/random_values.h"
#include "framework/testing/fuzz_replay.h"
#include "framework/testing/test.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

using namespace llmsys;
using namespace llmsys::testing;

namespace {

size_t place_in(const std::string& bytes, Rng& rng) { return rng.below(bytes.size() + 1); }

// One to three changes: a bit, a byte, bytes gone, bytes twice, or a number at its limits.
std::string mutated(std::string bytes, Rng& rng) {
  for (uint64_t n = 1 + rng.below(3); n > 0 && !bytes.empty(); --n) {
    char& byte = bytes[rng.below(bytes.size())];
    const size_t at = place_in(bytes, rng), length = rng.below(9);
    switch (rng.below(5)) {
      case 0: byte = static_cast<char>(byte ^ (1 << rng.below(8))); break;
      case 1: byte = static_cast<char>(rng.below(256)); break;
      case 2: bytes.erase(at, length); break;
      case 3: bytes.insert(at, bytes.substr(place_in(bytes, rng), length)); break;
      default: std::fill_n(bytes.begin() + static_cast<int64_t>(at), std::min(length, bytes.size() - at), '\xff');
    }
  }
  return bytes;
}

}  // namespace

TEST_CASE("the fuzzer's corpus is decoded or refused, never more") {
  CHECK(replay_corpus(LLVMFuzzerTestOneInput, "autograder/protocol/corpus") > 20);
}

TEST_CASE("twenty thousand mutations of valid messages are decoded or refused, never more") {
  Rng rng(2026);
  for (int i = 0; i < 400; ++i) {
    const std::string valid = encode(random_values(rng, 3));
    feed(LLVMFuzzerTestOneInput, valid);
    for (int j = 0; j < 50; ++j) feed(LLVMFuzzerTestOneInput, mutated(valid, rng));
  }
}
