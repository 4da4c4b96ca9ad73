// Code in the guides cannot rot: what a page shows after `<!-- code: NAME -->` must stand between two lines `// [NAME]`
// of the test beside it (docs/x.md, docs/x_test.cpp), which compiles and checks it.
//   - A ```cpp fence equals that region, apart from indentation.
//   - In a table, each code span of the column `C++ here` is part of a line of that region, in the same order.
// Fences and tables of C++ without such a mark, and regions that no page shows, fail too.
#include <algorithm>
#include <map>
#include <sstream>
#include <utility>
#include <vector>

#include "framework/base/error.h"
#include "framework/testing/test.h"

namespace {

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string trim(const std::string& text) {
  const size_t first = text.find_first_not_of(' ');
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// "[NAME]" of a line `// [NAME]`, else "".
std::string region_mark(const std::string& line) {
  const std::string text = trim(line);
  return text.starts_with("// [") && text.ends_with("]") ? text.substr(4, text.size() - 5) : "";
}

Lines without_indentation(Lines lines) {
  size_t indent = std::string::npos;
  for (const std::string& line : lines) indent = std::min(indent, line.find_first_not_of(' '));
  for (std::string& line : lines) line = trim(line).empty() ? "" : line.substr(indent);
  return lines;
}

std::map<std::string, Lines> regions_of(const std::string& source) {
  std::map<std::string, Lines> regions;
  std::string open;
  Lines body;
  for (const std::string& line : lines_of(source)) {
    const std::string mark = region_mark(line);
    if (mark.empty()) {
      if (!open.empty()) body.push_back(line);
    } else if (open.empty()) {
      open = mark;
      body.clear();
    } else {
      LLMSYS_CHECK(llmsys::ValueError, open == mark, "region [", open, "] is closed by [", mark, "]");
      regions[open] = without_indentation(body);
      open.clear();
    }
  }
  LLMSYS_CHECK(llmsys::ValueError, open.empty(), "region [", open, "] is not closed");
  return regions;
}

// One fence or table of a page, and the name in the mark above it.
struct Shown {
  std::string name;  // "" if there is no mark
  bool is_table;
  Lines code;  // the lines of the fence, or the code spans of the column
};

Lines cells_of(const std::string& row) {
  Lines cells;
  std::istringstream stream(row.substr(1));
  for (std::string cell; std::getline(stream, cell, '|');) cells.push_back(trim(cell));
  return cells;
}

void append_code_spans(const std::string& cell, Lines& spans) {
  size_t open = 0;
  while ((open = cell.find('`', open)) != std::string::npos) {
    const size_t close = cell.find('`', open + 1);
    spans.push_back(cell.substr(open + 1, close - open - 1));
    open = close + 1;
  }
}

// The fence that starts at lines[at]; `at` moves to its last line.
Shown fence_at(const Lines& lines, size_t& at, const std::string& name) {
  Shown shown{.name = name, .is_table = false, .code = {}};
  while (++at < lines.size() && !lines[at].starts_with("```")) shown.code.push_back(lines[at]);
  return shown;
}

// The table whose head is lines[at]; `at` moves to its last line.
Shown table_at(const Lines& lines, size_t& at, const std::string& name) {
  Shown shown{.name = name, .is_table = true, .code = {}};
  const Lines head = cells_of(lines[at]);
  const size_t column = static_cast<size_t>(std::find(head.begin(), head.end(), "C++ here") - head.begin());
  ++at;  // the rule under the head
  while (at + 1 < lines.size() && lines[at + 1].starts_with("|"))
    append_code_spans(cells_of(lines[++at]).at(column), shown.code);
  return shown;
}

std::vector<Shown> shown_in(const std::string& page) {
  std::vector<Shown> all;
  std::string name;
  const Lines lines = lines_of(page);
  for (size_t at = 0; at < lines.size(); ++at) {
    const std::string& line = lines[at];
    if (line.starts_with("<!-- code: ")) {
      name = line.substr(11, line.find(" -->") - 11);
    } else if (line == "```cpp") {
      all.push_back(fence_at(lines, at, std::exchange(name, "")));
    } else if (line.starts_with("```")) {  // another language: skipped
      fence_at(lines, at, "");
    } else if (line.starts_with("|") && line.find("| C++ here |") != std::string::npos) {
      all.push_back(table_at(lines, at, std::exchange(name, "")));
    }
  }
  return all;
}

// What the page shows and the region lacks; "" if there is nothing.
std::string difference(const Shown& shown, const Lines& region) {
  if (!shown.is_table) return without_indentation(shown.code) == region ? "" : llmsys::join(shown.code, "\n");
  size_t line = 0;
  for (const std::string& span : shown.code) {
    while (line < region.size() && region[line].find(span) == std::string::npos) ++line;
    if (line == region.size()) return span;
  }
  return "";
}

}  // namespace

TEST_CASE("the guides show code that a test compiles") {
  const std::string page = GENERATE(as<std::string>{}, "cpp_for_pytorch", "extending_autograd");
  const std::string stem = llmsys::testing::source_root() + "/docs/" + page;
  auto regions = regions_of(llmsys::testing::read_file(stem + "_test.cpp"));
  for (const Shown& shown : shown_in(llmsys::testing::read_file(stem + ".md"))) {
    CAPTURE(shown.name, shown.code);
    REQUIRE(regions.contains(shown.name));
    CHECK(difference(shown, regions[shown.name]).empty());
    regions.erase(shown.name);
  }
  for (const auto& [name, code] : regions) FAIL_CHECK("region [" << name << "] is not on the page");
}

TEST_CASE("code that differs from its region is found") {
  const auto regions = regions_of("  // [a]\n  int x = 1;\n\n    int y;\n  // [a]\nint z;\n");
  REQUIRE(regions.size() == 1);
  const Lines& region = regions.at("a");
  CHECK(region == Lines{"int x = 1;", "", "  int y;"});
  const auto differs = [&](const std::string& page) { return difference(shown_in(page).at(0), region); };
  CHECK(differs("<!-- code: a -->\n```cpp\nint x = 1;\n\n  int y;\n```\n").empty());
  CHECK(differs("<!-- code: a -->\n```cpp\nint x = 2;\n```\n") == "int x = 2;");
  const std::string head = "<!-- code: a -->\n| Python | C++ here |\n|---|---|\n";
  CHECK(differs(head + "| `x = 1` | `int x = 1;` |\n| `y` | `int y;` |\n").empty());
  CHECK(differs(head + "| `y` | `int y;` |\n| `x = 1` | `int x = 1;` |\n") == "int x = 1;");
  CHECK(shown_in(head + "| a | `b` |\n").at(0).name == "a");
  CHECK(shown_in("```text\n```cpp\n```\n").empty());
  CHECK_THROWS_AS(regions_of("// [a]\n// [b]\n"), llmsys::ValueError);
}
