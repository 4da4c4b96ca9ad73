/// @file
/// Small tables that instructors keep beside a course: extensions, groups, times, scores.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "autograder/course/course.h"
#include "autograder/export/csv.h"

namespace llmsys {

/// One line of such a table, whichever kind of file it comes from.
struct Record {
  std::map<std::string, std::string> values;  ///< by key
  std::string place;                          ///< "extensions.csv, line 3"

  /// The value of a key; empty if there is none.
  [[nodiscard]] std::string value(const std::string& key) const;
};

/// Reads CSV with a heading, or, of a name that ends with .json, a list of objects.
/// @param keys  those there may be    @throws IoError or ValueError that name the file, the line and what is wrong
std::vector<Record> read_records(const std::string& path, const std::vector<std::string>& keys);

/// Reads any CSV file.  @throws IoError or ValueError that name the file
CsvTable read_csv_file(const std::string& path);

/// The student under the key "student", as person_key().  @throws ValueError if there is none
std::string student_of(const Record& record);

/// The assignment under the key "assignment".  @throws ValueError with the nearest id
const Assignment& assignment_of(const Record& record, const Course& course);

/// The moment under a key: a date and a time, with an offset or by the clocks of the course.  @throws ValueError
Moment moment_of(const Record& record, const std::string& key, const Course& course);

}  // namespace llmsys
