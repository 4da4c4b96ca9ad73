/// @file
/// Which submission belongs to which row of a gradebook.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "autograder/export/grades.h"

namespace llmsys {

/// What a row of a gradebook says of a student.
struct RosterRow {
  size_t row = 0;                 ///< in the table
  std::vector<std::string> keys;  ///< ids, logins, e-mail
  std::string name;               ///< "Last, First" or "First Last"
};

/// What belongs together.
struct Matching {
  std::map<size_t, const Grade*> grade_of;  ///< by row of the table
  std::vector<const Grade*> no_row;         ///< left over
  std::set<size_t> doubtful;                ///< rows that are left alone, by row of the table
  std::vector<std::string> remarks;         ///< matches by name alone, rows that fit several submissions
};

/// Matches by ids first: by any of a row's keys, if they all lead to the same submission. Then by name, where exactly one row and
/// one submission have it. What is doubtful is left alone, with a remark.
Matching match_rows(const std::vector<RosterRow>& rows, const std::vector<Grade>& grades);

}  // namespace llmsys
