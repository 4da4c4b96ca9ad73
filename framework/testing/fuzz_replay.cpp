#include "framework/testing/fuzz_replay.h"

#include <filesystem>

#include "framework/testing/test.h"

namespace llmsys::testing {

void feed(FuzzTarget target, const std::string& bytes) {
  REQUIRE(target(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()) == 0);
}

int replay_corpus(FuzzTarget target, const std::string& folder) {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(source_root() + "/" + folder)) {
    INFO(entry.path().string());
    feed(target, read_file(entry.path().string()));
    ++files;
  }
  return files;
}

}  // namespace llmsys::testing
