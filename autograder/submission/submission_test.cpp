#include "autograder/submission/submission.h"

#include <filesystem>

#include "autograder/submission/archive_builder.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

struct Fixture {
  Fixture() {
    lab.folder = "07_memory";
    lab.tasks = {{.id = "7.1", .title = "", .file = "pool.cpp", .handout = "", .rungs = {}}};
  }
  std::string put(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories(std::filesystem::path(folder.path(name)).parent_path());
    write_file(folder.path(name), bytes);
    return folder.path(name);
  }
  TaskFiles read(const std::vector<Piece>& pieces) {
    return read_submission(lab, pieces, {.program = LLMSYS_TEST_UNPACK}, refusal);
  }

  TemporaryFolder folder;
  LabManifest lab;
  std::string refusal;
};

}  // namespace

TEST_CASE("a submission is a folder, an archive, an archive in a folder, or files") {
  Fixture fixture;
  const std::string zip = make_archive({{"labs/07_memory/pool.cpp", "x"}});
  fixture.put("a/b/pool.cpp", "x");
  fixture.put("c/lab07.zip", zip);
  CHECK(fixture.read({{fixture.folder.path("a"), "a"}}).content.at("pool.cpp") == "x");
  CHECK(fixture.read({{fixture.folder.path("c"), "c"}}).from.at("pool.cpp") == "lab07.zip/labs/07_memory/pool.cpp");
  CHECK(fixture.read({{fixture.put("d.zip", zip), "d.zip"}}).content.size() == 1);
  CHECK(fixture.read({{fixture.put("e_123_pool.cpp", "y"), "pool.cpp"}}).content.at("pool.cpp") == "y");
  CHECK(fixture.refusal.empty());
}

TEST_CASE("why nothing was taken is said: a refused archive, an archive in an archive, a wrong name") {
  Fixture fixture;
  const std::string bad = fixture.put("bad.zip", make_archive({{"../pool.cpp", "x"}}));
  CHECK(fixture.read({{bad, "bad.zip"}}).content.empty());
  CHECK(contains(fixture.refusal, "the archive bad.zip is refused: the entry \"../pool.cpp\" leads out"));
  const std::string nested =
      fixture.put("nested.zip", make_archive({{"inner.zip", make_archive({{"pool.cpp", "x"}})}}));
  fixture.read({{nested, "nested.zip"}});
  CHECK(contains(fixture.refusal, "holds an archive"));
  const std::string named = fixture.put("pool(2).cpp", "x");
  CHECK(contains(fixture.read({{named, "pool(2).cpp"}}).problems.at("pool.cpp"), "its name must be pool.cpp"));
}
