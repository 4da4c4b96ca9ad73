#include "autograder/export/shown.h"

#include <algorithm>

#include "autograder/report/explanation.h"
#include "autograder/report/printable.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

const Rung* find_rung(const GradeReport& report, const TestReport& test) {
  const Task* task = report.lab.find(test.task);
  if (task == nullptr) return nullptr;
  const auto at =
      std::find_if(task->rungs.begin(), task->rungs.end(), [&](const Rung& r) { return r.name == test.rung; });
  return at == task->rungs.end() ? nullptr : &*at;
}

}  // namespace

bool is_hidden(const GradeReport& report, const TestReport& test) {
  const Rung* rung = find_rung(report, test);
  return (rung != nullptr && rung->hidden) || test.rung.starts_with("hidden");
}

GradeReport shown_to_students(GradeReport report) {
  for (TestReport& test : report.tests) {
    if (!is_hidden(report, test)) continue;
    TestReport shown;
    shown.task = test.task;
    shown.rung = test.rung;
    shown.claim = "hidden test";
    shown.kind = test.kind;
    shown.status = test.status;
    shown.points = test.points;
    shown.max_points = test.max_points;
    if (test.status != Status::pass)
      shown.message = text(report.lab.id(), " task ", test.task, ": a hidden test ended with ", to_text(test.status));
    test = shown;
  }
  return report;
}

std::string test_name(const TestReport& test) { return text(test.task, " ", test.rung); }

std::string explanation_text(const GradeReport& report, const TestReport& test) {
  std::vector<Paragraph> paragraphs = explanation(report, test, nullptr, kHighestHint, 0);
  if (test.status == Status::pass) paragraphs.insert(paragraphs.begin(), {"", test.claim, false});
  std::string out;
  for (const Paragraph& paragraph : paragraphs) {
    if (paragraph.content.empty()) continue;
    const char* between = paragraph.content.find('\n') == std::string::npos ? ": " : ":\n";
    out += text(out.empty() ? "" : "\n", paragraph.label, paragraph.label.empty() ? "" : between, paragraph.content);
  }
  return printable(out.empty() ? to_text(test.status) : out);
}

std::string overview_text(const GradeReport& report) {
  std::string out = text(report.lab.id(), ": ", report.points(), " of ", report.max_points(), " points");
  const auto failed = std::count_if(report.tests.begin(), report.tests.end(),
                                    [](const TestReport& test) { return test.status == Status::internal; });
  if (failed > 0)
    out += text("\nThe grader itself failed in ", failed, failed == 1 ? " test" : " tests",
                ": this is not your mistake. Ask your instructor to grade again.");
  out += "\n" + report.sandbox_words();
  for (const std::string& warning : report.warnings) out += "\n" + printable(warning);
  return out;
}

std::string xml_escaped(std::string_view text_) {
  std::string out = html_escaped(text_);  // without controls and bytes that are not UTF-8
  for (const std::string_view not_a_character : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
    for (size_t at = 0; (at = out.find(not_a_character, at)) != std::string::npos;) out.replace(at, 3, "?");
  return out;
}

}  // namespace llmsys
