// The report as GitHub's Markdown. What students wrote is in fenced blocks, longer than any fence inside; a summary or a comment has
// a limit of characters, so the tables come first and explanations are left out from where it would be passed.
#include <algorithm>

#include "autograder/report/explanation.h"
#include "autograder/report/printable.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr size_t kMostCharacters = 60000;  // a comment holds 65536
constexpr size_t kShownOutput = 2000;
constexpr size_t kMostOfBlock = 6000;

// Text that is nothing but text: no markup, no links, no mentions.
std::string plain(std::string_view content) {
  std::string out;
  for (const char c : printable(content)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '@':
      case '#':  // GitHub looks for names and numbers of issues when entities and backslashes are gone already
        out += c;
        out += "&#8203;";
        break;
      case '\n': out += ' '; break;
      default:
        if (std::string_view("\\`*_{}[]()!|~").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
  }
  return out;
}

std::string fenced(std::string_view content) {
  std::string body = without_workflow_commands(printable(clipped(content, kMostOfBlock)));
  while (!body.empty() && body.back() == '\n') body.pop_back();
  size_t longest = 2, run = 0;
  for (const char c : body) longest = std::max(longest, run = c == '`' ? run + 1 : 0);
  const std::string fence(longest + 1, '`');
  return text(fence, "text\n", body, "\n", fence, "\n");
}

std::string sign(Status status) {
  if (status == Status::pass) return "\u2705 ";
  return status == Status::partial || status == Status::not_graded ? "\U0001F7E1 " : "\u274C ";
}

std::string points_cell(const Points& points) { return text(points.earned, " / ", points.possible); }

std::string pots_table(const GradeReport& report) {
  std::string out = "| Pot | Points |\n| --- | ---: |\n";
  for (const auto& [kind, points] : report.pots()) out += text("| ", kind, " | ", points_cell(points), " |\n");
  return out + text("| **all** | **", points_cell({report.points(), report.max_points()}), "** |\n");
}

std::string tests_table(const std::vector<const TestReport*>& tests) {
  std::string out = "| Result | Rung | Points | What holds when it passes |\n| --- | --- | ---: | --- |\n";
  for (const TestReport* test : tests)
    out += text("| ", sign(test->status), to_text(test->status), " | ", plain(test->rung), " | ",
                points_cell({test->points, test->max_points}), " | ", plain(test->claim), " |\n");
  return out;
}

std::string paragraph_text(const Paragraph& paragraph) {
  if (paragraph.verbatim)
    return text(paragraph.label.empty() ? "" : text("\n**", paragraph.label, ":**\n"), "\n", fenced(paragraph.content));
  return text("\n", paragraph.label.empty() ? "" : text("**", paragraph.label, ":** "), plain(paragraph.content), "\n");
}

std::string details(const TestReport& test, const std::vector<Paragraph>& paragraphs) {
  if (paragraphs.empty()) return "";
  std::string out = text("\n<details><summary>", to_text(test.status), " ", html_escaped(test.task), " ",
                         html_escaped(test.rung), "</summary>\n");
  for (const Paragraph& paragraph : paragraphs) out += paragraph_text(paragraph);
  return out + "\n</details>\n";
}

std::string task_heading(const Task& task, const std::vector<const TestReport*>& tests) {
  return text("\n## ", plain(task.id), " ", plain(task.title), ": ", points_cell(points_of(tests)), "\n\n");
}

// What is below a task's heading, without the explanations of its tests.
std::string task_summary(const GradeReport& report, const Task& task, const std::vector<const TestReport*>& tests) {
  if (is_to_do(task, tests)) return text("To do: `labs/", report.lab.folder, "/", task.file, "`\n");
  if (is_not_built(tests)) return sign(Status::build) + "BUILD: none of its tests can run.\n";
  return tests_table(tests);
}

std::string task_details(const GradeReport& report, const Task& task, const std::vector<const TestReport*>& tests,
                         int hint) {
  if (is_to_do(task, tests)) return "";
  if (is_not_built(tests)) return "\n" + fenced(report.reason(*tests.front()));
  std::string out;
  const TestReport* above = nullptr;
  for (const TestReport* test : tests) {
    out += details(*test, explanation(report, *test, above, hint, kShownOutput));
    above = test;
  }
  return out;
}

std::string foot(const GradeReport& report) {
  std::string out;
  for (const std::string& line : {report.change(), report.hint_text(), report.sandbox_words()})
    if (!line.empty()) out += "\n" + plain(line) + "\n";
  if (!report.seed_shown) return out;
  return out + text("\nThe same inputs again: `./lab grade ", report.lab.number, " --seed ", report.seed, "`\n");
}

}  // namespace

std::string markdown_report(const GradeReport& report, int hint) {
  const std::string head =
      text("# Lab ", plain(report.lab.folder.substr(0, 2)), ": ", plain(report.lab.title), "\n\n", pots_table(report));
  const std::string end = foot(report);
  size_t left = kMostCharacters - std::min(kMostCharacters, head.size() + end.size() + 200);
  std::string body;
  bool cut = false;
  const auto put = [&](const std::string& part) {
    if (part.size() > left) {
      cut = true;
      return;
    }
    body += part;
    left -= part.size();
  };
  for (const Task& task : report.lab.tasks) {
    const std::vector<const TestReport*> tests = report.tests_of(task.id);
    if (tests.empty()) continue;
    put(task_heading(task, tests) + task_summary(report, task, tests));
    put(task_details(report, task, tests, hint));
  }
  for (const std::string& warning : report.warnings) put("\n" + fenced(warning));
  return head + body +
         (cut ? "\nSome explanations are left out here, for want of room: see the report as a page or as JSON.\n"
              : "") +
         end;
}

}  // namespace llmsys
