/// @file
/// What a grading found, and how it is shown: in a terminal, as JSON, as a page.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "autograder/manifest/manifest.h"
#include "autograder/report/hints.h"
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
  std::string source;                ///< the lines of the student's file that the message is about, with their place
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
  HintPolicy hints;                   ///< how far hints go, what they cost
  std::vector<HintUse> hints_used;    ///< on this machine, above the free level
  bool compared = false;              ///< whether there were earlier runs of some of these tests
  int difference = 0;                 ///< in points, to the last results of the same tests
  std::vector<std::string> changes;   ///< "1.2 property now passes"

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
  /// "+5 since the last run: 1.2 property now passes", "as in the last run"; empty if there was none.
  [[nodiscard]] std::string change() const;
  /// Points that the hints cost which were used, by the policy; of a task at most what it earned.
  [[nodiscard]] int hint_cost() const;
  /// "Hints above the free level: 7.2 level 3 (2 points). ..."; empty if none was used.
  [[nodiscard]] std::string hint_text() const;
};

/// The report for people. @param color  ANSI colours  @param columns  of the terminal; 0: lines are as long as they are
std::string terminal_report(const GradeReport& report, int hint, bool color, int columns = 0);

/// The report for programs; docs/report_json.md describes it.
std::string json_report(const GradeReport& report, int hint);

/// The report as GitHub's Markdown, for a job's summary or a comment: at most 60000 characters, and what students wrote is text.
std::string markdown_report(const GradeReport& report, int hint);

/// A page that needs nothing else: no script, no network; light or dark as the reader's system asks.
std::string html_report(const GradeReport& report, int hint);

}  // namespace llmsys
