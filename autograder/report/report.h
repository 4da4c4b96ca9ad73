/// @file
/// What a grading found, and how it is shown: in a terminal, as JSON, as a page.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "autograder/manifest/manifest.h"
#include "autograder/report/status.h"
#include "autograder/report/timing.h"

namespace llmsys {

/// What became of one rung.
struct TestReport {
  std::string task;                  ///< "0.2"
  std::string rung;                  ///< "property"
  std::string claim;                 ///< what holds when it passes
  RungKind kind = RungKind::core;    ///< which pot its points come from
  Status status = Status::internal;  ///< how it ended
  int points = 0;                    ///< earned; of a partial result the whole points
  int max_points = 0;                ///< possible
  std::string message;               ///< why, if it did not pass
  std::string diagnosis;             ///< name of the recognised mistake
  std::string cause;                 ///< what the student probably did
  std::string probe;                 ///< first intermediate that differs
  std::string handout;               ///< words of the handout's line about the mistake
  int handout_line = 0;              ///< where that line is; 0: unknown
  std::string output;                ///< the beginning of what the student's code printed
  double seconds = 0;                ///< how long it took
  std::vector<Timing> timings;       ///< what was measured, where points depend on time
};

/// Whether a test only says that the student has not begun.
bool is_to_do(const TestReport& test);

/// What a test adds to the points possible: nothing if it was not graded.
int counted_points(const TestReport& test);

/// Points of several tests.
struct Points {
  int earned = 0;    ///< by those that passed, all or in part
  int possible = 0;  ///< of those that were graded
};

/// What a grading of one lab found.
struct GradeReport {
  LabManifest lab;                    ///< tasks and points
  uint64_t seed = 0;                  ///< all inputs follow from it
  bool seed_shown = true;             ///< whether reports tell it: an instructor's secret is not for students
  std::string sandbox = "L0";         ///< what the student's code ran in: "L0" to "L3"; "L0" is none, and unofficial
  std::vector<TestReport> tests;      ///< in the order of lab.json; only those that were asked for
  std::vector<std::string> warnings;  ///< compiler warnings and remarks, each a few lines
  double seconds = 0;                 ///< build and tests
  int previous_points = -1;           ///< of the last run of the same tests; -1: none

  /// Earned by the tests here.
  [[nodiscard]] int points() const;
  /// Whether the grade may count: the student's code could not reach the grader.
  [[nodiscard]] bool official() const { return sandbox != "L0"; }
  /// What kept the student's code apart, in a line.
  [[nodiscard]] std::string sandbox_words() const;
  /// Possible for the tests here; those not graded do not count.
  [[nodiscard]] int max_points() const;
  /// The points of each pot that has tests here.
  [[nodiscard]] std::map<RungKind, Points> pots() const;
  /// The tests of a task, in the order of lab.json.
  [[nodiscard]] std::vector<const TestReport*> tests_of(const std::string& task) const;
  /// Why a test did not pass, without its "lab00 task 0.2: ", for where a heading says that already.
  [[nodiscard]] std::string reason(const TestReport& test) const;
  /// "+5 since the last run", "as in the last run"; empty if there was none.
  [[nodiscard]] std::string change() const;
};

/// How much the terminal report tells: 0 the property that failed, with the numbers; 1 also the first intermediate that
/// differs; 2 also the recognised cause; 3 also the handout's line.
inline constexpr int kDefaultHint = 2;

/// The report for people. @param color  ANSI colours
std::string terminal_report(const GradeReport& report, int hint, bool color);

/// The report for programs; docs/report_json.md describes it.
std::string json_report(const GradeReport& report, int hint);

/// A page that needs nothing else: no script, no network; light or dark as the reader's system asks.
std::string html_report(const GradeReport& report, int hint);

/// Remembers the points of this run in `path` and fills report.previous_points from the run before. Never fails: without
/// a history there is only no comparison.
void update_history(GradeReport& report, const std::string& path);

}  // namespace llmsys
