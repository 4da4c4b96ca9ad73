/// @file
/// What the gradebooks of all platforms have in common: rows of students, a column for grades.
#pragma once
#include <string>
#include <vector>

#include "autograder/export/gradebook.h"
#include "autograder/export/roster.h"

namespace llmsys {

/// A student's row.
struct BookRow {
  RosterRow student;    ///< who it is, and which row
  double possible = 0;  ///< points that the platform gives the column; 0: it does not say
  bool locked = false;  ///< the platform takes no grade
};

/// Which rows are students, and where their grades go.
struct BookLayout {
  std::vector<BookRow> rows;  ///< students
  int grade = -1;             ///< column
  int feedback = -1;          ///< column; -1: none
  char decimal = '.';         ///< sign of decimals
};

/// Fills in the grades of all rows.
Gradebook fill_rows(CsvTable table, const BookLayout& layout, const std::vector<Grade>& grades,
                    const GradebookOptions& options);

/// The headings of a table; none of an empty one.
std::vector<std::string> headings(const CsvTable& table);

/// The decimal sign that a column uses: of its first number with one; of a table between semicolons a comma.
char decimal_of(const CsvTable& table, int column, const GradebookOptions& options);

}  // namespace llmsys
