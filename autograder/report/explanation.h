/// @file
/// What is said of a test that did not pass, as a list of paragraphs: the same in every form of the report.
#pragma once
#include <string>
#include <vector>

#include "autograder/report/report.h"

namespace llmsys {

/// One paragraph.
struct Paragraph {
  std::string label;      ///< "Likely cause"; empty for the reason itself
  std::string content;    ///< one line or several
  bool verbatim = false;  ///< whether lines and spaces matter: code, or what a program printed
};

/// Why a test did not pass, as far as the hint level tells, then what was timed; empty if there is nothing to say.
/// @param above  the test before, null for the first: what would be the same again is not repeated
/// @param most_output  bytes of what the program printed; 0: nothing of it
std::vector<Paragraph> explanation(const GradeReport& report, const TestReport& test, const TestReport* above, int hint,
                                   size_t most_output);

/// Whether all of a task's tests only say that the student has not begun.
bool is_to_do(const Task& task, const std::vector<const TestReport*>& tests);
/// Whether none of them could run, for one reason.
bool is_not_built(const std::vector<const TestReport*>& tests);
/// Points of some tests.
Points points_of(const std::vector<const TestReport*>& tests);

}  // namespace llmsys
