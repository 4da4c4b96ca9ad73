#include "autograder/export/people.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "autograder/export/records.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

using std::chrono::days;

const std::vector<std::string> kExtensionKeys = {"student", "assignment", "due", "days", "hours", "tokens", "reason"};

int whole(const Record& record, const std::string& key) {
  double value = 0;
  const std::string written = record.value(key);
  const bool good = parse_grade(written, value) && value >= 0 && value <= 10000 && value == static_cast<int>(value);
  LLMSYS_CHECK(ValueError, good, record.place, ": ", key, " must be a whole number, is \"", written, "\"");
  return static_cast<int>(value);
}

// So many days later by local clocks, so that a date stays "until midnight" over a change of the clocks.
Moment days_later(const TimeZone& zone, Moment due, int count) {
  const Moment local = due + zone.offset_at(due);
  const auto date = std::chrono::floor<days>(local);
  return zone.at(date + days(count), local - date);
}

std::optional<Moment> new_due(const Record& record, const Course& course, const Assignment& assignment) {
  const std::string due = record.value("due");
  const bool by_days = !record.value("days").empty(), by_hours = !record.value("hours").empty();
  LLMSYS_CHECK(ValueError, int{!due.empty()} + int{by_days} + int{by_hours} <= 1, record.place,
               ": give one of due, days and hours");
  if (!due.empty()) return moment_of(record, "due", course);
  if (!by_days && !by_hours) return {};
  LLMSYS_CHECK(ValueError, assignment.due.has_value(), record.place, ": ", assignment.id, " has no due date to extend");
  if (by_days) return days_later(course.zone, *assignment.due, whole(record, "days"));
  return *assignment.due + std::chrono::hours(whole(record, "hours"));
}

Extension extension_from(const Record& record, const Course& course) {
  Extension out;
  out.student = student_of(record);
  const Assignment& assignment = assignment_of(record, course);
  out.assignment = assignment.id;
  out.due = new_due(record, course, assignment);
  if (!record.value("tokens").empty()) out.tokens = whole(record, "tokens");
  out.reason = record.value("reason");
  LLMSYS_CHECK(ValueError, out.due || out.tokens, record.place, ": gives neither due, days or hours nor tokens");
  return out;
}

}  // namespace

std::string person_key(const std::string& name) {
  const size_t first = name.find_first_not_of(" \t\r\n"), last = name.find_last_not_of(" \t\r\n");
  std::string out = first == std::string::npos ? "" : name.substr(first, last - first + 1);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return c < 128 ? std::tolower(c) : c; });
  return out;
}

std::vector<Extension> read_extensions(const std::string& path, const Course& course) {
  std::vector<Extension> out;
  std::set<std::pair<std::string, std::string>> seen;
  for (const Record& record : read_records(path, kExtensionKeys)) {
    out.push_back(extension_from(record, course));
    LLMSYS_CHECK(ValueError, seen.emplace(out.back().student, out.back().assignment).second, record.place, ": ",
                 out.back().student, " has an extension of ", out.back().assignment, " already: keep one");
  }
  return out;
}

std::optional<Moment> due_for(const Assignment& assignment, const Extension* extension) {
  return extension != nullptr && extension->due ? extension->due : assignment.due;
}

Groups read_groups(const std::string& path) {
  std::map<std::string, std::vector<std::string>> groups;
  std::map<std::string, std::string> group_of;
  for (const Record& record : read_records(path, {"group", "student"})) {
    const std::string student = person_key(record.value("student")), group = record.value("group");
    LLMSYS_CHECK(ValueError, !student.empty() && !group.empty(), record.place, ": needs a group and a student");
    const auto [at, fresh] = group_of.emplace(student, group);
    LLMSYS_CHECK(ValueError, fresh, record.place, ": ", student, " is in group ", at->second, " already");
    groups[group].push_back(student);
  }
  Groups out;
  for (const auto& [name, members] : groups) out.push_back(members);
  return out;
}

std::map<std::string, std::string> read_roster(const std::string& path) {
  const CsvTable table = read_csv_file(path);
  const bool moodle = table.column("Identifier") >= 0;
  const int student = table.column(moodle ? "Identifier" : "github_username");
  const int email = table.column(moodle ? "Email address" : "identifier");
  LLMSYS_CHECK(
      ValueError, student >= 0 && email >= 0, path,
      ": this is neither a roster of GitHub Classroom, whose first line has identifier and github_username, nor a "
      "grading worksheet of Moodle, which has Identifier and Email address");
  const std::string before = moodle ? "participant " : "";
  std::map<std::string, std::string> out;
  for (size_t row = 1; row < table.rows.size(); ++row) {
    const std::string key = person_key(std::string(table.at(row, student)));
    if (key.size() > before.size() && key.starts_with(before))
      out[key.substr(before.size())] = std::string(table.at(row, email));
  }
  return out;
}

}  // namespace llmsys
