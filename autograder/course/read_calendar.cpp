// Dates: the weeks of a course, and moments within them.
#include <algorithm>
#include <cctype>

#include "autograder/course/course_reader.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

using std::chrono::days;
using std::chrono::seconds;

constexpr int kMostWeeks = 60;
const std::vector<std::string> kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                            "friday", "saturday", "sunday"};

TimeZone read_zone(Fields& fields) {
  const std::string name = fields.text_of("timezone", "UTC");
  try {
    return TimeZone(name);
  } catch (const ValueError& error) {
    fields.wrong("timezone", error.what());
    return {};
  }
}

seconds read_time(Fields& fields, const std::string& key, seconds otherwise) {
  const std::string written = fields.text_of(key);
  if (written.empty()) return otherwise;
  if (const auto time = parse_time_of_day(written)) return *time;
  fields.wrong(key, text("must be a time of day such as \"23:59\", is \"", written, "\""));
  return otherwise;
}

std::optional<Moment> in_week(Fields fields, const Course& course, seconds time_of_day) {
  const int week = fields.whole("week", 0, 1, course.weeks > 0 ? course.weeks : kMostWeeks);
  const std::string day = fields.word("day", kWeekdays, "sunday");
  const seconds time = read_time(fields, "time", time_of_day);
  if (fields.find("week") == nullptr) fields.wrong("week", "is missing: 1 is the first week");
  if (!course.start) fields.wrong("week", "a week needs the course's \"start\": a date in the first week");
  fields.finish();
  if (!course.start || week == 0) return {};
  const auto place = std::find(kWeekdays.begin(), kWeekdays.end(), day) - kWeekdays.begin();
  return course.zone.at(monday_of(*course.start) + days(7 * (week - 1) + place), time);
}

}  // namespace

std::optional<Moment> read_moment(Fields& fields, const std::string& key, const Course& course, seconds time_of_day) {
  const auto* value = fields.find(key);
  if (value == nullptr) return {};
  if (value->is_object()) return in_week(*fields.object(key), course, time_of_day);
  const auto written = value->is_string() ? parse_written_time(value->get<std::string>()) : std::nullopt;
  if (written && written->offset) return Moment(written->date) + *written->time - *written->offset;
  if (written) return course.zone.at(written->date, written->time.value_or(time_of_day));
  fields.wrong(key,
               text("must be a date and time such as \"2026-09-18T23:59\" or {\"week\": 3, \"day\": \"friday\"}, is ",
                    described(*value)));
  return {};
}

void read_calendar(Fields& fields, Course& course, DayTimes& times) {
  course.zone = read_zone(fields);
  course.weeks = fields.whole("weeks", 0, 1, kMostWeeks);
  times.due = read_time(fields, "due_time", times.due);
  times.opens = read_time(fields, "open_time", times.opens);
  if (const std::string start = fields.text_of("start"); !start.empty()) {
    const auto written = parse_written_time(start);
    if (written && !written->time) course.start = written->date;
    if (!course.start) {
      fields.wrong("start", text("must be a date such as \"2026-08-31\", is \"", start, "\""));
      course.start = std::chrono::sys_days();  // so that this is said once, and not of each week
    }
  }
  if (course.start && course.weeks == 0)
    fields.wrong("weeks", "is missing: how many weeks there are from \"start\" on");
  for (Fields item : fields.objects("breaks")) {
    course.breaks.push_back({.week = item.whole("week", 0, 1, course.weeks > 0 ? course.weeks : kMostWeeks),
                             .title = item.text_of("title", "break")});
    if (item.find("week") == nullptr) item.wrong("week", "is missing: 1 is the first week");
    item.finish();
  }
}

}  // namespace llmsys
