// The report for people, in a terminal or a pipe.
#include <algorithm>

#include "autograder/report/explanation.h"
#include "autograder/report/printable.h"
#include "autograder/report/wrap.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr int kStatusWidth = 11;
constexpr int kNameWidth = 14;
constexpr int kPointsWidth = 7;
constexpr int kTitleWidth = 52;
constexpr int kMargin = 4;
constexpr int kNarrow = 80;  // columns: below, claims have lines of their own
constexpr size_t kShownOutput = 400;

// At least one space behind it: names may be longer than their column.
std::string padded(std::string content, int width) {
  content.append(static_cast<size_t>(std::max(1, width - columns_of(content))), ' ');
  return content;
}

class Page {
 public:
  Page(int hint, bool color, int columns) : hint_(hint), color_(color), columns_(columns) {}

  void line(const std::string& content = "") { out_ += content + "\n"; }

  // A paragraph, indented from its second line on.
  void paragraph(const std::string& content, int indent) { line(wrapped(content, columns_, indent)); }

  [[nodiscard]] std::string paint(const std::string& content, const char* code) const {
    return color_ ? text("\x1b[", code, "m", content, "\x1b[0m") : content;
  }

  [[nodiscard]] std::string status(Status status) const {
    const std::string word = padded(std::string(to_text(status)), kStatusWidth);
    if (status == Status::pass) return paint(word, "32");
    return paint(word, status == Status::not_graded || status == Status::partial ? "33" : "31");
  }

  // A paragraph below a test.
  void detail(const std::string& label, const std::string& content) {
    const int indent = is_narrow() ? kMargin + 2 : kMargin + kStatusWidth;
    std::string body = printable(content);
    while (!body.empty() && body.back() == '\n') body.pop_back();
    const bool own_line = body.find('\n') != std::string::npos && !label.empty();
    const std::string space(static_cast<size_t>(indent), ' ');
    const int used = indent + (label.empty() ? 0 : static_cast<int>(label.size()) + 2);
    const std::string first = label.empty() ? "" : paint(label + ":", "1") + (own_line ? "\n" + space : " ");
    line(space + first + wrapped(body, columns_, indent, own_line ? indent : used));
  }

  void claim(const std::string& content) {
    const int indent = kMargin + kStatusWidth + kNameWidth + kPointsWidth;
    if (is_narrow())
      out_ += text("\n", std::string(kMargin + 2, ' '), wrapped(content, columns_, kMargin + 2, kMargin + 2), "\n");
    else
      out_ += wrapped(content, columns_, indent, indent) + "\n";
  }

  void put(const std::string& content) { out_ += content; }
  [[nodiscard]] bool is_narrow() const { return columns_ > 0 && columns_ < kNarrow; }
  [[nodiscard]] int title_width() const { return is_narrow() ? std::max(8, columns_ - 12) : kTitleWidth; }
  [[nodiscard]] int hint() const { return hint_; }
  std::string take() { return std::move(out_); }

 private:
  int hint_;
  bool color_;
  int columns_;
  std::string out_;
};

std::string points_text(const Points& points) { return text(points.earned, "/", points.possible); }

void show_test(Page& page, const GradeReport& report, const TestReport& test, const TestReport* above) {
  page.put(text(std::string(kMargin, ' '), page.status(test.status), padded(test.rung, kNameWidth),
                padded(points_text({test.points, test.max_points}), kPointsWidth)));
  page.claim(test.claim);
  for (const Paragraph& paragraph : explanation(report, test, above, page.hint(), kShownOutput))
    page.detail(paragraph.label, paragraph.content);
}

void show_task(Page& page, const GradeReport& report, const Task& task) {
  const std::vector<const TestReport*> tests = report.tests_of(task.id);
  if (tests.empty()) return;
  const std::string title = padded(text(task.id, "  ", task.title), page.title_width());
  page.line(text("  ", page.paint(title, "1"), points_text(points_of(tests))));
  if (is_to_do(task, tests)) {
    page.line(
        text("    ", page.paint(padded("to do", kStatusWidth), "33"), "labs/", report.lab.folder, "/", task.file));
    return;
  }
  if (is_not_built(tests)) {
    page.line(text("    ", page.status(Status::build), "none of its tests can run"));
    page.detail("", report.reason(*tests.front()));
    return;
  }
  const TestReport* above = nullptr;
  for (const TestReport* test : tests) {
    show_test(page, report, *test, above);
    above = test;
  }
}

void show_total(Page& page, const GradeReport& report) {
  std::string pots;
  for (const auto& [kind, points] : report.pots()) pots += text("   ", kind, " ", points_text(points));
  page.paragraph(
      text("  ", page.paint(text("Points ", points_text({report.points(), report.max_points()})), "1"), pots), 2);
  for (const std::string& more : {report.change(), report.hint_text()})
    if (!more.empty()) page.paragraph("  " + more, 2);
}

// What one more level of hints for a task would cost beyond those that were used for it.
int price_of_next(const GradeReport& report, const Task& task, int hint) {
  int paid = 0;
  for (const HintUse& use : report.hints_used)
    if (use.task == task.id) paid = use.cost;
  return std::max(0, report.hints.cost_of(hint + 1) - paid);
}

// Where to go on: the first task that lacks points.
void show_next(Page& page, const GradeReport& report) {
  for (const TestReport& test : report.tests) {
    const Task* task = report.lab.find(test.task);
    if (test.status == Status::pass || test.status == Status::not_graded || task == nullptr || task->file.empty())
      continue;
    page.paragraph(text("  Next: task ", task->id, ", ", task->title, ". Edit labs/", report.lab.folder, "/",
                        task->file, " and run ./lab grade ", report.lab.number, " --task ", task->id),
                   2);
    if (page.hint() == kHighestHint) return;
    const int cost = price_of_next(report, *task, page.hint());
    const std::string price =
        cost == 0 ? "" : text(" (costs ", cost, cost == 1 ? " point" : " points", " of the task)");
    const std::string more =
        page.hint() < report.hints.max ? text("Add --hint ", page.hint() + 1, price, ", or read") : "Read";
    page.paragraph(text("  Stuck? ", more, " labs/", report.lab.folder, "/README.md#", task->handout), 2);
    return;
  }
}

}  // namespace

std::string terminal_report(const GradeReport& report, int hint, bool color, int columns) {
  Page page(hint, color, columns);
  page.line(
      text("Lab ", report.lab.folder.substr(0, 2), "  ", page.paint(wrapped(report.lab.title, columns, 8, 8), "1")));
  page.line();
  for (const Task& task : report.lab.tasks) show_task(page, report, task);
  page.line();
  for (const std::string& warning : report.warnings) page.line(wrapped(printable(warning), columns, 0));
  show_total(page, report);
  show_next(page, report);
  const std::string elapsed = text(static_cast<double>(static_cast<int>(report.seconds * 10)) / 10);
  page.paragraph(
      text("  ", elapsed, " s", report.seed_shown ? text(", seed ", report.seed) : "", ", ", report.sandbox_words()),
      2);
  return without_workflow_commands(page.take());  // a pipe may lead to a runner
}

}  // namespace llmsys
