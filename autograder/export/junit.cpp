#include <algorithm>
#include <cstdio>

#include "autograder/export/formats.h"
#include "autograder/export/shown.h"
#include "autograder/report/printable.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr size_t kMostText = 20'000;

// Never 1e-05, which a decimal of XML Schema is not.
std::string seconds_text(double seconds) {
  char out[32];
  std::snprintf(out, sizeof out, "%.3f", seconds);
  return out;
}

enum class Outcome { success, failure, error, skipped };

// A failure is a wrong answer; an error, that there was none.
Outcome outcome_of(Status status) {
  switch (status) {
    case Status::pass:
    case Status::partial: return Outcome::success;
    case Status::fail: return Outcome::failure;
    case Status::not_graded: return Outcome::skipped;
    default: return Outcome::error;
  }
}

int64_t count_of(const GradeReport& report, Outcome outcome) {
  return std::count_if(report.tests.begin(), report.tests.end(),
                       [&](const TestReport& test) { return outcome_of(test.status) == outcome; });
}

std::string problem(const GradeReport& report, const TestReport& test, const char* element) {
  const std::string why = explanation_text(report, test);
  std::string all = why;
  if (!test.output.empty()) all += "\nIt printed:\n" + test.output;
  return text("<", element, " type=\"", to_text(test.status), "\" message=\"",
              xml_escaped(why.substr(0, why.find('\n'))), "\">", xml_escaped(clipped(all, kMostText)), "</", element,
              ">");
}

std::string test_case(const GradeReport& report, const TestReport& test) {
  std::string inside;
  switch (outcome_of(test.status)) {
    case Outcome::success: break;
    case Outcome::failure: inside = problem(report, test, "failure"); break;
    case Outcome::error: inside = problem(report, test, "error"); break;
    case Outcome::skipped: inside = "<skipped/>"; break;
  }
  return text("    <testcase classname=\"", xml_escaped(text(report.lab.id(), ".", test.task)), "\" name=\"",
              xml_escaped(text(test.rung, ": ", test.claim)), "\" time=\"", seconds_text(test.seconds), "\">", inside,
              "</testcase>\n");
}

std::string property(const char* name, const std::string& value) {
  return text("      <property name=\"", name, "\" value=\"", xml_escaped(value), "\"/>\n");
}

}  // namespace

std::string junit_report(const GradeReport& full, Moment when) {
  const GradeReport report = shown_to_students(full);
  const std::string id = report.lab.id();
  std::string out = text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite id=\"0\" package=\"",
                         id, "\" name=\"", id, "\" hostname=\"localhost\" timestamp=\"", iso_text(when).substr(0, 19),
                         "\" tests=\"", report.tests.size(), "\" failures=\"", count_of(report, Outcome::failure),
                         "\" errors=\"", count_of(report, Outcome::error), "\" skipped=\"",
                         count_of(report, Outcome::skipped), "\" time=\"", seconds_text(report.seconds), "\">\n");
  out += text("    <properties>\n", property("title", report.lab.title), property("points", text(report.points())),
              property("max_points", text(report.max_points())), "    </properties>\n");
  for (const TestReport& test : report.tests) out += test_case(report, test);
  return out + "    <system-out/>\n    <system-err/>\n  </testsuite>\n</testsuites>\n";
}

}  // namespace llmsys
