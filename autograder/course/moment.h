/// @file
/// Points in time as teachers write them: ISO 8601 with an offset, or a local time in the course's zone.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace llmsys {

/// A point in time, in seconds since 1970-01-01T00:00:00Z.
using Moment = std::chrono::sys_seconds;

/// A date and a time as they stand in a file: "2026-09-18", "2026-09-18T23:59", "2026-09-18T23:59:00-04:00".
struct WrittenTime {
  std::chrono::sys_days date;                  ///< the calendar date, without a zone
  std::optional<std::chrono::seconds> time;    ///< since midnight; 24:00 is the end of the day
  std::optional<std::chrono::seconds> offset;  ///< east of UTC; without one the time is local
};

/// The date and time that `text` writes in ISO 8601; nothing if it does not, or if there is no such date.
std::optional<WrittenTime> parse_written_time(std::string_view text);

/// "23:59" or "23:59:30" as seconds since midnight; nothing if it is no time of day.
std::optional<std::chrono::seconds> parse_time_of_day(std::string_view text);

/// A time with an offset, or with Z; nothing if there is no offset, as the moment is then unknown.
std::optional<Moment> parse_moment(std::string_view text);

/// "2026-09-18T23:59:00-04:00". @param offset  east of UTC
std::string iso_text(Moment moment, std::chrono::seconds offset = {});

/// How far local clocks are ahead of UTC, at any moment: by a name of the IANA data base, with its daylight saving time,
/// or by a fixed offset.
class TimeZone {
 public:
  /// UTC.
  TimeZone() = default;
  /// @param name  "America/New_York", "UTC" or "+05:30".  @throws ValueError, with the nearest name, if there is none
  explicit TimeZone(const std::string& name);

  /// Its name.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// East of UTC, at that moment.
  [[nodiscard]] std::chrono::seconds offset_at(Moment moment) const;
  /// The moment at which local clocks show that. A time that the change of the clocks leaves out, or that is there twice, is
  /// the later of the two possible moments: the one that is better for whoever has until then.
  [[nodiscard]] Moment at(std::chrono::sys_days date, std::chrono::seconds time_of_day) const;
  /// iso_text() with the offset of that moment.
  [[nodiscard]] std::string iso(Moment moment) const;
  /// "Fri 2026-09-18 23:59", by local clocks.
  [[nodiscard]] std::string clock_text(Moment moment) const;

 private:
  std::string name_ = "UTC";
  std::optional<std::chrono::seconds> fixed_ = std::chrono::seconds(0);
};

/// Monday to Sunday of the week that holds `date`: its Monday.
std::chrono::sys_days monday_of(std::chrono::sys_days date);

}  // namespace llmsys
