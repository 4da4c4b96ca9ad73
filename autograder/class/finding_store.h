/// @file
/// What was found of each task of each submission, kept as it comes: a grading that was killed goes on where it was, and equal
/// files are judged once.
#pragma once
#include <optional>
#include <string>

#include "autograder/cli/grade.h"

namespace llmsys {

/// A folder of findings, each under a key that says all it depends on. Safe to use from several threads and processes.
class FindingStore {
 public:
  /// @param folder  made if it is not there
  explicit FindingStore(std::string folder);

  /// What is kept under `key`; nothing if nothing is, or if it cannot be read.
  [[nodiscard]] std::optional<Findings> load(const std::string& key) const;

  /// Keeps the findings of one task, written in one step.  @throws IoError
  void save(const std::string& key, const Findings& findings) const;

 private:
  [[nodiscard]] std::string path_of(const std::string& key) const;
  std::string folder_;
};

/// What `findings` says of one task.
Findings findings_of_task(const Findings& findings, const std::string& task);

/// Whether the judge said how each rung of a task ended, or why it cannot be judged, without a fault of its own: only then it
/// is worth keeping.
/// @param judge_ended  the judge came to its end: a hidden rung that it did not tell of is one that this copy does not have
bool is_complete(const Findings& findings, const Task& task, bool judge_ended);

/// Puts `more` to `findings`.
void add_findings(Findings& findings, const Findings& more);

}  // namespace llmsys
