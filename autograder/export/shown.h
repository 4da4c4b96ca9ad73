/// @file
/// What students may see of a report, and text of theirs made harmless for the program that shows it.
#pragma once
#include <string>
#include <string_view>

#include "autograder/report/report.h"

namespace llmsys {

/// Whether a test is hidden: its lab.json says so, or it is named so.
bool is_hidden(const GradeReport& report, const TestReport& test);

/// The report without what hidden tests found: of them only status and points are left.
GradeReport shown_to_students(GradeReport report);

/// "0.2 property".
std::string test_name(const TestReport& test);

/// Why a test did not pass, as far as the report tells: reason, first difference, likely cause, line of the handout.
std::string explanation_text(const GradeReport& report, const TestReport& test);

/// What the report as a whole has to say: points, remarks of the build, and that the grader failed, where it did.
std::string overview_text(const GradeReport& report);

/// UTF-8 that XML 1.0 takes, with & < > " as entities.
std::string xml_escaped(std::string_view text);

}  // namespace llmsys
