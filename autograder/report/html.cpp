// The report as a page that needs nothing else: no script, no network.
#include <sstream>

#include "autograder/report/explanation.h"
#include "autograder/report/html_style.h"
#include "autograder/report/printable.h"
#include "autograder/report/wrap.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr size_t kShownOutput = 4000;

// A status says in words and in a sign what its colour says too.
std::string pill(std::string_view color, std::string_view sign, std::string_view word) {
  return text("<span class=\"pill ", color, "\"><span aria-hidden=\"true\">", sign, "</span> ", word, "</span>");
}

std::string status_pill(Status status) {
  if (status == Status::pass) return pill("ok", "\u2713", to_text(status));
  if (status == Status::partial) return pill("wait", "\u25D1", to_text(status));
  if (status == Status::not_graded) return pill("wait", "\u2013", to_text(status));
  return pill("bad", "\u2717", to_text(status));
}

// Text is broken where it meets the edge; code and pictures stay as they are, and are scrolled, by keys, too.
std::string block(const std::string& content) {
  std::string out = "<pre>";
  std::istringstream lines(content);
  bool code = false;
  for (std::string line; std::getline(lines, line);) {
    const bool is_code = is_code_line(line);
    if (is_code && !code) out += "<span class=\"code\" role=\"group\" aria-label=\"code\" tabindex=\"0\">";
    if (!is_code && code) out += "</span>";
    code = is_code;
    out += html_escaped(line) + "\n";
  }
  if (code) out += "</span>";
  if (out.ends_with('\n')) out.pop_back();
  return out + "</pre>";
}

std::string paragraph_html(const Paragraph& paragraph) {
  const std::string label = paragraph.label.empty() ? "" : text("<b>", paragraph.label, ":</b> ");
  if (!paragraph.verbatim) return text("<p>", label, html_escaped(paragraph.content), "</p>");
  if (paragraph.label == "Your program printed")
    return text("<details><summary>What your program printed</summary>", block(paragraph.content), "</details>");
  return (label.empty() ? "" : text("<p>", label, "</p>")) + block(paragraph.content);
}

// A cell of a table. The roles are those of the elements, which narrow windows lay out as blocks: browsers then forget them.
std::string cell(std::string_view kind, std::string_view content) {
  return text("<td role=\"cell\"", kind, ">", content, "</td>");
}

std::string test_row(const GradeReport& report, const TestReport& test, const TestReport* above, int hint) {
  std::string why;
  for (const Paragraph& paragraph : explanation(report, test, above, hint, kShownOutput))
    why += paragraph_html(paragraph);
  return text("<tr role=\"row\">", cell("", status_pill(test.status)), "<th role=\"rowheader\" scope=\"row\">",
              html_escaped(test.rung), "</th>", cell(" class=\"number\"", text(test.points, " / ", test.max_points)),
              cell("", html_escaped(test.claim) + why), "</tr>\n");
}

std::string test_table(const GradeReport& report, const Task& task, const std::vector<const TestReport*>& tests,
                       int hint) {
  std::string rows, heads;
  const TestReport* above = nullptr;
  for (const TestReport* test : tests) {
    rows += test_row(report, *test, above, hint);
    above = test;
  }
  for (const char* head : {"Result", "Rung", "Points", "What holds when it passes"})
    heads += text("<th role=\"columnheader\" scope=\"col\">", head, "</th>");
  return text("<table role=\"table\"><caption class=\"unseen\">Tests of task ", html_escaped(task.id),
              "</caption><thead role=\"rowgroup\"><tr role=\"row\">", heads,
              "</tr></thead>\n<tbody role=\"rowgroup\">\n", rows, "</tbody></table>");
}

// What is shown below a task's heading: its tests, or one thing that is true of them all.
std::string task_body(const GradeReport& report, const Task& task, const std::vector<const TestReport*>& tests,
                      int hint) {
  if (is_to_do(task, tests))
    return text("<p>", pill("wait", "\u2022", "TO DO"), " <code>labs/", html_escaped(report.lab.folder), "/",
                html_escaped(task.file), "</code></p>");
  if (is_not_built(tests))
    return text("<p>", status_pill(Status::build), " None of its tests can run.</p>", block(report.reason(*tests[0])));
  return test_table(report, task, tests, hint);
}

std::string task_section(const GradeReport& report, const Task& task, int hint) {
  const std::vector<const TestReport*> tests = report.tests_of(task.id);
  if (tests.empty()) return "";
  const Points points = points_of(tests);
  const std::string id = "task-" + html_escaped(task.id);
  return text("<section class=\"card\" aria-labelledby=\"", id, "\"><div class=\"head\"><h2 id=\"", id, "\">",
              html_escaped(task.id), "&ensp;", html_escaped(task.title), "</h2><span class=\"number\">", points.earned,
              " / ", points.possible, "<span class=\"unseen\"> points</span></span></div>\n",
              task_body(report, task, tests, hint), "</section>\n");
}

std::string pot_row(RungKind kind, const Points& points) {
  const int percent = points.possible == 0 ? 0 : 100 * points.earned / points.possible;
  return text("<dt>", to_text(kind), "</dt><dd class=\"bar\" aria-hidden=\"true\"><i style=\"width:", percent,
              "%\"></i></dd><dd class=\"number\">", points.earned, " / ", points.possible, "</dd>");
}

std::string score_card(const GradeReport& report) {
  std::string pots, remarks;
  for (const auto& [kind, points] : report.pots()) pots += pot_row(kind, points);
  for (const std::string& remark : {report.change(), report.hint_text()})
    if (!remark.empty()) remarks += text("<p class=\"soft\">", html_escaped(remark), "</p>");
  return text("<section class=\"card score\" aria-label=\"Points\"><p class=\"total\">", report.points(), " <small>of ",
              report.max_points(), " points</small></p><dl class=\"pots\">", pots, "</dl>",
              remarks.empty() ? "" : text("<div class=\"remarks\">", remarks, "</div>"), "</section>\n");
}

std::string warnings_section(const GradeReport& report) {
  std::string blocks;
  for (const std::string& warning : report.warnings) blocks += block(warning);
  if (blocks.empty()) return "";
  return text("<section class=\"card\" aria-labelledby=\"remarks\"><h2 id=\"remarks\">Remarks of the build</h2>",
              blocks, "</section>\n");
}

std::string foot(const GradeReport& report) {
  const std::string seed =
      text("<p>The same inputs again: <code>./lab grade ", report.lab.number, " --seed ", report.seed, "</code></p>\n");
  return text("<footer class=\"soft\">", report.seed_shown ? seed : "", "<p>", html_escaped(report.sandbox_words()),
              "</p></footer>\n");
}

}  // namespace

std::string html_report(const GradeReport& report, int hint) {
  const std::string number = html_escaped(report.lab.folder.substr(0, 2)), title = html_escaped(report.lab.title);
  std::string page =
      text("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">",
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Lab ", number, ": ", title,
           "</title><style>", kReportStyle, "</style></head>\n<body>",
           "<a class=\"skip\" href=\"#main\">To the results</a>\n<header><p class=\"eyebrow\">Lab ", number, "</p><h1>",
           title, "</h1></header>\n<main id=\"main\" tabindex=\"-1\">\n", score_card(report));
  for (const Task& task : report.lab.tasks) page += task_section(report, task, hint);
  page += warnings_section(report);
  return page + text("</main>\n", foot(report), "</body></html>\n");
}

}  // namespace llmsys
