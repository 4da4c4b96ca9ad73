// Feeds the archive reader with whatever a fuzzer makes up: it takes files by the rules or refuses. unpack_fuzz.sh builds it
// with clang's libFuzzer; unpack_corpus_test.cpp replays corpus/.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "autograder/submission/path_rules.h"
#include "autograder/submission/unpack_apart.h"

/// Called by libFuzzer, and by the test that replays the corpus.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace llmsys;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Found found = unpack(
      bytes, [](std::string_view path) { return file_name_of(path) == "a.cpp"; }, UnpackLimits{});
  for (const FoundFile& file : found.files)
    if (!path_problem(file.path).empty() || file_name_of(file.path) != "a.cpp" || !found.refusal.empty()) std::abort();
  const Found back = from_wire(to_wire(found));  // what the unpacker says arrives as it was said
  if (back.refusal != found.refusal || back.files.size() != found.files.size() || back.others != found.others)
    std::abort();
  static_cast<void>(from_wire(bytes));  // and any other answer is refused, or is one
  return 0;
}
