/// @file
/// One report in the formats of others. Each takes the report as students may see it: see shown_to_students().
#pragma once
#include <string>

#include "autograder/course/moment.h"
#include "autograder/report/report.h"

namespace llmsys {

/// What Gradescope shows of a result.
struct GradescopeOptions {
  std::string hidden_visibility = "visible";  ///< of hidden tests: visible, after_due_date, after_published or hidden
  bool leaderboard = false;                   ///< with a leaderboard: points, and the points of counters
};

/// Gradescope's results.json.  https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format
std::string gradescope_results(const GradeReport& report, const GradescopeOptions& options = {});

/// PrairieLearn's results.json, below its limit of 1 MB. A report of a grader that failed is not gradable.
std::string prairielearn_results(const GradeReport& report);

/// The output `result` of a step that GitHub Classroom's reporter reads: JSON in base64, on one line. Lines that a runner could
/// take for a command are marked, as the reporter prints them.
std::string classroom_result(const GradeReport& report);

/// JUnit's XML, valid by the schema of Ant's JUnit task. @param when  the time that the suite bears
std::string junit_report(const GradeReport& report, Moment when);

/// What a step of GitHub Actions prints, and what it appends to the file that $GITHUB_STEP_SUMMARY names.
struct ActionsOutput {
  std::string log;      ///< workflow commands: at most 10 annotations of a kind; students' output between stop-commands
  std::string summary;  ///< markdown_report(): GitHub drops all of what is above 1 MiB, which that is far from
};

/// The report for GitHub Actions. @param token  that no student can know: a random word of letters and digits
ActionsOutput actions_output(const GradeReport& report, const std::string& token);

/// 32 random hexadecimal digits of the system.
std::string random_token();

/// RFC 4648, sec. 4, with padding, without line ends.
std::string base64(std::string_view bytes);

}  // namespace llmsys
