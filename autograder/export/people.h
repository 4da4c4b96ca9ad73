/// @file
/// Who is who in the files of a course: extensions and groups name students as the submissions do, by id or e-mail.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "autograder/course/course.h"

namespace llmsys {

/// A student's name for comparing: without spaces around it, in lower case.
std::string person_key(const std::string& name);

/// More time for one student and one assignment.
struct Extension {
  std::string student;        ///< id or e-mail, as person_key()
  std::string assignment;     ///< its id
  std::optional<Moment> due;  ///< instead of the course's
  std::optional<int> tokens;  ///< most grace tokens it takes: 0 keeps them
  std::string reason;         ///< for the instructor's table
};

/// Reads extensions from CSV (with a heading) or JSON (a list of objects): student, assignment, then one of `due` (a date and
/// time), `days` or `hours` (after the course's date), `tokens`, `reason`.
/// @throws IoError or ValueError that name the file, the line and what is wrong
std::vector<Extension> read_extensions(const std::string& path, const Course& course);

/// The due date of one student.
std::optional<Moment> due_for(const Assignment& assignment, const Extension* extension);

/// Students who hand in together: lists of ids or e-mails, as person_key().
using Groups = std::vector<std::vector<std::string>>;

/// Reads groups from CSV with the heading group,student.  @throws as read_extensions(); a student is in one group at most
Groups read_groups(const std::string& path);

/// Which e-mail or id belongs to whom: by GitHub account, of the roster that GitHub Classroom lets you download, whose heading
/// has identifier and github_username; or by the number of a participant, of Moodle's grading worksheet. Other columns are
/// not looked at. By person_key() of the account, or the number.
/// @throws as read_extensions()
std::map<std::string, std::string> read_roster(const std::string& path);

}  // namespace llmsys
