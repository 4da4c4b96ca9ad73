/// @file
/// A small report for the tests of what shows it.
#pragma once
#include "autograder/report/report.h"

namespace llmsys::testing {

/// Adds a task to the lab.
inline void add_task(GradeReport& report, const char* id, const char* title, const char* file) {
  report.lab.tasks.push_back({.id = id, .title = title, .file = file, .handout = "lab07_f", .rungs = {}});
}

/// Adds a test that took a quarter of a second, and its rung, and returns it.
inline TestReport& add_test(GradeReport& report, const char* task, const char* rung, Status status, int points,
                            const std::string& message) {
  TestReport test;
  test.task = task;
  test.rung = rung;
  test.claim = "what holds";
  test.status = status;
  test.points = status == Status::pass ? points : 0;
  test.max_points = points;
  test.message = message;
  test.seconds = 0.25;
  report.tests.push_back(test);
  for (Task& owner : report.lab.tasks)
    if (owner.id == task) owner.rungs.push_back({.name = rung, .points = points});
  return report.tests.back();
}

/// Everything that an explanation can hold, and output that must be made harmless.
inline void explain_test(TestReport& test) {
  test.diagnosis = "one_less";
  test.cause = "you start at 1 & stop early";
  test.probe = "the first intermediate that differs is blocks";
  test.handout_line = 42;
  test.output = "a <b>bold</b> line\x1b[31m \xff\n";
}

/// A lab of four tasks: one right, one wrong in several ways, one not begun, one that does not compile.
inline GradeReport sample_report() {
  GradeReport report;
  report.lab.number = 7;
  report.lab.folder = "07_memory";
  report.lab.title = "Memory <and> time";
  report.warnings = {"The compiler warns:\nsplit.cpp:9: warning: unused"};
  report.seed = 77;
  report.seconds = 1.98;
  add_task(report, "7.1", "Split & merge", "split.cpp");
  add_task(report, "7.2", "Free lists", "free_list.cpp");
  add_task(report, "7.3", "Streams", "streams.cpp");
  add_task(report, "7.4", "Peaks", "peaks.cpp");
  add_test(report, "7.1", "example", Status::pass, 4, "");
  add_test(report, "7.1", "bytes", Status::pass, 5, "").kind = RungKind::counter;
  const std::string wrong = "lab07 task 7.2: y[1]: got 2, want 3";
  explain_test(add_test(report, "7.2", "example", Status::fail, 3, wrong));
  add_test(report, "7.2", "property", Status::fail, 3, wrong);
  add_test(report, "7.2", "edges", Status::crash, 2, "lab07 task 7.2: SIGSEGV: a null pointer was used");
  add_test(report, "7.2", "hidden", Status::not_graded, 2, "your instructor's copy has this test");
  add_test(report, "7.3", "example", Status::fail, 6, "lab07 task 7.3: f is not written yet").kind =
      RungKind::challenge;
  add_test(report, "7.4", "example", Status::build, 5,
           "lab07 task 7.4: the file does not compile:\npeaks.cpp:3: error: no ';'");
  return report;
}

}  // namespace llmsys::testing
