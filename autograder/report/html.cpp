// The report as a page that needs nothing else: no script, no network.
#include "autograder/report/printable.h"
#include "autograder/report/report.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --ok: #1a7f37; --bad: #b3261e; --wait: #8a6100; --line: #8884; }
@media (prefers-color-scheme: dark) { :root { --ok: #4ac26b; --bad: #ff8a80; --wait: #e3b341; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.total { font-size: 1.1rem; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line); }
.PASS { color: var(--ok); } .NOT-GRADED { color: var(--wait); } .bad { color: var(--bad); }
pre { white-space: pre-wrap; margin: .3rem 0; padding: .5rem .7rem; background: #8881; border-radius: 4px; font-size: .85rem; }
p { margin: .3rem 0; }
)css";

std::string status_cell(Status status) {
  const bool neutral = status == Status::pass || status == Status::not_graded;
  return text("<td class=\"", neutral ? to_text(status) : "bad", "\">", to_text(status), "</td>");
}

std::string paragraph(std::string_view label, const std::string& content) {
  if (content.empty()) return "";
  return text("<p><b>", label, "</b> ", html_escaped(content), "</p>");
}

std::string test_row(const TestReport& test, int hint) {
  std::string why = "<p>" + html_escaped(test.claim) + "</p>";
  if (test.status != Status::pass && !test.message.empty()) why += text("<pre>", html_escaped(test.message), "</pre>");
  if (hint >= 1) why += paragraph("Look at:", test.probe);
  if (hint >= 2) why += paragraph("Likely cause:", test.cause);
  if (test.status != Status::pass && !test.output.empty())
    why += text("<p><b>Your program printed:</b></p><pre>", html_escaped(test.output.substr(0, 4000)), "</pre>");
  return text("<tr>", status_cell(test.status), "<td>", html_escaped(test.rung), "</td><td>", test.points, "/",
              test.max_points, "</td><td>", why, "</td></tr>\n");
}

std::string task_section(const GradeReport& report, const Task& task, int hint) {
  std::string rows;
  for (const TestReport& test : report.tests)
    if (test.task == task.id) rows += test_row(test, hint);
  if (rows.empty()) return "";
  return text("<h2>", html_escaped(task.id), " ", html_escaped(task.title),
              "</h2>\n<table><thead><tr><th scope=\"col\">Result</th><th scope=\"col\">Rung</th>"
              "<th scope=\"col\">Points</th><th scope=\"col\">What holds</th></tr></thead>\n<tbody>\n",
              rows, "</tbody></table>\n");
}

}  // namespace

std::string html_report(const GradeReport& report, int hint) {
  const std::string title = html_escaped(text("Lab ", report.lab.folder.substr(0, 2), ": ", report.lab.title));
  std::string page = text("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">",
                          "<meta name=\"viewport\" content=\"width=device-width\"><title>", title, "</title><style>",
                          kStyle, "</style></head>\n<body><main><h1>", title, "</h1>\n<p class=\"total\">",
                          report.points(), " of ", report.max_points(), " points, seed ", report.seed, "</p>\n");
  for (const Task& task : report.lab.tasks) page += task_section(report, task, hint);
  for (const std::string& warning : report.warnings) page += text("<pre>", html_escaped(warning), "</pre>\n");
  return page + "</main></body></html>\n";
}

}  // namespace llmsys
