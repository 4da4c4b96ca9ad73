#include "autograder/mutants/survivors.h"

#include "autograder/mutants/table.h"
#include "framework/base/error.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::mutants;

namespace {

const std::string kBlock = "# why\n\nf.cpp\n- return n * 7;\n+ return n / 7;\nbecause n is 0\n";

// A file with one marked line, `return n * 7;`, and the mutant that divides.
FilePopulation population(const Task& task, Fate fate) {
  FilePopulation file;
  file.task = &task;
  file.source = std::make_unique<Source>(
      "int f(int n) {\n// BEGIN SOLUTION task 0.1 f\nreturn n * 7;\n// END SOLUTION\n}\n", "f.cpp");
  file.changes = changes_of(*file.source);
  for (size_t i = 0; i < file.changes.all.size(); ++i)
    if (file.changes.all[i].kind == "arithmetic") file.mutants.push_back({static_cast<int>(i) + 1, fate, "edges", ""});
  return file;
}

std::vector<std::string> problems(Fate fate, const std::string& list, bool whole) {
  const Task task{"0.1", "title", "f.cpp", "handout", {}};
  LabManifest lab;
  lab.folder = "00_x";
  std::vector<FilePopulation> files;
  files.push_back(population(task, fate));
  return survivor_problems(lab, files, read_survivors(list, "list"), whole);
}

}  // namespace

TEST_CASE("a list of survivors is blocks of four lines") {
  const std::vector<ListedSurvivor> listed = read_survivors(kBlock + "\n" + kBlock, "list");
  REQUIRE(listed.size() == 2);
  CHECK(listed[0].file == "f.cpp");
  CHECK(listed[0].after == "return n / 7;");
  CHECK(listed[0].reason == "n is 0");
  CHECK(listed[0].line == 3);
  CHECK_THROWS_AS(read_survivors("f.cpp\n- a\n+ b\n", "list"), ValueError);
  CHECK_THROWS_AS(read_survivors("f.cpp\n+ a\n- b\nbecause c\n", "list"), ValueError);
}

TEST_CASE("mutants of one line may share a block") {
  const std::vector<ListedSurvivor> listed =
      read_survivors("f.cpp\n- return n * 7;\n+ return n * 6;\n+ return n * 8;\nbecause n is 0\n", "list");
  REQUIRE(listed.size() == 2);
  for (const ListedSurvivor& survivor : listed) {
    CHECK(survivor.before == "return n * 7;");
    CHECK(survivor.reason == "n is 0");
    CHECK(survivor.line == 1);
  }
  CHECK(listed[0].after == "return n * 6;");
  CHECK(listed[1].after == "return n * 8;");
  CHECK_THROWS_AS(read_survivors("f.cpp\n- a\n+ b\n- c\nbecause d\n", "list"), ValueError);
}

TEST_CASE("a survivor is a problem unless it is listed; a listed one unless it survives") {
  CHECK(problems(Fate::survived, kBlock, true).empty());
  CHECK(problems(Fate::killed, "", true).empty());
  REQUIRE(problems(Fate::survived, "", true).size() == 1);
  CHECK(problems(Fate::survived, "", true)[0].find("solutions/00_x/f.cpp:3") != std::string::npos);
  CHECK(problems(Fate::killed, kBlock, true).size() == 1);
}

TEST_CASE("a listed mutant that is not made is a problem only where all are") {
  const std::string other = "f.cpp\n- return n * 8;\n+ return n / 8;\nbecause n is 0\n";
  CHECK(problems(Fate::killed, other, true).size() == 1);
  CHECK(problems(Fate::killed, other, false).empty());
}

TEST_CASE("every listed survivor of every lab is a mutant that is generated") {
  const Paths paths{testing::source_root(), ""};
  for (const LabManifest& lab : find_labs(paths.root)) {
    const std::vector<FilePopulation> files = population_of(paths, lab);
    for (const ListedSurvivor& survivor : listed_survivors(paths, lab)) {
      bool found = false;
      for (const FilePopulation& file : files)
        for (const Change& change : file.changes.all)
          found = found || survivor.is(file.task->file, diff_of(file.source->content(), change));
      INFO(lab.folder << "/survivors.txt:" << survivor.line);
      CHECK(found);
    }
  }
}

TEST_CASE("a sample is drawn by its seed, of few files") {
  const Paths paths{testing::source_root(), ""};
  const LabManifest lab = find_labs(paths.root).at(0);
  std::vector<FilePopulation> a = population_of(paths, lab), b = population_of(paths, lab);
  keep_sample(a, 20, 5);
  keep_sample(b, 20, 5);
  REQUIRE(a.size() == b.size());
  int count = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    REQUIRE(a[i].mutants.size() == b[i].mutants.size());
    for (size_t j = 0; j < a[i].mutants.size(); ++j) CHECK(a[i].mutants[j].number == b[i].mutants[j].number);
    count += static_cast<int>(a[i].mutants.size());
  }
  CHECK(count == 20);
}
