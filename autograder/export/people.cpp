#include "autograder/export/people.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "autograder/cli/paths.h"
#include "autograder/course/fields.h"
#include "autograder/export/csv.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

using std::chrono::days;

// One record, whichever kind of file it comes from: its keys with their texts, and where it stands.
struct Record {
  std::map<std::string, std::string> values;
  std::string place;
};

const std::vector<std::string> kExtensionKeys = {"student", "assignment", "due", "days", "hours", "tokens", "reason"};

void check_key(const std::string& key, const std::vector<std::string>& keys, const std::string& place) {
  LLMSYS_CHECK(ValueError, std::find(keys.begin(), keys.end(), key) != keys.end(), place, ": there is no column \"",
               key, "\"", did_you_mean(key, keys), " The columns are ", join(keys, ", "));
}

CsvTable read_table(const std::string& path) {
  try {
    return parse_csv(read_text_file(path));
  } catch (const ValueError& error) {
    throw ValueError(text(path, ": ", error.what()));
  }
}

std::vector<Record> csv_records(const std::string& path, const std::vector<std::string>& keys) {
  const CsvTable table = read_table(path);
  std::vector<Record> records;
  for (size_t row = 0; row < table.rows.size(); ++row) {
    const auto& cells = table.rows[row].cells;
    const std::string place = text(path, ", line ", table.rows[row].line);
    if (row == 0)
      for (const CsvCell& cell : cells) check_key(person_key(cell.value), keys, place);
    const bool blank =
        std::all_of(cells.begin(), cells.end(), [](const CsvCell& c) { return person_key(c.value).empty(); });
    if (row == 0 || blank) continue;
    Record record{.values = {}, .place = place};
    for (size_t c = 0; c < table.rows[0].cells.size(); ++c)
      record.values[person_key(table.rows[0].cells[c].value)] = std::string(table.at(row, static_cast<int>(c)));
    records.push_back(std::move(record));
  }
  return records;
}

std::vector<Record> json_records(const std::string& path, const std::vector<std::string>& keys) {
  const nlohmann::json json = parse_strict_json(read_text_file(path), path);
  LLMSYS_CHECK(ValueError, json.is_array(), path, ": must be a list [...] of objects, is ", described(json));
  std::vector<Record> records;
  for (size_t i = 0; i < json.size(); ++i) {
    Record record{.values = {}, .place = text(path, ", [", i, "]")};
    LLMSYS_CHECK(ValueError, json[i].is_object(), record.place, ": must be an object {...}, is ", described(json[i]));
    for (const auto& [key, value] : json[i].items()) {
      check_key(key, keys, record.place);
      record.values[key] = value.is_string() ? value.get<std::string>() : value.dump();
    }
    records.push_back(std::move(record));
  }
  return records;
}

std::string value_of(const Record& record, const std::string& key) {
  const auto at = record.values.find(key);
  return at == record.values.end() ? "" : at->second;
}

int whole(const Record& record, const std::string& key) {
  double value = 0;
  const std::string written = value_of(record, key);
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
  const std::string due = value_of(record, "due");
  const bool by_days = !value_of(record, "days").empty(), by_hours = !value_of(record, "hours").empty();
  LLMSYS_CHECK(ValueError, int{!due.empty()} + int{by_days} + int{by_hours} <= 1, record.place,
               ": give one of due, days and hours");
  if (!due.empty()) {
    const auto written = parse_written_time(due);
    LLMSYS_CHECK(ValueError, written && written->time, record.place,
                 ": due must be a date and time such as 2026-09-20T23:59, is \"", due, "\"");
    if (written->offset) return Moment(written->date) + *written->time - *written->offset;
    return course.zone.at(written->date, *written->time);
  }
  if (!by_days && !by_hours) return {};
  LLMSYS_CHECK(ValueError, assignment.due.has_value(), record.place, ": ", assignment.id, " has no due date to extend");
  if (by_days) return days_later(course.zone, *assignment.due, whole(record, "days"));
  return *assignment.due + std::chrono::hours(whole(record, "hours"));
}

Extension extension_from(const Record& record, const Course& course) {
  Extension out;
  out.student = person_key(value_of(record, "student"));
  LLMSYS_CHECK(ValueError, !out.student.empty(), record.place, ": the student is missing");
  const Assignment* assignment = course.find(value_of(record, "assignment"));
  if (assignment == nullptr) {
    std::vector<std::string> ids;
    for (const Assignment& known : course.assignments) ids.push_back(known.id);
    const std::string got = value_of(record, "assignment");
    throw ValueError(text(record.place, ": the course has no assignment \"", got, "\"", did_you_mean(got, ids)));
  }
  out.assignment = assignment->id;
  out.due = new_due(record, course, *assignment);
  if (!value_of(record, "tokens").empty()) out.tokens = whole(record, "tokens");
  out.reason = value_of(record, "reason");
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
  const bool json = path.ends_with(".json");
  std::vector<Extension> out;
  std::set<std::pair<std::string, std::string>> seen;
  for (const Record& record : json ? json_records(path, kExtensionKeys) : csv_records(path, kExtensionKeys)) {
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
  for (const Record& record : csv_records(path, {"group", "student"})) {
    const std::string student = person_key(value_of(record, "student")), group = value_of(record, "group");
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
  const CsvTable table = read_table(path);
  const int account = table.column("github_username"), identifier = table.column("identifier");
  LLMSYS_CHECK(ValueError, account >= 0 && identifier >= 0, path,
               ": this is no roster of GitHub Classroom: its first line needs identifier and github_username");
  std::map<std::string, std::string> out;
  for (size_t row = 1; row < table.rows.size(); ++row) {
    const std::string key = person_key(std::string(table.at(row, account)));
    if (!key.empty()) out[key] = std::string(table.at(row, identifier));
  }
  return out;
}

}  // namespace llmsys
