#include "autograder/export/csv.h"

#include <limits>
#include <random>

#include "framework/base/error.h"
#include "framework/testing/test.h"

using namespace llmsys;

namespace {

// Bytes that a table's reader looks at, and some that it does not.
std::string random_bytes(std::mt19937_64& random) {
  const std::string alphabet = "\",;\t\r\n a1=.\xC3\xA9\xFF";
  std::string out = random() % 8 == 0 ? "\xEF\xBB\xBF" : "";
  for (uint64_t length = random() % 40; length > 0; --length) out += alphabet[random() % alphabet.size()];
  return out;
}

}  // namespace

TEST_CASE("quotes, separators and line ends inside cells are read") {
  const CsvTable table = parse_csv("a,\"b \"\"c\"\", d\",\"two\nlines\"\r\n,x,\r\nlast");
  REQUIRE(table.rows.size() == 3);
  CHECK(table.at(0, 1) == "b \"c\", d");
  CHECK(table.at(0, 2) == "two\nlines");
  CHECK(table.rows[1].cells.size() == 3);
  CHECK(table.at(1, 2).empty());
  CHECK(table.at(2, 0) == "last");
  CHECK(table.at(2, 5).empty());
  CHECK(table.rows[1].line == 3);
}

TEST_CASE("byte order mark, separator and line ends are found") {
  const CsvTable table = parse_csv("\xEF\xBB\xBFName;\"Grade, final\"\rAda;85,5\r");
  CHECK(table.bom);
  CHECK(table.separator == ';');
  CHECK(table.column("Name") == 0);
  CHECK(table.column("Grade, final") == 1);
  CHECK(table.column("Grade") == -1);
  CHECK(parse_csv("a\tb\n1\t2").separator == '\t');
  CHECK(parse_csv("").rows.empty());
}

TEST_CASE("any bytes come back as they were, or are refused") {
  std::mt19937_64 random(3);
  int refused = 0;
  for (int i = 0; i < 4000; ++i) {
    const std::string bytes = random_bytes(random);
    try {
      if (csv_text(parse_csv(bytes)) != bytes) FAIL("changed: " << bytes);
    } catch (const ValueError&) {
      ++refused;
    }
  }
  CHECK(refused > 20);
  CHECK(refused < 3000);
}

TEST_CASE("any cells can be written and read again") {
  std::mt19937_64 random(4);
  for (int i = 0; i < 500; ++i) {
    const std::vector<std::string> cells = {random_bytes(random), "x", random_bytes(random)};
    const CsvTable table = parse_csv("a,b,c\r\n" + csv_line(cells));
    REQUIRE(table.rows.size() == 2);
    for (int c = 0; c < 3; ++c) CHECK(table.at(1, c) == cells[static_cast<size_t>(c)]);
  }
}

TEST_CASE("only the cell that is set changes") {
  const std::string bytes = "a,b\r\n\"1\" ,\"2\"\r\n3";
  CsvTable table = parse_csv(bytes);
  table.set(1, 1, "9");
  CHECK(csv_text(table) == "a,b\r\n\"1\" ,\"9\"\r\n3");
  table.set(2, 1, "x,y");
  CHECK(csv_text(table) == "a,b\r\n\"1\" ,\"9\"\r\n3,\"x,y\"");
}

TEST_CASE("an open quote and UTF-16 are refused") {
  CHECK_THROWS_WITH(parse_csv("a\nb,\"c\n\nd"), Catch::Contains("line 2: a quote is opened and never closed"));
  CHECK_THROWS_WITH(parse_csv("\xFF\xFE"
                              "a"),
                    Catch::Contains("UTF-16"));
}

TEST_CASE("no cell becomes a formula, and numbers stay numbers") {
  for (const char* formula : {"=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "-", "+"})
    CHECK(not_a_formula(formula) == std::string("'") + formula);
  for (const char* plain : {"", "a=b", "-3.5", "12", "Ada", "  ", "1-2"}) CHECK(not_a_formula(plain) == plain);
}

TEST_CASE("grades are read and written with a point or a comma") {
  double value = 0;
  CHECK((parse_grade("85,5", value) && value == 85.5));
  CHECK((parse_grade("-3", value) && value == -3));
  for (const char* bad : {"", " 1", "1 ", "1,000.5", "N/A", "1e3", "inf", "nan", "0x1", "--1"})
    CHECK_FALSE(parse_grade(bad, value));
  CHECK(grade_text(85.5, ',') == "85,5");
  CHECK(grade_text(100) == "100");
  CHECK(grade_text(1.0 / 3) == "0.3333");
  CHECK(grade_text(-1e-9) == "0");
}
