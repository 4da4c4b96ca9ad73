#include "autograder/export/records.h"

#include <algorithm>

#include "autograder/cli/paths.h"
#include "autograder/course/fields.h"
#include "autograder/export/people.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

void check_key(const std::string& key, const std::vector<std::string>& keys, const std::string& place) {
  LLMSYS_CHECK(ValueError, std::find(keys.begin(), keys.end(), key) != keys.end(), place, ": there is no column \"",
               key, "\"", did_you_mean(key, keys), " The columns are ", join(keys, ", "));
}

std::vector<Record> csv_records(const std::string& path, const std::vector<std::string>& keys) {
  const CsvTable table = read_csv_file(path);
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

}  // namespace

std::string Record::value(const std::string& key) const {
  const auto at = values.find(key);
  return at == values.end() ? "" : at->second;
}

std::vector<Record> read_records(const std::string& path, const std::vector<std::string>& keys) {
  return path.ends_with(".json") ? json_records(path, keys) : csv_records(path, keys);
}

CsvTable read_csv_file(const std::string& path) {
  try {
    return parse_csv(read_text_file(path));
  } catch (const ValueError& error) {
    throw ValueError(text(path, ": ", error.what()));
  }
}

std::string student_of(const Record& record) {
  const std::string student = person_key(record.value("student"));
  LLMSYS_CHECK(ValueError, !student.empty(), record.place, ": the student is missing");
  return student;
}

const Assignment& assignment_of(const Record& record, const Course& course) {
  const std::string id = record.value("assignment");
  if (const Assignment* assignment = course.find(id)) return *assignment;
  std::vector<std::string> ids;
  for (const Assignment& known : course.assignments) ids.push_back(known.id);
  throw ValueError(text(record.place, ": the course has no assignment \"", id, "\"", did_you_mean(id, ids)));
}

Moment moment_of(const Record& record, const std::string& key, const Course& course) {
  const auto written = parse_written_time(record.value(key));
  LLMSYS_CHECK(ValueError, written && written->time, record.place, ": ", key,
               " must be a date and time such as 2026-09-20T23:59, is \"", record.value(key), "\"");
  if (written->offset) return Moment(written->date) + *written->time - *written->offset;
  return course.zone.at(written->date, *written->time);
}

}  // namespace llmsys
