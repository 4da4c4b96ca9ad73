/// @file
/// Grades as plain tables and pages of our own.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "autograder/export/grades.h"

namespace llmsys {

/// Which columns of points a table has besides the sum.
enum class Detail {
  none,   ///< only the sum
  tasks,  ///< one for each task: "1.2 (20)"
  tests   ///< one for each test: "1.2 example (3)"
};

/// A line for each student: raw, penalty, final, and what they follow from. CSV in UTF-8; no cell is taken for a formula.
std::string grades_csv(const std::vector<Grade>& grades, Detail detail);

/// A page for each student's report, by the name of its file, and "index.html" with the grades of all. @param hint  0 to 3
std::map<std::string, std::string> grade_pages(const ClassResults& results, const std::vector<Grade>& grades, int hint);

/// `id` as a name that is safe for a file on every system; different ids give different names.
std::string file_name(const std::string& id);

}  // namespace llmsys
