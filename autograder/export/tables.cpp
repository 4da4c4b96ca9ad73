#include "autograder/export/tables.h"

#include <algorithm>

#include "autograder/cli/sha256.h"
#include "autograder/export/csv.h"
#include "autograder/export/shown.h"
#include "autograder/report/printable.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

// A column of points: what it is called, what it is out of.
using Column = std::pair<std::string, std::string>;  // key, heading

std::string key_of(const GradeReport& report, const TestReport& test, Detail detail) {
  const std::string task = report.lab.id() + " " + test.task;
  return detail == Detail::tasks ? task : task + " " + test.rung;
}

// The columns in the order of the labs' tasks; of each what it is out of, as the first report has it.
std::vector<Column> detail_columns(const std::vector<Grade>& grades, Detail detail) {
  std::vector<std::pair<std::string, int>> out;
  const GradeReport* seen = nullptr;
  for (const Grade& grade : grades)
    for (const GradeReport* report : grade.reports)
      for (const TestReport& test : report->tests) {
        const std::string key = key_of(*report, test, detail);
        auto at = std::find_if(out.begin(), out.end(), [&](const auto& column) { return column.first == key; });
        if (at == out.end()) seen = report, at = out.insert(out.end(), {key, 0});
        if (report == seen) at->second += test.max_points;
      }
  std::vector<Column> columns;
  for (const auto& [key, points] : out) columns.emplace_back(key, text(key, " (", points, ")"));
  return columns;
}

std::map<std::string, int> detail_points(const Grade& grade, Detail detail) {
  std::map<std::string, int> out;
  for (const GradeReport* report : grade.reports)
    for (const TestReport& test : report->tests) out[key_of(*report, test, detail)] += test.points;
  return out;
}

// Rounds so that raw = penalty + final also holds for what is printed.
std::vector<std::string> points_cells(const Grade& grade) {
  if (grade.withheld) return {"", grade_text(grade.max), "", ""};
  const LateResult& result = grade.result;
  return {grade_text(result.raw), grade_text(grade.max), grade_text(result.penalty), grade_text(result.final)};
}

std::vector<std::string> cells_of(const Grade& grade, Detail detail, const std::vector<Column>& columns) {
  const LateResult& result = grade.result;
  std::vector<std::string> cells = {grade.id,
                                    grade.name,
                                    grade.email,
                                    grade.withheld ? "regrade" : grade.status,
                                    grade.submitted ? iso_text(*grade.submitted) : "",
                                    grade.due ? iso_text(*grade.due) : "",
                                    result.late_seconds > 0 ? lateness_text(result.late_seconds) : ""};
  for (const std::string& cell : points_cells(grade)) cells.push_back(cell);
  cells.push_back(result.tokens > 0 ? text(result.tokens) : "");
  cells.push_back(join(grade.notes, "; "));
  const auto points = detail_points(grade, detail);
  for (const auto& [key, heading] : columns) {
    const auto at = points.find(key);
    cells.push_back(at == points.end() ? "" : text(at->second));
  }
  return cells;
}

}  // namespace

std::string grades_csv(const std::vector<Grade>& grades, Detail detail) {
  const std::vector<Column> columns = detail == Detail::none ? std::vector<Column>{} : detail_columns(grades, detail);
  std::vector<std::string> heading = {"id",  "name", "email",   "status", "submitted", "due",  "late",
                                      "raw", "max",  "penalty", "final",  "tokens",    "notes"};
  for (const Column& column : columns) heading.push_back(column.second);
  std::string out = csv_line(heading);
  for (const Grade& grade : grades) {
    std::vector<std::string> cells = cells_of(grade, detail, columns);
    for (std::string& cell : cells) cell = not_a_formula(printable(cell));
    out += csv_line(cells);
  }
  return out;
}

std::string file_name(const std::string& id) {
  constexpr size_t kLongest = 120;  // below the 255 bytes of most systems, with an ending
  std::string out;
  for (const unsigned char c : id) {
    const bool plain = std::isalnum(c) != 0 || c == '-' || c == '_' || c == '@' || (c == '.' && !out.empty());
    constexpr std::string_view kHex = "0123456789abcdef";
    if (plain && c < 128)
      out += static_cast<char>(c);
    else
      out.append({'%', kHex[c >> 4], kHex[c & 15U]});
  }
  if (out.size() > kLongest) return out.substr(0, kLongest) + "~" + sha256(id).substr(0, 16);
  return out.empty() ? "%" : out;
}

}  // namespace llmsys
