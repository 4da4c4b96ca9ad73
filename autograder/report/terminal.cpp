// The report for people, in a terminal or a pipe.
#include <algorithm>

#include "autograder/report/printable.h"
#include "autograder/report/report.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr size_t kStatusWidth = 11;
constexpr size_t kNameWidth = 14;
constexpr size_t kTitleWidth = 52;
constexpr size_t kShownOutput = 400;

class Page {
 public:
  Page(int hint, bool color) : hint_(hint), color_(color) {}

  void line(const std::string& content = "") { out_ += content + "\n"; }

  [[nodiscard]] std::string paint(const std::string& content, const char* code) const {
    return color_ ? text("\x1b[", code, "m", content, "\x1b[0m") : content;
  }

  [[nodiscard]] std::string status(Status status) const {
    const std::string word = padded(std::string(to_text(status)), kStatusWidth);
    if (status == Status::pass) return paint(word, "32");
    return paint(word, status == Status::not_graded || status == Status::partial ? "33" : "31");
  }

  static std::string padded(std::string content, size_t width) {
    if (content.size() < width) content.append(width - content.size(), ' ');
    return content;
  }

  // A paragraph below a test, indented.
  void detail(const std::string& label, const std::string& content) {
    if (content.empty()) return;
    const std::string indent(4 + kStatusWidth, ' ');
    std::string body = printable(content);
    while (!body.empty() && body.back() == '\n') body.pop_back();
    for (size_t at = body.find('\n'); at != std::string::npos; at = body.find('\n', at + 1))
      body.insert(at + 1, indent);
    line(indent + (label.empty() ? "" : paint(label + ": ", "1")) + body);
  }

  [[nodiscard]] int hint() const { return hint_; }
  std::string take() { return std::move(out_); }

 private:
  int hint_;
  bool color_;
  std::string out_;
};

std::string points_text(int points, int max_points) { return text(points, "/", max_points); }

void show_timings(Page& page, const TestReport& test) {
  for (const Timing& timing : test.timings) page.detail("", text(timing));
}

void show_test(Page& page, const GradeReport& report, const TestReport& test, const std::string& above) {
  page.line(text("    ", page.status(test.status), Page::padded(test.rung, kNameWidth),
                 Page::padded(points_text(test.points, test.max_points), 7), test.claim));
  if (test.status == Status::pass) return show_timings(page, test);
  if (test.message == above) {
    page.detail("", "the same as above");
    return;
  }
  page.detail("", report.reason(test));
  if (page.hint() >= 1) page.detail("look at", test.probe);
  if (page.hint() >= 2) page.detail("likely cause", test.cause);
  if (page.hint() >= 3 && test.handout_line > 0)
    page.detail("handout", text("labs/", report.lab.folder, "/README.md:", test.handout_line));
  if (test.status != Status::crash) page.detail("your program printed", test.output.substr(0, kShownOutput));
}

void show_task(Page& page, const GradeReport& report, const Task& task) {
  const std::vector<const TestReport*> tests = report.tests_of(task.id);
  if (tests.empty()) return;
  int points = 0, max_points = 0;
  for (const TestReport* test : tests) points += test->points, max_points += counted_points(*test);
  const std::string title = Page::padded(text(task.id, "  ", task.title), kTitleWidth);
  page.line(text("  ", page.paint(title, "1"), points_text(points, max_points)));
  if (!task.file.empty() && std::all_of(tests.begin(), tests.end(), [](const auto* t) { return is_to_do(*t); })) {
    page.line(text("    ", page.paint(Page::padded("to do", kStatusWidth), "33"), "labs/", report.lab.folder, "/",
                   task.file));
    return;
  }
  if (std::all_of(tests.begin(), tests.end(), [](const auto* t) { return t->status == Status::build; })) {
    page.line(text("    ", page.status(Status::build), "none of its tests can run"));
    page.detail("", report.reason(*tests.front()));
    return;
  }
  std::string above;
  for (const TestReport* test : tests) {
    show_test(page, report, *test, above);
    above = test->message;
  }
}

void show_total(Page& page, const GradeReport& report) {
  std::string pots;
  for (const auto& [kind, points] : report.pots())
    pots += text("   ", kind, " ", points_text(points.earned, points.possible));
  const std::string change = report.change();
  page.line(text("  ", page.paint(text("Points ", points_text(report.points(), report.max_points())), "1"), pots,
                 change.empty() ? "" : "   ", change));
}

// Where to go on: the first task that lacks points.
void show_next(Page& page, const GradeReport& report) {
  for (const TestReport& test : report.tests) {
    const Task* task = report.lab.find(test.task);
    if (test.status == Status::pass || test.status == Status::not_graded || task == nullptr || task->file.empty())
      continue;
    page.line(text("  Next: task ", task->id, ", ", task->title, ". Edit labs/", report.lab.folder, "/", task->file,
                   " and run ./lab grade ", report.lab.number, " --task ", task->id));
    if (page.hint() < 3)
      page.line(text("  Stuck? Add --hint ", page.hint() + 1, ", or read labs/", report.lab.folder, "/README.md#",
                     task->handout));
    return;
  }
}

}  // namespace

std::string terminal_report(const GradeReport& report, int hint, bool color) {
  Page page(hint, color);
  page.line(text("Lab ", report.lab.folder.substr(0, 2), "  ", page.paint(report.lab.title, "1")));
  page.line();
  for (const Task& task : report.lab.tasks) show_task(page, report, task);
  page.line();
  for (const std::string& warning : report.warnings) page.line(printable(warning));
  show_total(page, report);
  show_next(page, report);
  const std::string elapsed = text(static_cast<double>(static_cast<int>(report.seconds * 10)) / 10);
  page.line(
      text("  ", elapsed, " s, ", report.seed_shown ? text("seed ", report.seed, ", ") : "", report.sandbox_words()));
  return page.take();
}

}  // namespace llmsys
