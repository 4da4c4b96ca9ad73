#include "autograder/mutants/planted_table.h"

#include "framework/testing/test.h"

using namespace llmsys;

TEST_CASE("docs/mutants.md ends with the table of all planted mutants: ./lab mutate all --table prints it") {
  const Paths paths{testing::source_root(), ""};
  const std::string tables = mutants::planted_tables(paths);
  REQUIRE(tables.find("| `column_major` | 0.2 |") != std::string::npos);
  CHECK(read_text_file(paths.root + "/docs/mutants.md").ends_with(tables));
}
