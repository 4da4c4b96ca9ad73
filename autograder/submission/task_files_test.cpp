#include "autograder/submission/task_files.h"

#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

LabManifest memory_lab() {
  LabManifest lab;
  lab.number = 7;
  lab.folder = "07_memory";
  lab.tasks = {{.id = "7.1", .title = "", .file = "backward.cpp", .handout = "", .rungs = {}},
               {.id = "7.2", .title = "", .file = "pool.cu", .handout = "", .rungs = {}},
               {.id = "7.all", .title = "", .file = "", .handout = "", .rungs = {}}};
  return lab;
}

TaskFiles choose(const std::vector<FoundFile>& files, const std::vector<std::string>& others = {}) {
  return choose_task_files(memory_lab(), {.refusal = "", .files = files, .others = others});
}

}  // namespace

TEST_CASE("task files are taken wherever they lie") {
  for (const std::string place : {"", "labs/07_memory/", "jane/", "jane/labs/07_memory/", "07_memory/", "a/b/c/"}) {
    const TaskFiles files = choose({{place + "backward.cpp", "1"}, {place + "pool.cu", "2"}});
    INFO(place);
    CHECK(files.problems.empty());
    CHECK(files.content.at("backward.cpp") == "1");
    CHECK(files.from.at("pool.cu") == place + "pool.cu");
  }
}

TEST_CASE("the lab's own folder wins over the top, the top over folders below, and solutions never count") {
  CHECK(choose({{"backward.cpp", "top"}, {"labs/07_memory/backward.cpp", "lab"}}).content.at("backward.cpp") == "lab");
  CHECK(choose({{"old/backward.cpp", "old"}, {"backward.cpp", "top"}}).content.at("backward.cpp") == "top");
  CHECK(choose({{"solutions/07_memory/backward.cpp", "x"}}).content.empty());
}

TEST_CASE("two different files in equally good places are ambiguous, two equal ones are not") {
  const TaskFiles two = choose({{"v1/backward.cpp", "1"}, {"v2/backward.cpp", "2"}});
  CHECK(contains(two.problems.at("backward.cpp"),
                 "two different files backward.cpp, v1/backward.cpp and v2/backward.cpp"));
  CHECK(two.content.empty());
  CHECK(choose({{"v1/backward.cpp", "1"}, {"v2/backward.cpp", "1"}}).content.size() == 1);
}

TEST_CASE("a renamed file is recognised, and not taken") {
  for (const std::string name : {"backward (1).cpp", "Backward.cpp", "backward.cpp.txt", "backward-2.cpp",
                                 "my_backward.cc", "bakward.cpp", "x/backward"}) {
    const TaskFiles files = choose({}, {"README.md", name});
    INFO(name);
    CHECK(contains(files.problems.at("backward.cpp"), "there is \"" + name + "\": its name must be backward.cpp"));
    CHECK(files.content.empty());
  }
  for (const std::string name : {"backward.h", "forward.cpp", "pool.cu"})
    CHECK_FALSE(contains(choose({}, {name}).problems.at("backward.cpp"), "its name must be"));
}

TEST_CASE("a file that cannot be read, or is no text, is named with the reason") {
  CHECK(contains(choose({}, {"x/backward.cpp (a link)"}).problems.at("backward.cpp"),
                 "cannot be read: x/backward.cpp (a link)"));
  CHECK(contains(choose({{"backward.cpp", std::string("a\0b", 3)}}).problems.at("backward.cpp"), "zero bytes"));
}
