/// @file
/// A small report for the tests of what shows it.
#pragma once
#include "autograder/report/report.h"

namespace llmsys::testing {

/// A lab of four tasks: one right, one wrong in several ways, one not begun, one that does not compile.
inline GradeReport sample_report() {
  GradeReport report;
  report.lab.number = 7;
  report.lab.folder = "07_memory";
  report.lab.title = "Memory <and> time";
  const auto task = [&](const char* id, const char* title, const char* file) {
    report.lab.tasks.push_back({.id = id, .title = title, .file = file, .handout = "lab07_f", .rungs = {}});
  };
  task("7.1", "Split & merge", "split.cpp");
  task("7.2", "Free lists", "free_list.cpp");
  task("7.3", "Streams", "streams.cpp");
  task("7.4", "Peaks", "peaks.cpp");
  const auto test = [&](const char* of, const char* rung, Status status, int points, const char* message) {
    TestReport out;
    out.task = of;
    out.rung = rung;
    out.claim = "what holds";
    out.status = status;
    out.points = status == Status::pass ? points : 0;
    out.max_points = points;
    out.message = message;
    out.seconds = 0.25;
    report.tests.push_back(out);
  };
  test("7.1", "example", Status::pass, 4, "");
  test("7.1", "bytes", Status::pass, 5, "");
  report.tests.back().kind = RungKind::counter;
  test("7.2", "example", Status::fail, 3, "lab07 task 7.2: y[1]: got 2, want 3");
  report.tests.back().diagnosis = "one_less";
  report.tests.back().cause = "you start at 1 & stop early";
  report.tests.back().probe = "the first intermediate that differs is blocks";
  report.tests.back().handout_line = 42;
  report.tests.back().output = "a <b>bold</b> line\x1b[31m \xff\n";
  test("7.2", "property", Status::fail, 3, "lab07 task 7.2: y[1]: got 2, want 3");
  test("7.2", "edges", Status::crash, 2, "lab07 task 7.2: SIGSEGV: a null pointer was used");
  test("7.2", "hidden", Status::not_graded, 2, "your instructor's copy has this test");
  test("7.3", "example", Status::fail, 6, "lab07 task 7.3: f is not written yet");
  report.tests.back().kind = RungKind::challenge;
  test("7.4", "example", Status::build, 5, "lab07 task 7.4: the file does not compile:\npeaks.cpp:3: error: no ';'");
  report.warnings = {"The compiler warns:\nsplit.cpp:9: warning: unused"};
  report.seed = 77;
  report.seconds = 1.98;
  return report;
}

}  // namespace llmsys::testing
