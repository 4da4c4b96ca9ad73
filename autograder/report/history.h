/// @file
/// What earlier gradings on this machine found: one line a run, in build/history/labNN.jsonl. Never official: a student may delete it.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "autograder/report/report.h"

namespace llmsys {

/// How a test ended in a run.
struct TestRecord {
  Status status = Status::internal;  ///< how
  int points = 0;                    ///< earned
  int max_points = 0;                ///< possible; 0 if it was not graded
};

/// One run.
struct RunRecord {
  std::string time;                         ///< "2026-11-22T23:50:01Z"
  double seconds = 0;                       ///< it took
  uint64_t seed = 0;                        ///< of its inputs
  std::map<std::string, TestRecord> tests;  ///< by "1.2:property"; those that were asked for
  std::map<std::string, int> hints;  ///< by task: the level of hints that was shown, where it is above the free one
};

/// The runs that a history holds, oldest first. Lines that are damaged, hold what no run can have found, or are of a later version
/// are left out; without a file there are none.
std::vector<RunRecord> read_history(const std::string& path);

/// Where a lab stands after all its runs: of each test the last result, of each task the best.
struct Progress {
  std::map<std::string, TestRecord> last;  ///< by "1.2:property"
  std::map<std::string, int> best;         ///< by task, the most points that one run earned
  std::map<std::string, int> hints;        ///< by task, the highest level that was shown
  std::string time;                        ///< of the last run; empty: never
  int runs = 0;                            ///< how many
  /// Points of the last results of a task.
  [[nodiscard]] Points of_task(const std::string& task) const;
};
/// Adds up the runs, as far as they are about tests that the lab has now, with the points they have now: a lab changes, and a
/// history outlives that.
Progress progress_of(const std::vector<RunRecord>& runs, const LabManifest& lab);

/// Adds this run to the history and fills in what has changed since the ones before and which hints were used. Never fails: without
/// a history there is only no comparison.
/// @param hint  the level that is shown now
void update_history(GradeReport& report, const std::string& path, int hint);

}  // namespace llmsys
