#include "autograder/course/course_reader.h"

namespace llmsys {
namespace {

Rounding read_rounding(Fields& fields) {
  const std::string word = fields.word("rounding", {"none", "nearest", "up", "down"}, "nearest");
  if (word == "none") return Rounding::none;
  if (word == "up") return Rounding::up;
  return word == "down" ? Rounding::down : Rounding::nearest;
}

TokenPolicy read_tokens(Fields fields) {
  TokenPolicy out;
  out.count = fields.whole("count", 0, 0, 1000);
  out.hours = fields.whole("hours", out.hours, 1, 24 * 60);
  out.per_assignment = fields.whole("per_assignment", out.count, 0, 1000);
  fields.finish();
  return out;
}

}  // namespace

LatePolicy read_late_policy(Fields fields) {
  LatePolicy out;
  out.percent = fields.number("percent", 0, 0, 100);
  out.per = fields.word("per", {"hour", "day"}, "day") == "hour" ? LateUnit::hour : LateUnit::day;
  out.of_earned = fields.word("of", {"possible", "earned"}, "possible") == "earned";
  out.floor = fields.number("floor", 0, 0, 100);
  out.grace_minutes = fields.whole("grace_minutes", 0, 0, 24 * 60);
  const bool days = fields.find("max_days") != nullptr, hours = fields.find("max_hours") != nullptr;
  if (days && hours) fields.wrong("max_hours", "is there beside max_days: keep one");
  if (days) out.max_hours = 24 * fields.number("max_days", 0, 0, 366);
  if (hours) out.max_hours = fields.number("max_hours", 0, 0, 366 * 24);
  out.rounding = read_rounding(fields);
  out.round_to = fields.number("round_to", out.round_to, 1e-4, 100);
  if (auto tokens = fields.object("tokens")) out.tokens = read_tokens(*tokens);
  fields.finish();
  return out;
}

}  // namespace llmsys
