// A course as a table for people.
#include <algorithm>
#include <cstdio>

#include "autograder/course/course.h"
#include "autograder/course/planned_labs.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

std::string padded(const std::string& content, size_t width) {
  return content + std::string(content.size() < width ? width - content.size() : 0, ' ');
}

std::string labs_text(const Assignment& assignment) {
  std::vector<std::string> numbers;
  for (const int lab : assignment.labs) numbers.emplace_back(kPlannedLabs.at(static_cast<size_t>(lab)).substr(0, 2));
  if (numbers.empty()) return std::string(to_text(assignment.kind));
  const char* challenge = assignment.challenge == Challenge::counts ? "+challenge"
                          : assignment.challenge == Challenge::off  ? ""
                                                                    : "+bonus";
  return join(numbers, " ") + challenge;
}

struct Row {
  int week = 0;
  std::optional<Moment> when;
  std::vector<std::string> cells;  // week, due, id, title, labs, points, weight
};

std::string moment_text(const Course& course, std::optional<Moment> moment) {
  return moment ? course.zone.clock_text(*moment) : "any time";
}

Row due_row(const Course& course, const Assignment& assignment) {
  const int week = assignment.due ? course.week_of(*assignment.due) : 0;
  const std::string weight = assignment.weight > 0 ? text(assignment.extra ? "+" : "", assignment.weight, " %") : "";
  return {week,
          assignment.due,
          {week > 0 ? text(week) : "", moment_text(course, assignment.due), assignment.id, assignment.title,
           labs_text(assignment), text(assignment.points), weight}};
}

// The title of a break and its Monday.
Row break_row(const Course& course, const Break& rest) {
  const auto monday = monday_of(*course.start) + std::chrono::days(7 * (rest.week - 1));
  const Moment when = course.zone.at(monday, {});
  return {rest.week,
          when,
          {text(rest.week), course.zone.clock_text(when).substr(0, 14), "", "-- " + rest.title, "", "", ""}};
}

std::vector<Row> rows_of(const Course& course) {
  std::vector<Row> rows;
  for (const Assignment& assignment : course.assignments) rows.push_back(due_row(course, assignment));
  if (course.start)
    for (const Break& rest : course.breaks) rows.push_back(break_row(course, rest));
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return a.when.value_or(Moment::max()) < b.when.value_or(Moment::max());
  });
  return rows;
}

std::string table(const std::vector<Row>& rows) {
  std::vector<std::vector<std::string>> lines = {{"week", "due", "id", "title", "labs", "points", "weight"}};
  for (const Row& row : rows) lines.push_back(row.cells);
  std::string out;
  for (const auto& line : lines) {
    std::string shown = " ";
    for (size_t c = 0; c < line.size(); ++c) {
      size_t width = 0;
      for (const auto& other : lines) width = std::max(width, other[c].size());
      shown += " " + padded(line[c], width) + " ";
    }
    out += shown.substr(0, shown.find_last_not_of(' ') + 1) + "\n";
  }
  return out;
}

std::string tokens_text(const TokenPolicy& tokens) {
  if (tokens.count == 0) return "";
  return text("; ", tokens.count, " grace tokens of ", tokens.hours, " h, at most ", tokens.per_assignment,
              " an assignment");
}

std::string late_text(const LatePolicy& late) {
  std::string out = late.percent > 0
                        ? text(late.percent, " % of the points ", late.of_earned ? "earned" : "possible", " for each ",
                               late.per == LateUnit::hour ? "hour" : "day", " that has begun")
                        : "late work counts in full";
  if (late.floor > 0) out += text(", down to ", late.floor, " %");
  if (late.grace_minutes > 0) out += text("; ", late.grace_minutes, " minutes of grace");
  if (late.max_hours) out += text("; nothing after ", lateness_text(static_cast<int64_t>(*late.max_hours * 3600)));
  return out + tokens_text(late.tokens);
}

}  // namespace

std::string course_calendar(const Course& course) {
  std::string out = course.title + "\n";
  if (!course.about.empty()) out += course.about + "\n";
  if (course.start) {
    const std::string first = iso_text(Moment(monday_of(*course.start))).substr(0, 10);
    out += text(course.weeks, " weeks from Monday ", first, ", time zone ", course.zone.name(), "\n");
  }
  out += "\n" + table(rows_of(course)) + "\n";
  for (const Choice& choice : course.choices) {
    std::vector<std::string> ids;
    for (const Assignment& assignment : course.assignments)
      if (assignment.choice == choice.id) ids.push_back(assignment.id);
    out += text("  ", choice.title, ": ", choice.take, " of ", join(ids, ", "), "\n");
  }
  out += text("  Late: ", late_text(course.late), "\n");
  const bool free = std::count(course.hints.cost.begin(), course.hints.cost.end(), 0) == 4;
  out += text("  Hints: up to level ", course.hints.max,
              free ? ", free" : text("; levels 0 to 3 cost ", join(course.hints.cost, ", "), " points"), "\n");
  for (const std::string& remark : course.remarks) out += text("  Note: ", remark, "\n");
  return out;
}

}  // namespace llmsys
