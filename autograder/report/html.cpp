// The report as a page that needs nothing else: no script, no network.
#include <algorithm>

#include "autograder/report/html_style.h"
#include "autograder/report/printable.h"
#include "autograder/report/report.h"
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

std::string paragraph(std::string_view label, const std::string& content) {
  if (content.empty()) return "";
  return text("<p><b>", label, "</b> ", html_escaped(content), "</p>");
}

std::string block(const std::string& content) { return text("<pre>", html_escaped(content), "</pre>"); }

// Why a test did not pass, as much as the hint level tells.
std::string timings(const TestReport& test) {
  std::string out;
  for (const Timing& timing : test.timings) out += text("<p class=\"soft\">", html_escaped(text(timing)), "</p>");
  return out;
}

std::string explanation(const GradeReport& report, const TestReport& test, const std::string& above, int hint) {
  if (test.status == Status::pass) return timings(test);
  if (test.message == above) return "<p class=\"soft\">The same as above.</p>";
  std::string out = test.message.empty() ? "" : block(report.reason(test));
  if (hint >= 1) out += paragraph("Look at:", test.probe);
  if (hint >= 2) out += paragraph("Likely cause:", test.cause);
  if (hint >= 3 && test.handout_line > 0)
    out += text("<p><b>Handout:</b> <code>labs/", html_escaped(report.lab.folder), "/README.md:", test.handout_line,
                "</code></p>");
  if (!test.output.empty())
    out += text("<details><summary>What your program printed</summary>", block(test.output.substr(0, kShownOutput)),
                "</details>");
  return out;
}

std::string test_row(const GradeReport& report, const TestReport& test, const std::string& above, int hint) {
  return text("<tr><td>", status_pill(test.status), "</td><td>", html_escaped(test.rung), "</td><td class=\"number\">",
              test.points, " / ", test.max_points, "</td><td>", html_escaped(test.claim),
              explanation(report, test, above, hint), "</td></tr>\n");
}

std::string test_table(const GradeReport& report, const std::vector<const TestReport*>& tests, int hint) {
  std::string rows, above;
  for (const TestReport* test : tests) {
    rows += test_row(report, *test, above, hint);
    above = test->message;
  }
  return text("<table><thead><tr><th scope=\"col\">Result</th><th scope=\"col\">Rung</th><th scope=\"col\">Points</th>",
              "<th scope=\"col\">What holds when it passes</th></tr></thead>\n<tbody>\n", rows, "</tbody></table>");
}

// What is shown below a task's heading: its tests, or one thing that is true of them all.
std::string task_body(const GradeReport& report, const Task& task, int hint) {
  const std::vector<const TestReport*> tests = report.tests_of(task.id);
  const auto all = [&](auto holds) { return std::all_of(tests.begin(), tests.end(), holds); };
  if (!task.file.empty() && all([](const TestReport* test) { return is_to_do(*test); }))
    return text("<p>", pill("wait", "\u2022", "TO DO"), " <code>labs/", html_escaped(report.lab.folder), "/",
                html_escaped(task.file), "</code></p>");
  if (all([](const TestReport* test) { return test->status == Status::build; }))
    return text("<p>", status_pill(Status::build), " None of its tests can run.</p>", block(report.reason(*tests[0])));
  return test_table(report, tests, hint);
}

std::string task_section(const GradeReport& report, const Task& task, int hint) {
  const std::vector<const TestReport*> tests = report.tests_of(task.id);
  if (tests.empty()) return "";
  Points points;
  for (const TestReport* test : tests) points.earned += test->points, points.possible += counted_points(*test);
  return text("<section class=\"card\"><div class=\"head\"><h2>", html_escaped(task.id), "&ensp;",
              html_escaped(task.title), "</h2><span class=\"number\">", points.earned, " / ", points.possible,
              "</span></div>\n", task_body(report, task, hint), "</section>\n");
}

std::string pot_row(RungKind kind, const Points& points) {
  const int percent = points.possible == 0 ? 0 : 100 * points.earned / points.possible;
  return text("<dt>", to_text(kind), "</dt><dd class=\"bar\" aria-hidden=\"true\"><i style=\"width:", percent,
              "%\"></i></dd><dd class=\"number\">", points.earned, " / ", points.possible, "</dd>");
}

std::string score_card(const GradeReport& report) {
  std::string pots;
  for (const auto& [kind, points] : report.pots()) pots += pot_row(kind, points);
  const std::string change = report.change();
  return text("<div class=\"card score\"><div><div class=\"total\">", report.points(), " <small>of ",
              report.max_points(), " points</small></div>",
              change.empty() ? "" : text("<p class=\"soft\">", change, "</p>"), "</div><dl class=\"pots\">", pots,
              "</dl></div>\n");
}

std::string warnings_section(const GradeReport& report) {
  std::string blocks;
  for (const std::string& warning : report.warnings) blocks += block(warning);
  return blocks.empty() ? "" : text("<section class=\"card\"><h2>Remarks of the build</h2>", blocks, "</section>\n");
}

}  // namespace

std::string html_report(const GradeReport& report, int hint) {
  const std::string number = html_escaped(report.lab.folder.substr(0, 2)), title = html_escaped(report.lab.title);
  std::string page = text("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">",
                          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Lab ", number,
                          ": ", title, "</title><style>", kReportStyle, "</style></head>\n<body><main>\n",
                          "<p class=\"eyebrow\">Lab ", number, "</p><h1>", title, "</h1>\n", score_card(report));
  for (const Task& task : report.lab.tasks) page += task_section(report, task, hint);
  page += warnings_section(report);
  const std::string again =
      text("<p>The same inputs again: <code>./lab grade ", report.lab.number, " --seed ", report.seed, "</code></p>\n");
  return page + text("<footer class=\"soft\">", report.seed_shown ? again : "", "<p>",
                     html_escaped(report.sandbox_words()), "</p></footer>\n</main></body></html>\n");
}

}  // namespace llmsys
