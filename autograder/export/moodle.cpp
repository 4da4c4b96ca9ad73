#include "autograder/export/gradebook_fill.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

// Where a cell's number begins: of "Participant 1234567" and, in German, of "Teilnehmer/in1234567".
size_t number_in(std::string_view cell) { return cell.find_last_not_of("0123456789") + 1; }

// In other languages than English: the first column, if it looks so in each row.
int identifier_column(const CsvTable& table) {
  const int english = table.column("Identifier");
  if (english >= 0) return english;
  for (size_t row = 1; row < table.rows.size(); ++row) {
    const std::string_view cell = table.at(row, 0);
    if (!cell.empty() && (number_in(cell) == 0 || number_in(cell) == cell.size())) return -1;
  }
  return table.rows.size() > 1 ? 0 : -1;
}

// The columns of Moodle's worksheet that matter here; -1 where there is none.
struct MoodleColumns {
  explicit MoodleColumns(const CsvTable& table)
      : identifier(identifier_column(table)),
        number(table.column("ID number")),
        email(table.column("Email address")),
        name(table.column("Full name")),
        locked(table.column("Grade can be changed")),
        maximum(std::max(table.column("Maximum Grade"), table.column("Maximum grade"))) {}
  int identifier, number, email, name, locked, maximum;
};

BookRow row_of(const CsvTable& table, const MoodleColumns& columns, size_t row) {
  const auto cell = [&](int column) { return std::string(table.at(row, column)); };
  const std::string identifier = cell(columns.identifier);
  BookRow out;
  out.student = {
      .row = row,
      .keys = {identifier, identifier.substr(number_in(identifier)), cell(columns.number), cell(columns.email)},
      .name = cell(columns.name)};
  if (out.student.name.empty()) out.student.name = identifier;  // graded without names
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
               "; in another language, name the column of grades by --column");
  layout.decimal = decimal_of(table, columns.maximum >= 0 ? columns.maximum : layout.grade, options);
  for (size_t row = 1; row < table.rows.size(); ++row)
    if (!table.at(row, columns.identifier).empty()) layout.rows.push_back(row_of(table, columns, row));
  return fill_rows(std::move(table), layout, grades, options);
}

}  // namespace llmsys
