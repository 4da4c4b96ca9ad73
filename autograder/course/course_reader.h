/// @file
/// The parts of read_course(): each reads one piece of the file and notes what is wrong with it.
#pragma once
#include "autograder/course/course.h"
#include "autograder/course/fields.h"

namespace llmsys {

/// When work is due and opens, if the file gives no time of day.
struct DayTimes {
  std::chrono::seconds opens = std::chrono::seconds(0);                          ///< midnight
  std::chrono::seconds due = std::chrono::hours(23) + std::chrono::minutes(59);  ///< a minute before it
};

/// Start, weeks, time zone and breaks.
void read_calendar(Fields& fields, Course& course, DayTimes& times);

/// The moment under a key: "2026-09-18T23:59" by local clocks, the same with an offset, or {"week": 3, "day": "friday"}.
std::optional<Moment> read_moment(Fields& fields, const std::string& key, const Course& course,
                                  std::chrono::seconds time_of_day);

/// One element of "assignments".
Assignment read_assignment(Fields fields, const Course& course, const DayTimes& times);

/// The object under "late".
LatePolicy read_late_policy(Fields fields);

/// What no single key can have wrong: ids twice, weights that do not add up, labs that are not there. What is only worth a look
/// goes to course.remarks. @param root  the repository
void check_course(Course& course, const std::string& root, std::vector<std::string>& problems);

}  // namespace llmsys
