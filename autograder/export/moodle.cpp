#include "autograder/export/gradebook_fill.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

// The columns of Moodle's worksheet that matter here; -1 where there is none.
struct MoodleColumns {
  explicit MoodleColumns(const CsvTable& table)
      : identifier(table.column("Identifier")),
        number(table.column("ID number")),
        email(table.column("Email address")),
        name(table.column("Full name")),
        locked(table.column("Grade can be changed")),
        maximum(std::max(table.column("Maximum Grade"), table.column("Maximum grade"))) {}
  int identifier, number, email, name, locked, maximum;
};

BookRow row_of(const CsvTable& table, const MoodleColumns& columns, size_t row) {
  const auto cell = [&](int column) { return std::string(table.at(row, column)); };
  BookRow out;
  out.student = {.row = row,
                 .keys = {cell(columns.identifier), cell(columns.number), cell(columns.email)},
                 .name = cell(columns.name)};
  if (out.student.name.empty()) out.student.name = cell(columns.identifier);  // graded without names
  out.locked = person_key(cell(columns.locked)) == "no";
  double possible = 0;
  if (parse_grade(cell(columns.maximum), possible)) out.possible = possible;
  return out;
}

}  // namespace

Gradebook fill_moodle(std::string_view bytes, const std::vector<Grade>& grades, const GradebookOptions& options) {
  CsvTable table = parse_csv(bytes);
  const MoodleColumns columns(table);
  BookLayout layout;
  layout.grade = table.column(options.column.empty() ? "Grade" : options.column);
  layout.feedback = table.column("Feedback comments");
  LLMSYS_CHECK(ValueError, columns.identifier >= 0 && layout.grade >= 0,
               "this is no grading worksheet of Moodle: its first line needs Identifier and ",
               options.column.empty() ? "Grade" : options.column, ", and has ", join(headings(table), ", "),
               "; set Moodle's language to English for the download");
  layout.decimal = decimal_of(table, columns.maximum >= 0 ? columns.maximum : layout.grade, options);
  for (size_t row = 1; row < table.rows.size(); ++row)
    if (!table.at(row, columns.identifier).empty()) layout.rows.push_back(row_of(table, columns, row));
  return fill_rows(std::move(table), layout, grades, options);
}

}  // namespace llmsys
