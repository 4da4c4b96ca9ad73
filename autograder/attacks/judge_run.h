/// @file
/// One run of the judge, watched from outside.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "autograder/sandbox/level.h"

namespace llmsys {

/// Who grades, and what the student's code runs in.
struct Setting {
  SandboxLevel level = SandboxLevel::l1;  ///< of the sandbox
  bool as_nobody = false;                 ///< the judge is an ordinary user; otherwise whoever runs this
  /// "L1 as root"
  [[nodiscard]] std::string name() const;
};

/// How a test ended.
struct AttackOutcome {
  std::string status;  ///< "FAIL", "CRASH", ...
  double score = 0;    ///< share of the points
  std::string said;    ///< message, output and whatever else goes into a report
};

/// What the judge did.
struct JudgeRun {
  int exit_code = -1;                             ///< 0 and 1: all tests were run; 128 + signal if one ended it
  double seconds = 0;                             ///< wall-clock time
  int64_t resident_bytes = 0;                     ///< the most memory it had
  std::map<std::string, AttackOutcome> outcomes;  ///< by task
};

/// Runs a lab's judge.  @param arguments  of the judge, without the options about sandbox and output
/// @param canary  goes into the judge's environment, where no worker may find it
JudgeRun run_judge_at(const Setting& setting, const std::vector<std::string>& arguments, const std::string& canary);

/// Whether that setting works on this machine; why not, if it does not.
std::string why_not(const Setting& setting);

}  // namespace llmsys
