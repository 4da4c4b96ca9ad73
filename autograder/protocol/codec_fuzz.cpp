// Feeds the decoder with whatever a fuzzer makes up. It must throw a ValueError or give values that encode to the same
// bytes again. codec_fuzz.sh builds it with clang's libFuzzer and looks for new inputs; codec_replay_test.cpp replays those
// in corpus/.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "autograder/protocol/codec.h"
#include "framework/base/error.h"

/// Called by libFuzzer, and by the test that replays the corpus.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    if (llmsys::encode(llmsys::decode(bytes)) != bytes) std::abort();  // each message has one encoding
  } catch (const llmsys::ValueError&) {                                // refused
  }
  return 0;
}
