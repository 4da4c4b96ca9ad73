#include "autograder/mutants/schemata.h"

#include <algorithm>

#include "framework/testing/test.h"

using namespace llmsys::mutants;

namespace {

const std::string kContent =
    "namespace a {\nstruct B { int c; };\n\nint f(int n) {\n  n += 3;\n  // BEGIN SOLUTION task 0.1 f\n"
    "  return n * 7;\n  // END SOLUTION\n}\n\n}  // namespace a\n";

int line_of(const std::string& text, const std::string& words) {
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<ptrdiff_t>(text.find(words)), '\n'));
}

}  // namespace

TEST_CASE("a schemata holds the solution and a copy of the body for each mutant, and knows its lines") {
  const Source source(kContent, "f.cpp");
  const std::vector<Change> changes = changes_of(source).all;
  const Schemata schemata = schemata_of(source, changes, {1, 2});
  REQUIRE(schemata.copies.size() == 2);
  CHECK(schemata.text.find("default: {\n  n += 3;") != std::string::npos);
  for (const Copy& copy : schemata.copies) {
    const Change& change = changes[static_cast<size_t>(copy.mutant) - 1];
    const int line = line_of(schemata.text, diff_of(kContent, change).after);
    CHECK(copy.first_line < line);
    CHECK(line < copy.last_line);
  }
}

TEST_CASE("every mutant that is asked for is there, and no other") {
  const Source source(kContent, "f.cpp");
  const std::vector<Change> changes = changes_of(source).all;
  const Schemata schemata = schemata_of(source, changes, {2});
  REQUIRE(schemata.copies.size() == 1);
  CHECK(schemata.copies[0].mutant == 2);
  CHECK(schemata.text.find("case 1:") == std::string::npos);
}

TEST_CASE("an error blames the copy that it names, or that asked for the template it is in") {
  const Schemata schemata{"", {{3, 10, 12}, {4, 13, 15}, {7, 20, 22}}};
  const std::string words =
      "/b/f.cpp: In function 'int f(int)':\n"
      "/b/f.cpp:11:5: error: no match\n"
      "/b/f.cpp:14:5: warning: unused\n"
      "/usr/x.h:7:2:   required from 'g'\n"
      "/b/f.cpp:21:9:   required from here\n"
      "/usr/x.h:9:1: error: static assertion failed\n"
      "/usr/x.h:10:1: error: no one asked\n";
  CHECK(blamed(schemata, "/b/f.cpp", words) == std::vector<int>{3, 7});
}
