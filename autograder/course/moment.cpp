#include "autograder/course/moment.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace llmsys {
namespace {

using std::chrono::days;
using std::chrono::seconds;
using std::chrono::sys_days;

// Reads exactly `digits` digits off the front.
std::optional<int> take_number(std::string_view& text, size_t digits) {
  if (text.size() < digits) return {};
  int value = 0;
  for (const char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return {};
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<sys_days> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, '-')) return {};
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) return {};
  const auto day = take_number(text, 2);
  if (!day) return {};
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return {};
  return sys_days(date);
}

// "23:59", "23:59:30", "23:59:30.123": fractions of a second are dropped.
std::optional<seconds> take_time(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || !take(text, ':')) return {};
  const auto minute = take_number(text, 2);
  if (!minute) return {};
  int second = 0;
  if (take(text, ':')) {
    const auto read = take_number(text, 2);
    if (!read) return {};
    second = *read;
    if (take(text, '.')) {
      const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
      if (digits == 0) return {};
      text.remove_prefix(digits);
    }
  }
  const bool end_of_day = *hour == 24 && *minute == 0 && second == 0;
  if ((*hour > 23 && !end_of_day) || *minute > 59 || second > 59) return {};
  return seconds(*hour * 3600 + *minute * 60 + second);
}

// "Z", "+02:00", "+0200", "-04".
std::optional<seconds> take_offset(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return seconds(0);
  const bool west = !text.empty() && text.front() == '-';
  if (!take(text, '+') && !take(text, '-')) return {};
  const auto hour = take_number(text, 2);
  if (!hour) return {};
  int minute = 0;
  if (take(text, ':') || !text.empty()) {
    const auto read = take_number(text, 2);
    if (!read) return {};
    minute = *read;
  }
  if (*hour > 14 || minute > 59) return {};
  const int total = *hour * 3600 + minute * 60;
  return seconds(west ? -total : total);
}

}  // namespace

std::optional<WrittenTime> parse_written_time(std::string_view text) {
  const auto date = take_date(text);
  if (!date) return {};
  WrittenTime out{.date = *date, .time = {}, .offset = {}};
  if (text.empty()) return out;
  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return {};
  out.time = take_time(text);
  if (!out.time) return {};
  if (text.empty()) return out;
  out.offset = take_offset(text);
  if (!out.offset || !text.empty()) return {};
  return out;
}

std::optional<seconds> parse_time_of_day(std::string_view text) {
  const auto time = take_time(text);
  return text.empty() ? time : std::nullopt;
}

std::optional<Moment> parse_moment(std::string_view text) {
  const auto written = parse_written_time(text);
  if (!written || !written->offset) return {};
  return Moment(written->date) + *written->time - *written->offset;
}

std::string iso_text(Moment moment, seconds offset) {
  const Moment local = moment + offset;
  const auto date = std::chrono::floor<days>(local);
  const std::chrono::year_month_day ymd(date);
  const std::chrono::hh_mm_ss time(local - date);
  const int64_t ahead = std::abs(offset.count()) / 60;
  std::array<char, 80> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02d%c%02d:%02d", static_cast<int>(ymd.year()),
                static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()), offset.count() < 0 ? '-' : '+', static_cast<int>(ahead / 60),
                static_cast<int>(ahead % 60));
  return out.data();
}

sys_days monday_of(sys_days date) {
  const std::chrono::weekday weekday(date);
  return date - (weekday - std::chrono::Monday);
}

}  // namespace llmsys
