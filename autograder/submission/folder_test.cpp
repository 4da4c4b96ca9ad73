#include "autograder/submission/folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "autograder/submission/path_rules.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

Found take(const std::string& folder, const FolderLimits& limits = {}) {
  return read_folder(
      folder, [](std::string_view path) { return file_name_of(path) == "a.cpp"; }, limits);
}

}  // namespace

TEST_CASE("wanted files are found below folders; the rest is named; dotted folders are passed over") {
  const TemporaryFolder folder;
  for (const char* inner : {"x/y", ".git"}) std::filesystem::create_directories(folder.path(inner));
  write_file(folder.path("x/y/a.cpp"), "1");
  write_file(folder.path(".git/a.cpp"), "2");
  write_file(folder.path("b.txt"), "3");
  const Found found = take(folder.path());
  REQUIRE(found.files.size() == 1);
  CHECK(found.files[0].path == "x/y/a.cpp");
  CHECK(found.others == std::vector<std::string>{"b.txt"});
}

TEST_CASE("a folder whose name is in an old encoding is read, too") {
  const TemporaryFolder folder;
  std::filesystem::create_directories(
      folder.path("\xDC"
                  "bung"));
  write_file(folder.path("\xDC"
                         "bung/a.cpp"),
             "1");
  REQUIRE(take(folder.path()).files.size() == 1);
  CHECK(take(folder.path()).files[0].path == "%DCbung/a.cpp");
}

TEST_CASE("no link is followed: not of a file, not of a folder") {
  const TemporaryFolder folder, secret;
  write_file(secret.path("a.cpp"), "secret");
  REQUIRE(symlink(secret.path("a.cpp").c_str(), folder.path("a.cpp").c_str()) == 0);
  REQUIRE(symlink(secret.path().c_str(), folder.path("labs").c_str()) == 0);
  const Found found = take(folder.path());
  CHECK(found.files.empty());
  CHECK(found.others == std::vector<std::string>{"a.cpp (a link)", "labs"});
}

TEST_CASE("pipes, folders and huge files in a file's place are not read") {
  const TemporaryFolder folder;
  for (const char* inner : {"p", "h", "d/a.cpp"}) std::filesystem::create_directories(folder.path(inner));
  REQUIRE(mkfifo(folder.path("p/a.cpp").c_str(), 0600) == 0);
  write_file(folder.path("h/a.cpp"), std::string((size_t{1} << 20) + 1, 'x'));
  CHECK(take(folder.path()).others ==
        std::vector<std::string>{"d/a.cpp (a folder)", "h/a.cpp (larger than 1 MiB)", "p/a.cpp (a pipe)"});
}

TEST_CASE("reading stops at its limits") {
  const TemporaryFolder folder;
  std::string deep = folder.path();
  for (int i = 0; i < 9; ++i) deep += "/d";
  std::filesystem::create_directories(deep);
  write_file(deep + "/a.cpp", "x");
  CHECK(take(folder.path()).files.empty());
  for (int i = 0; i < 20; ++i) write_file(folder.path("f") + std::to_string(i), "");
  const Found found = take(folder.path(), {.entries = 10});
  CHECK(found.others.size() <= 10);
  CHECK(found.refusal == "it holds more than 10 files: hand in the task files only");
  CHECK(take(folder.path()).refusal.empty());
}
