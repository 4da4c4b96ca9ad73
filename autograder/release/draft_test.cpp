// A release appears in one step, and what an interrupted one left goes with the next.
#include "autograder/release/draft.h"

#include <unistd.h>

#include <filesystem>

#include "autograder/cli/paths.h"
#include "framework/base/error.h"
#include "framework/testing/test.h"

using namespace llmsys;
namespace fs = std::filesystem;

TEST_CASE("a draft lies beside its place, whatever slash the place ends with, and goes with its object") {
  const testing::TemporaryFolder folder;
  const std::string out = folder.path("course"), end = GENERATE("", "/", "/.", "//");
  std::string path;
  {
    const Draft draft(out + end);
    path = draft.path();
    CHECK(fs::is_directory(path));
    CHECK(fs::path(path).parent_path() == fs::path(out).parent_path());
    CHECK_FALSE(fs::exists(out));
  }
  CHECK_FALSE(fs::exists(path));
}

TEST_CASE("what a killed process left goes; what lives, or is called otherwise, stays") {
  const testing::TemporaryFolder folder;
  const std::string dead = "2147483647";  // above any limit of process numbers
  const std::string mine = std::to_string(getppid());
  const std::vector<std::string> stay = {"out." + mine + ".draft", "out.draft", "out.x.draft", "out.1x.draft",
                                         "other." + dead + ".draft"};
  for (const std::string& name : stay) fs::create_directories(folder.path(name));
  write_atomically(folder.path("out." + dead + ".draft/half.cpp"), "x\n");
  { const Draft draft(folder.path("out")); }
  CHECK_FALSE(fs::exists(folder.path("out." + dead + ".draft")));
  for (const std::string& name : stay) {
    INFO(name);
    CHECK(fs::exists(folder.path(name)));
  }
}

TEST_CASE("a place that cannot be written is named") {
  const testing::TemporaryFolder folder;
  write_atomically(folder.path("file"), "x\n");
  CHECK_THROWS_WITH(Draft(folder.path("file/out")), Catch::Matchers::Contains("cannot write beside"));
}
