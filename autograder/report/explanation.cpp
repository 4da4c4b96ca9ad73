#include "autograder/report/explanation.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include "autograder/report/printable.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

void add(std::vector<Paragraph>& out, const char* label, const std::string& content, bool verbatim = false) {
  if (!content.empty()) out.push_back({label, content, verbatim});
}

void add_hints(std::vector<Paragraph>& out, const GradeReport& report, const TestReport& test, int hint) {
  if (hint >= 1) add(out, "Look at", test.probe);
  if (hint >= 2) add(out, "Likely cause", test.cause, test.cause.find('\n') != std::string::npos);
  if (hint >= 3 && test.handout_line > 0)
    add(out, "Handout", text("labs/", report.lab.folder, "/README.md:", test.handout_line));
}

// Whether a line is the last words of a program that died, which the message has already.
bool is_last_word(const std::string& line) {
  constexpr std::array<std::string_view, 8> kBegin = {
      "SIGSEGV: ",  "SIGFPE: ",           "SIGILL: ", "terminate called ",
      "  what(): ", "double free or cor", "free(): ", "malloc(): "};
  return std::any_of(kBegin.begin(), kBegin.end(), [&](auto begin) { return line.starts_with(begin); }) ||
         line.find(": Assertion '") != std::string::npos || line.find(": Assertion `") != std::string::npos;
}

// What the program printed, without its last words; empty if that is white space only.
std::string printed_by(const TestReport& test) {
  std::istringstream lines(test.output);
  std::string out;
  for (std::string line; std::getline(lines, line);)
    if (test.status != Status::crash || !is_last_word(line)) out += line + "\n";
  return out.find_first_not_of(" \n") == std::string::npos ? "" : out;
}

}  // namespace

std::vector<Paragraph> explanation(const GradeReport& report, const TestReport& test, const TestReport* above, int hint,
                                   size_t most_output) {
  std::vector<Paragraph> out;
  if (test.status == Status::pass) {
    for (const Timing& timing : test.timings) add(out, "Time", text(timing));
    return out;
  }
  if (above != nullptr && !test.message.empty() && test.message == above->message)
    return {{"", "the same as above", false}};
  add(out, "", report.reason(test), true);
  if (above == nullptr || test.source != above->source) add(out, "Your code", test.source, true);
  add_hints(out, report, test, hint);
  for (const Timing& timing : test.timings) add(out, "Time", text(timing));
  if (most_output > 0) add(out, "Your program printed", clipped(printed_by(test), most_output), true);
  return out;
}

bool is_to_do(const Task& task, const std::vector<const TestReport*>& tests) {
  return !task.file.empty() &&
         std::all_of(tests.begin(), tests.end(), [](const auto* test) { return is_to_do(*test); });
}

bool is_not_built(const std::vector<const TestReport*>& tests) {
  return std::all_of(tests.begin(), tests.end(), [](const auto* test) { return test->status == Status::build; });
}

Points points_of(const std::vector<const TestReport*>& tests) {
  Points out;
  for (const TestReport* test : tests) out.earned += test->points, out.possible += counted_points(*test);
  return out;
}

}  // namespace llmsys
