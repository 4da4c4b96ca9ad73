// GitHub Actions: what a step prints is read for commands, so nothing that a student can write may look like one.
#include <sys/random.h>

#include <algorithm>

#include "autograder/export/formats.h"
#include "autograder/export/shown.h"
#include "autograder/report/printable.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr size_t kMostAnnotations = 10;  // of a kind in a step; GitHub drops the rest
constexpr size_t kMostMessage = 4000, kMostOutput = 4000;

std::string replaced(std::string in, std::string_view what, std::string_view with) {
  for (size_t at = 0; (at = in.find(what, at)) != std::string::npos; at += with.size())
    in.replace(at, what.size(), with);
  return in;
}

std::string escaped_message(std::string_view message) {
  return replaced(replaced(replaced(std::string(message), "%", "%25"), "\r", "%0D"), "\n", "%0A");
}

std::string escaped_property(std::string_view value) {
  return replaced(replaced(escaped_message(value), ":", "%3A"), ",", "%2C");
}

// "labs/07_memory/split.cpp" and the line that the compiler or a checker named, if any.
std::string place(const GradeReport& report, const TestReport& test) {
  const Task* task = report.lab.find(test.task);
  if (task == nullptr || task->file.empty()) return "";
  std::string out = text("file=", escaped_property(text("labs/", report.lab.folder, "/", task->file)), ",");
  const size_t at = test.message.find(task->file + ":");
  if (at == std::string::npos) return out;
  const size_t digits = at + task->file.size() + 1;
  const size_t end = std::min(test.message.find_first_not_of("0123456789", digits), test.message.size());
  if (end > digits && end - digits < 7) out += text("line=", test.message.substr(digits, end - digits), ",");
  return out;
}

std::string annotation(const GradeReport& report, const TestReport& test) {
  const char* kind = test.status == Status::partial ? "warning" : "error";
  const std::string title = escaped_property(text(test_name(test), ": ", to_text(test.status)));
  return text("::", kind, " ", place(report, test), "title=", title,
              "::", escaped_message(without_workflow_commands(clipped(explanation_text(report, test), kMostMessage))),
              "\n");
}

bool is_shown(const TestReport& test, Status wanted) {
  if (wanted == Status::partial) return test.status == Status::partial;
  return test.status != Status::pass && test.status != Status::partial && test.status != Status::not_graded;
}

std::string annotations(const GradeReport& report, Status wanted, const char* kind) {
  std::vector<const TestReport*> shown;
  for (const TestReport& test : report.tests)
    if (is_shown(test, wanted)) shown.push_back(&test);
  const size_t count = shown.size() <= kMostAnnotations ? shown.size() : kMostAnnotations - 1;
  std::string out;
  for (size_t i = 0; i < count; ++i) out += annotation(report, *shown[i]);
  if (count < shown.size()) out += text("::", kind, " title=More::", shown.size() - count, " more: see the summary\n");
  return out;
}

// Students' output, between lines that make the runner deaf.
std::string outputs(const GradeReport& report, const std::string& token) {
  std::string printed;
  for (const TestReport& test : report.tests)
    if (!test.output.empty())
      printed += text(test_name(test), " printed:\n", clipped(printable(test.output), kMostOutput), "\n");
  return printed.empty()
             ? ""
             : text("::stop-commands::", token, "\n", without_workflow_commands(printed), "::", token, "::\n");
}

}  // namespace

ActionsOutput actions_output(const GradeReport& full, const std::string& token) {
  const GradeReport report = shown_to_students(full);
  ActionsOutput out;
  out.log = text("::notice title=", escaped_property(text("Lab ", report.lab.number)), "::", report.points(), " of ",
                 report.max_points(), " points\n", annotations(report, Status::fail, "error"),
                 annotations(report, Status::partial, "warning"), outputs(report, token));
  out.summary = markdown_report(report, kHighestHint);
  return out;
}

std::string random_token() {
  constexpr std::string_view kHex = "0123456789abcdef";
  unsigned char bytes[16];
  LLMSYS_CHECK(IoError, getrandom(bytes, sizeof bytes, 0) == sizeof bytes, "the system gives no random numbers");
  std::string out;
  for (const unsigned char byte : bytes) out.append({kHex[byte >> 4], kHex[byte & 15U]});
  return out;
}

}  // namespace llmsys
