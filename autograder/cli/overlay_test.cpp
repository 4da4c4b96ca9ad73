#include "autograder/cli/overlay.h"

#include <sys/stat.h>

#include <chrono>
#include <filesystem>

#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

namespace fs = std::filesystem;

constexpr const char* kSolution = "// BEGIN SOLUTION task 7.1 f\nint f() { return 1; }\n// END SOLUTION\n";

// A repository with a lab of two tasks, and a folder to grade.
struct Fixture {
  Fixture() {
    lab.number = 7;
    lab.folder = "07_memory";
    lab.tasks = {{.id = "7.1", .title = "", .file = "f.cpp", .handout = "", .rungs = {}},
                 {.id = "7.2", .title = "", .file = "g.cpp", .handout = "", .rungs = {}},
                 {.id = "7.all", .title = "", .file = "", .handout = "", .rungs = {}}};
    fs::create_directories(folder.path("repository/solutions/07_memory"));
    fs::create_directories(folder.path("handed_in"));
    for (const char* file : {"f.cpp", "g.cpp"}) {
      write_file(folder.path("repository/solutions/07_memory/") + file, kSolution);
      write_file(handed_in(file), "int mine;\n");
    }
  }
  [[nodiscard]] std::string handed_in(const std::string& file) const { return folder.path("handed_in/") + file; }
  [[nodiscard]] std::string taken(const std::string& file, const std::string& slot = "scratch") const {
    return folder.path("build/overlay/" + slot + "/07_memory/") + file;
  }
  std::map<std::string, std::string> prepare(Slot slot = Slot::scratch) const {
    return prepare_overlay({folder.path("repository"), folder.path("build")}, lab, folder.path("handed_in"), slot);
  }
  // Holds that f.cpp cannot be taken, for this reason, and that its stub takes its place.
  void check_refused(const std::string& reason) const {
    const auto problems = prepare();
    REQUIRE(problems.size() == 1);
    CHECK(contains(problems.at("7.1"), "labs/07_memory/f.cpp " + reason));
    CHECK(contains(read_file(taken("f.cpp")), "lab07 task 7.1: f is not written yet"));
    CHECK(read_file(taken("g.cpp")) == "int mine;\n");
  }

  TemporaryFolder folder;
  LabManifest lab;
};

}  // namespace

TEST_CASE("the task files are taken, and nothing else of the folder") {
  const Fixture fixture;
  write_file(fixture.handed_in("CMakeLists.txt"), "x");
  write_file(fixture.handed_in("h.cpp"), "x");
  CHECK(fixture.prepare().empty());
  CHECK(read_file(fixture.taken("f.cpp")) == "int mine;\n");
  int files = 0;
  for ([[maybe_unused]] const auto& entry :
       fs::directory_iterator(fixture.folder.path("build/overlay/scratch/07_memory")))
    ++files;
  CHECK(files == 2);
  CHECK_FALSE(fs::exists(fixture.taken("f.cpp", "student")));
}

TEST_CASE("files that did not change keep their time, so nothing is rebuilt") {
  const Fixture fixture;
  fixture.prepare();
  const auto old = fs::file_time_type::clock::now() - std::chrono::hours(1);
  for (const char* file : {"f.cpp", "g.cpp"}) fs::last_write_time(fixture.taken(file), old);
  write_file(fixture.handed_in("g.cpp"), "int other;\n");
  fixture.prepare();
  CHECK(fs::last_write_time(fixture.taken("f.cpp")) == old);
  CHECK(fs::last_write_time(fixture.taken("g.cpp")) > old);
}

TEST_CASE("a file that is missing is named, with the way to get it back") {
  const Fixture fixture;
  fs::remove(fixture.handed_in("f.cpp"));
  fixture.check_refused("is missing: was it deleted or renamed? `git checkout labs/07_memory/f.cpp` restores it");
}

TEST_CASE("a folder, a pipe or a link in place of a file is refused unread") {
  const Fixture fixture;
  fs::remove(fixture.handed_in("f.cpp"));
  SECTION("folder") {
    fs::create_directory(fixture.handed_in("f.cpp"));
    fixture.check_refused("is not a file");
  }
  SECTION("pipe") {
    REQUIRE(mkfifo(fixture.handed_in("f.cpp").c_str(), 0600) == 0);
    fixture.check_refused("is not a file");
  }
  SECTION("link to a file") {
    fs::create_symlink(fixture.handed_in("g.cpp"), fixture.handed_in("f.cpp"));
    fixture.check_refused("is a link");
  }
  SECTION("link to nothing") {
    fs::create_symlink("/nowhere", fixture.handed_in("f.cpp"));
    fixture.check_refused("is a link");
  }
}

TEST_CASE("a file that is binary or huge is refused") {
  const Fixture fixture;
  write_file(fixture.handed_in("f.cpp"), std::string("int\0main", 8));
  fixture.check_refused("is not text: it holds zero bytes");
  write_file(fixture.handed_in("f.cpp"), std::string((size_t{1} << 20) + 1, ' '));
  fixture.check_refused("is larger than 1 MiB");
}

TEST_CASE("an empty file, and one with bytes that are no UTF-8, are taken as they are") {
  const Fixture fixture;
  write_file(fixture.handed_in("f.cpp"), "");
  write_file(fixture.handed_in("g.cpp"), "// \xff\n");
  CHECK(fixture.prepare().empty());
  CHECK(read_file(fixture.taken("f.cpp")).empty());
  CHECK(read_file(fixture.taken("g.cpp")) == "// \xff\n");
}

TEST_CASE("what the compiler left behind is read back") {
  const Fixture fixture;
  const Paths paths{fixture.folder.path("repository"), fixture.folder.path("build")};
  fixture.prepare();
  CHECK_FALSE(compile_outcome(paths, fixture.lab, fixture.lab.tasks[0], Slot::scratch).failed);
  write_file(fixture.taken("f.cpp.failed"), "");
  write_file(fixture.taken("f.cpp.log"), "error: no\n");
  const CompileOutcome outcome = compile_outcome(paths, fixture.lab, fixture.lab.tasks[0], Slot::scratch);
  CHECK(outcome.failed);
  CHECK(outcome.log == "error: no\n");
}
