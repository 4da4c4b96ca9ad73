#include "autograder/course/fields.h"
#include "autograder/export/gradebook_fill.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

// "Homework 1 (12345)": what Canvas calls an assignment's column.
struct CanvasColumn {
  std::string heading, title, id;
};

std::optional<CanvasColumn> canvas_column(const std::string& heading) {
  const size_t open = heading.rfind(" (");
  if (open == std::string::npos || !heading.ends_with(")")) return {};
  const std::string id = heading.substr(open + 2, heading.size() - open - 3);
  if (id.empty() || id.find_first_not_of("0123456789") != std::string::npos) return {};
  return CanvasColumn{heading, heading.substr(0, open), id};
}

int find_assignment(const CsvTable& table, const std::string& wanted) {
  std::vector<int> found;
  std::vector<std::string> assignments, titles;
  const std::vector<std::string> names = headings(table);
  for (size_t c = 0; c < names.size(); ++c) {
    const auto column = canvas_column(names[c]);
    if (!column) continue;
    assignments.push_back(names[c]);
    titles.push_back(column->title);
    if (wanted == column->heading || wanted == column->title || wanted == column->id)
      found.push_back(static_cast<int>(c));
  }
  const std::string nearest = did_you_mean(wanted, titles);
  LLMSYS_CHECK(ValueError, !found.empty(), "the gradebook has no assignment \"", wanted, "\"",
               nearest.empty() ? "." : nearest,
               " Canvas would make a new one of it, so choose one by --column: ", join(assignments, ", "));
  LLMSYS_CHECK(ValueError, found.size() == 1, "\"", wanted, "\" is the name of ", found.size(),
               " assignments: give the id in parentheses by --column");
  return found[0];
}

// Below it are the students; above it may be a row about posting.
size_t possible_row(const CsvTable& table) {
  for (size_t row = 1; row < table.rows.size(); ++row)
    if (person_key(std::string(table.at(row, 0))) == "points possible") return row;
  throw ValueError("the gradebook has no row \"Points Possible\": is it an export of Canvas?");
}

}  // namespace

Gradebook fill_canvas(std::string_view bytes, const std::vector<Grade>& grades, const GradebookOptions& options) {
  CsvTable table = parse_csv(bytes);
  const int id = table.column("ID");
  LLMSYS_CHECK(ValueError, table.column("Student") == 0 && id > 0,
               "this is no export of Canvas: its first line has no Student and ID");
  BookLayout layout;
  layout.grade = find_assignment(table, options.column);
  layout.decimal = decimal_of(table, layout.grade, options);
  const size_t heading_rows = possible_row(table);
  const std::string written(table.at(heading_rows, layout.grade));
  double possible = 0;
  LLMSYS_CHECK(ValueError, parse_grade(written, possible), "the column \"", options.column,
               "\" takes no grades: its points possible are \"", written, "\"");
  for (size_t row = heading_rows + 1; row < table.rows.size(); ++row) {
    if (table.at(row, id).empty()) continue;
    RosterRow student{.row = row, .keys = {}, .name = std::string(table.at(row, 0))};
    for (const char* key : {"ID", "SIS User ID", "SIS Login ID", "Integration ID"})
      student.keys.emplace_back(table.at(row, table.column(key)));
    layout.rows.push_back({.student = student, .possible = possible, .locked = false});
  }
  return fill_rows(std::move(table), layout, grades, options);
}

}  // namespace llmsys
