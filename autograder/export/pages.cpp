// A page for each student, and one that links them.
#include "autograder/export/csv.h"
#include "autograder/export/shown.h"
#include "autograder/export/tables.h"
#include "autograder/report/html_style.h"
#include "autograder/report/printable.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

std::string page(const std::string& title, const std::string& body) {
  return text("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">",
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>", title,
              "</title><style>", kReportStyle, "</style></head>\n<body><main>\n<h1>", title, "</h1>\n", body,
              "</main></body></html>\n");
}

// For a submission without a report: what came instead.
std::string explanation_page(const StudentResult& submission) {
  const std::string why = submission.failed_inside()
                              ? "The grader itself failed: this is no grade. Ask your instructor to grade again."
                              : "Nothing could be graded.";
  return page(html_escaped(submission.called()), text("<section class=\"card\"><p>", why, "</p><pre>",
                                                      html_escaped(submission.message), "</pre></section>\n"));
}

std::string page_path(const std::string& id) { return text("reports/", file_name(id), ".html"); }

// In a link a percent sign is written as %25.
std::string page_link(const std::string& id) {
  std::string out;
  for (const char c : page_path(id)) out += c == '%' ? "%25" : std::string(1, c);
  return out;
}

std::string index_row(const Grade& grade, bool has_page) {
  const std::string called = html_escaped(grade.name.empty() ? grade.id : grade.name);
  const std::string who = has_page ? text("<a href=\"", page_link(grade.id), "\">", called, "</a>") : called;
  const std::string points =
      grade.withheld ? "grade again" : text(grade_text(grade.result.final), " / ", grade_text(grade.max));
  return text("<tr><td>", who, "</td><td class=\"number\">", points, "</td><td>", html_escaped(join(grade.notes, "; ")),
              "</td></tr>\n");
}

std::string index_page(const ClassResults& results, const std::vector<Grade>& grades,
                       const std::map<std::string, std::string>& pages) {
  std::string rows;
  for (const Grade& grade : grades) rows += index_row(grade, pages.contains(page_path(grade.id)));
  return page(
      text("Lab ", results.lab, ": ", grades.size(), " students"),
      text("<section class=\"card\"><table><thead><tr><th scope=\"col\">Student</th><th scope=\"col\">Points</th>",
           "<th scope=\"col\">Notes</th></tr></thead><tbody>\n", rows, "</tbody></table></section>\n"));
}

}  // namespace

std::map<std::string, std::string> grade_pages(const ClassResults& results, const std::vector<Grade>& grades,
                                               int hint) {
  std::map<std::string, std::string> pages;
  for (const StudentResult& submission : results.submissions)
    pages[page_path(submission.id)] =
        submission.report ? html_report(shown_to_students(*submission.report), hint) : explanation_page(submission);
  pages["index.html"] = index_page(results, grades, pages);
  return pages;
}

}  // namespace llmsys
