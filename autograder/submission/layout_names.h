/// @file
/// What the names that Moodle, Canvas and Classroom give to submissions say.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace llmsys {

/// What one name says.
struct NameParts {
  std::string id;     ///< of the student
  std::string name;   ///< of the student; may be empty
  std::string file;   ///< of the file, as the student called it; empty for a folder
  int64_t order = 0;  ///< a later submission has a larger one
  bool late = false;  ///< whether the platform says so
};

/// "Jane Doe_1234567_assignsubmission_file_", or with a file's name behind it. The number is that of "Participant 1234567".
std::optional<NameParts> parse_moodle(const std::string& name);

/// "doejane_LATE_4711_99123_backward-1.cpp": login, user, submission, file. The order is the submission's, then the suffix's.
std::optional<NameParts> parse_canvas(const std::string& name);

/// Canvas adds -1, -2, ... to the name of a file that is handed in again: "backward-1.cpp" -> "backward.cpp" and 1.
std::string without_version(const std::string& file, int64_t& version);

/// The common beginning of checkouts "assignment-user", with its dash; empty if there is none.
std::string common_prefix(const std::vector<std::string>& names);

}  // namespace llmsys
