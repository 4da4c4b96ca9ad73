// What lab.json may say of timed rungs.
#include "autograder/manifest/manifest.h"

#include <filesystem>

#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

constexpr const char* kTimedRung = R"("points": 1, "kind": "counter", "timed": true)";

// What is said of lab 00 if that rung of it were described by `words`.
std::string said_with(const std::string& words) {
  const TemporaryFolder folder;
  std::string json = read_file(source_root() + "/labs/00_warm_up/lab.json");
  const size_t at = json.find(kTimedRung);
  REQUIRE(at != std::string::npos);
  json.replace(at, std::string(kTimedRung).size(), words);
  std::filesystem::create_directory(folder.path("00_warm_up"));
  write_file(folder.path("00_warm_up/lab.json"), json);
  return message_of([&] { read_manifest(folder.path("00_warm_up/lab.json")); });
}

}  // namespace

TEST_CASE("little depends on time: five points of a lab") {
  CHECK(contains(said_with(R"("points": 6, "kind": "counter", "timed": true)"),
                 "timed rungs may have 5 points together, 00_warm_up has 6"));
  CHECK(contains(said_with(R"("points": 5, "kind": "counter", "timed": true)"), "points must be 70 core, 15 counter"));
}

TEST_CASE("points are not negative, and make up a hundred") {
  CHECK(contains(said_with(R"("points": -1, "kind": "counter")"), "negative points"));
  CHECK(contains(said_with(R"("points": 1, "kind": "core")"), "they are 71, 14, 15"));
}
