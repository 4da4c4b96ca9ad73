/// @file
/// Runs the lab tests linked into a judge and reports each result as it comes.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "autograder/judge/corruption.h"
#include "autograder/judge/explain.h"
#include "autograder/judge/lab_test.h"
#include "autograder/manifest/manifest.h"

namespace llmsys {

/// What to run, and against whom.
struct RunOptions {
  std::string workers;  ///< folder with worker_<task id>, one for each task; the reference workers lie beside it
  uint64_t seed = 0;    ///< all inputs follow from it
  std::vector<std::string> only;             ///< "0.2" or "0.2:property"; empty: all
  int jobs = 0;                              ///< cases at the same time; 0: one a core
  Limits limits;                             ///< of each case; where kernels run, they are raised
  Corruption corruption = Corruption::none;  ///< what is done to answers; see corruption.h
};

/// What became of one test.
struct CaseResult {
  std::string task;                  ///< "0.2"
  std::string rung;                  ///< "property"
  std::string claim;                 ///< what holds when it passes
  Status status = Status::internal;  ///< how it ended
  double score = 0;                  ///< the part of the points it earned: 1 if it passed
  std::string message;               ///< why, if it did not pass
  Explanation explanation;           ///< more about a wrong answer
  std::string output;                ///< the beginning of what the code under test printed
  double seconds = 0;                ///< how long it took
  std::vector<Timing> timings;       ///< what was measured, where points depend on time
  std::vector<RecordedCall> calls;   ///< what was asked and answered
  bool corrupted = false;            ///< whether an answer of it was changed, see Corruption
};

/// The tests that `options` selects, in the order of their files.
/// @throws ValueError if a test is not in lab.json, or two tests claim the same rung
std::vector<const LabTest*> selected_tests(const LabManifest& lab, const RunOptions& options);

/// Runs one test.
CaseResult run_test(const LabManifest& lab, const LabTest& test, const RunOptions& options);

/// Calls `work` with 0 to `count` - 1, on so many threads; each takes the next number that is left.
void on_threads(int jobs, size_t count, const std::function<void(size_t)>& work);

/// Whether the test's points depend on time.
bool is_timed(const LabManifest& lab, const LabTest& test);

/// Runs every test that `options` selects, timed rungs after all others and one at a time; `report` is called from one thread at a time.
/// @throws ValueError if a test is not in lab.json, or two tests claim the same rung
void run_lab_tests(const LabManifest& lab, const RunOptions& options,
                   const std::function<void(const CaseResult&)>& report);

/// Holds diagnoses apart: on the inputs of `results` each must differ from the right answer somewhere, and from each
/// other diagnosis of its scenario somewhere. Returns a sentence for each that does not.
std::vector<std::string> inseparable_diagnoses(const std::vector<CaseResult>& results);

}  // namespace llmsys
