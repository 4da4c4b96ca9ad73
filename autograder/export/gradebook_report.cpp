// What an instructor reads before importing a gradebook.
#include "autograder/export/gradebook.h"
#include "autograder/report/printable.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

std::string section(const std::string& heading, const std::vector<std::string>& lines) {
  if (lines.empty()) return "";
  std::string out = text(heading, " (", lines.size(), "):\n");
  for (const std::string& line : lines) out += text("  ", printable(line), "\n");
  return out;
}

}  // namespace

std::string gradebook_report(const Gradebook& book, bool all) {
  std::string out;
  for (size_t i = 0; all && i < book.changes.size(); ++i) {
    const GradebookChange& change = book.changes[i];
    out += text("  ", printable(change.student), ": ", change.before.empty() ? "(empty)" : printable(change.before),
                " -> ", change.after, "\n");
  }
  out += text(book.changes.size(), " grades changed, ", book.unchanged, " were there already\n");
  out += section("Left as they were, without a submission", book.no_submission);
  out += section("Submissions that no row is for", book.no_row);
  return out + section("Worth a look", book.remarks);
}

std::string grade_comment(const Grade& grade, const GradebookOptions& options) {
  const LateResult& result = grade.result;
  std::string out = text(options.feedback_mark, " ", grade_text(result.raw), " of ", grade_text(grade.max), " points");
  if (result.late_seconds > 0) out += text("; ", lateness_text(result.late_seconds), " late");
  if (result.tokens > 0) out += text("; ", result.tokens, result.tokens == 1 ? " token" : " tokens", " spent");
  if (result.penalty > 0)
    out += text("; ", grade_text(result.penalty), " taken off; ", grade_text(result.final), " count");
  if (grade.status == "no_files") out += "; no file of the lab was found in what was handed in";
  if (grade.status == "bad_archive") out += "; what was handed in could not be unpacked";
  return out;
}

}  // namespace llmsys
