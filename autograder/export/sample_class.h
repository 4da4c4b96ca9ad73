/// @file
/// Small results of a class, for the tests of what exports them.
#pragma once
#include "autograder/export/class_results.h"
#include "autograder/export/grades.h"
#include "autograder/report/sample_report.h"
#include "framework/base/text.h"
#include "framework/testing/test.h"

namespace llmsys::testing {

/// What a hidden test's report holds that no student may see.
inline constexpr const char* kSecret = "got 2.5, want 7.25";

/// sample_report() with a hidden test that failed, and one that passed.
inline GradeReport report_with_hidden_tests() {
  GradeReport report = sample_report();
  for (const auto& [task, status] : {std::pair{"7.1", Status::fail}, {"7.2", Status::pass}}) {
    TestReport& test = add_test(report, task, "hidden_sizes", status, 2, kSecret);
    test.claim = test.probe = test.diagnosis = test.cause = test.output = kSecret;
    test.handout_line = 9;
  }
  return report;
}

/// A report of lab `lab` with so many of 85 core points and of 15 challenge points.
inline GradeReport report_of(int lab, int core, int challenge) {
  GradeReport report;
  report.lab.number = lab;
  report.lab.folder = text(lab < 10 ? "0" : "", lab, "_lab");
  for (const auto& [kind, points, possible] :
       {std::tuple{RungKind::core, core, 85}, std::tuple{RungKind::challenge, challenge, 15}}) {
    TestReport& test = add_test(report, "1", kind == RungKind::core ? "a" : "b", Status::partial, possible, "");
    test.kind = kind;
    test.points = points;
  }
  return report;
}

/// A graded submission. @param submitted  ISO 8601 with an offset; empty: unknown
inline StudentResult student_result(const std::string& id, const GradeReport& report,
                                    const std::string& submitted = "") {
  StudentResult out;
  out.id = id;
  out.submitted = parse_moment(submitted);
  out.status = "graded";
  out.report = report;
  return out;
}

/// Results of one lab.
inline ClassResults class_of(int lab, std::vector<StudentResult> students) {
  ClassResults out;
  out.lab = lab;
  out.submissions = std::move(students);
  return out;
}

/// A grade that is there already.
inline Grade grade_of(const std::string& id, double final, const std::string& name = "",
                      const std::string& email = "") {
  Grade out;
  out.id = id;
  out.name = name;
  out.email = email;
  out.max = 100;
  out.result.raw = out.result.final = final;
  out.status = "graded";
  return out;
}

/// Whether `text` holds `part`.
inline bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace llmsys::testing
