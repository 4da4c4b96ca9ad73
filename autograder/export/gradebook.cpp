#include <algorithm>
#include <cmath>

#include "autograder/export/gradebook_fill.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

// The grade in the gradebook's points.  @throws ValueError if those differ and may not be scaled
double points_in_book(const Grade& grade, double possible, const GradebookOptions& options) {
  if (possible <= 0 || std::abs(possible - grade.max) <= 1e-9 || grade.max <= 0) return grade.result.final;
  LLMSYS_CHECK(ValueError, options.scale, "the gradebook's column is out of ", grade_text(possible),
               " points, the assignment out of ", grade_text(grade.max),
               ": add --scale to convert, or change one of them");
  return grade.result.final * possible / grade.max;
}

// A gradebook that is being filled in.
class Filling {
 public:
  Filling(CsvTable table, const BookLayout& layout, const GradebookOptions& options)
      : table_(std::move(table)), layout_(layout), options_(options) {}

  void fill(const BookRow& row, const Grade* grade) {
    const std::string& name = row.student.name;
    if (grade == nullptr) book_.no_submission.push_back(name);
    if (row.locked) {
      if (grade != nullptr)
        book_.remarks.push_back(name + ": the gradebook says that the grade cannot be changed; left alone");
    } else if (grade == nullptr) {
      if (options_.zero_missing) set_grade(row, 0);
    } else if (grade->withheld) {
      book_.remarks.push_back(name + ": the grader failed, so there is no grade; grade again. Left alone");
    } else {
      if (set_grade(row, points_in_book(*grade, row.possible, options_)))
        set_feedback(row, grade_comment(*grade, options_));
    }
  }

  Gradebook finish(const Matching& matching) {
    for (const Grade* grade : matching.no_row)
      book_.no_row.push_back(grade->name.empty() ? grade->id : text(grade->id, " (", grade->name, ")"));
    book_.remarks.insert(book_.remarks.end(), matching.remarks.begin(), matching.remarks.end());
    book_.file = csv_text(table_);
    return std::move(book_);
  }

 private:
  // False where something else than a grade is there: "EX", an excuse of Canvas.
  bool set_grade(const BookRow& row, double points) {
    const std::string before(table_.at(row.student.row, layout_.grade));
    double old = 0;
    const bool graded = parse_grade(before, old);
    if (!graded && !person_key(before).empty() && before != "-") {
      book_.remarks.push_back(text(row.student.name, ": has \"", before, "\" in the place of a grade, which stays"));
      return false;
    }
    if (graded && std::abs(old - std::round(points * 1e4) / 1e4) <= 1e-9) {
      ++book_.unchanged;  // "85.00" is 85: the bytes stay
      return true;
    }
    const std::string after = grade_text(points, layout_.decimal);
    table_.set(row.student.row, layout_.grade, after);
    book_.changes.push_back({row.student.name, before, after});
    return true;
  }

  void set_feedback(const BookRow& row, const std::string& comment) {
    if (layout_.feedback < 0) return;
    const std::string before(table_.at(row.student.row, layout_.feedback));
    if (before.empty() || before.starts_with(options_.feedback_mark)) {
      if (before != comment) table_.set(row.student.row, layout_.feedback, comment);
    } else {
      book_.remarks.push_back(row.student.name + ": has a comment of somebody else, which stays");
    }
  }

  CsvTable table_;
  const BookLayout& layout_;
  const GradebookOptions& options_;
  Gradebook book_;
};

}  // namespace

Gradebook fill_rows(CsvTable table, const BookLayout& layout, const std::vector<Grade>& grades,
                    const GradebookOptions& options) {
  std::vector<RosterRow> rows;
  for (const BookRow& row : layout.rows) rows.push_back(row.student);
  const Matching matching = match_rows(rows, grades);
  Filling filling(std::move(table), layout, options);
  for (const BookRow& row : layout.rows) {
    if (matching.doubtful.contains(row.student.row)) continue;
    const auto at = matching.grade_of.find(row.student.row);
    filling.fill(row, at == matching.grade_of.end() ? nullptr : at->second);
  }
  return filling.finish(matching);
}

std::vector<std::string> headings(const CsvTable& table) {
  std::vector<std::string> out;
  if (table.rows.empty()) return out;
  for (const CsvCell& cell : table.rows[0].cells) out.push_back(cell.value);
  return out;
}

char decimal_of(const CsvTable& table, int column, const GradebookOptions& options) {
  if (options.decimal != 0) return options.decimal;
  for (size_t row = 1; row < table.rows.size(); ++row) {
    const std::string_view cell = table.at(row, column);
    double ignored = 0;
    const size_t sign = cell.find_first_of(".,");
    if (sign != std::string_view::npos && parse_grade(cell, ignored)) return cell[sign];
  }
  return table.separator == ';' ? ',' : '.';
}

}  // namespace llmsys
