#include "autograder/mutants/store.h"

#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::mutants;

namespace {

FilePopulation population(const Task& task, const std::string& line) {
  FilePopulation file;
  file.task = &task;
  file.source =
      std::make_unique<Source>("int f(int n) {\n// BEGIN SOLUTION task 0.1 f\n" + line + "\n// END SOLUTION\n}\n", "f");
  file.changes = changes_of(*file.source);
  for (size_t i = 0; i < file.changes.all.size(); ++i)
    file.mutants.push_back({static_cast<int>(i) + 1, Fate::waiting, "", ""});
  return file;
}

}  // namespace

TEST_CASE("fates come back for the same solution, and only for it") {
  const testing::TemporaryFolder folder;
  const Paths paths{"", folder.path()};
  LabManifest lab;
  lab.folder = "00_x";
  const Task task{"0.1", "title", "f.cpp", "handout", {}};
  FilePopulation file = population(task, "return n * 7;"), again = population(task, "return n * 7;");
  CHECK_FALSE(take_kept_fates(paths, lab, again));
  for (Generated& mutant : file.mutants) mutant = {mutant.number, Fate::killed, "edges", "FAIL"};
  file.mutants[0].fate = Fate::survived;
  keep_fates(paths, lab, file);
  REQUIRE(take_kept_fates(paths, lab, again));
  CHECK(again.mutants[0].fate == Fate::survived);
  CHECK(again.mutants[1].rung == "edges");
  FilePopulation other = population(task, "return n * 8;");
  CHECK_FALSE(take_kept_fates(paths, lab, other));
}

TEST_CASE("a run of a sample does not stand for a run of all") {
  const testing::TemporaryFolder folder;
  const Paths paths{"", folder.path()};
  LabManifest lab;
  lab.folder = "00_x";
  const Task task{"0.1", "title", "f.cpp", "handout", {}};
  FilePopulation file = population(task, "return n * 7;"), all = population(task, "return n * 7;");
  file.mutants.resize(1);
  file.mutants[0].fate = Fate::killed;
  keep_fates(paths, lab, file);
  CHECK_FALSE(take_kept_fates(paths, lab, all));
}
