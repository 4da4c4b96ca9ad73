/// @file
/// The folder of a graded class: OUT/grades.json, OUT/reports/ID.json and .html, OUT/files/ID/FILE, OUT/state/.
///
/// docs/grade_all.md describes grades.json. Each file is written in one step: a reader, and a grading that is killed, finds
/// the old or the new one.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "autograder/class/class_grading.h"

namespace llmsys {

/// A submission as grades.json has it.
struct GradeEntry {
  std::string id;       ///< whose
  std::string status;   ///< as to_text(ClassStatus)
  std::string message;  ///< why, if it is not graded
  int points = 0;       ///< earned
  int max_points = 0;   ///< possible
  std::string json;     ///< the whole entry
};

/// What belongs to the whole class in grades.json.
struct ClassHead {
  std::string lab;         ///< "lab01"
  int round = 1;           ///< which grading of the assignment
  uint64_t seed = 0;       ///< all inputs follow from it
  bool seed_shown = true;  ///< false: it is secret until the round is over, and stays out of grades.json
};

/// Writes a submission's task files to OUT/files/ID, and removes others there.
void write_files(const std::string& out, const std::string& id, const std::map<std::string, std::string>& content);

/// Writes its reports, and returns its entry.  @param hint  as json_report()
GradeEntry write_reports(const std::string& out, const Submission& submission, const GradedSubmission& graded,
                         int hint);

/// Writes OUT/grades.json, entries in this order.
void write_grades(const std::string& out, const ClassHead& head, const std::vector<GradeEntry>& entries);

/// Reads OUT/grades.json; nothing if there is none.  @throws ValueError naming it if it is of another lab or form
std::vector<GradeEntry> read_grades(const std::string& out, const std::string& lab);

/// The seed of the last run in `out`, so that the next one gives the same inputs; nothing if there was none.
std::optional<uint64_t> read_seed(const std::string& out);
/// Keeps it.
void write_seed(const std::string& out, uint64_t seed);

}  // namespace llmsys
