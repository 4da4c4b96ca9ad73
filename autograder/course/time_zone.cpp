// Rules of daylight saving time change by law, so they come from the system's data base, through the C library.
#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <limits>

#include "autograder/course/moment.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;

constexpr std::string_view kDataBase = "/usr/share/zoneinfo";

// The C library takes its zone from the environment only: sets it, and puts it back.
class ZoneInEnvironment {
 public:
  explicit ZoneInEnvironment(const std::string& zone) {
    if (const char* before = std::getenv("TZ")) before_ = before;
    setenv("TZ", zone.c_str(), 1);
    tzset();
  }
  ~ZoneInEnvironment() {
    if (before_)
      setenv("TZ", before_->c_str(), 1);
    else
      unsetenv("TZ");
    tzset();
  }
  ZoneInEnvironment(const ZoneInEnvironment&) = delete;
  ZoneInEnvironment& operator=(const ZoneInEnvironment&) = delete;

 private:
  std::optional<std::string> before_;
};

bool is_zone_name(const std::string& name) {
  const bool plain = std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '/' || c == '_' || c == '-' || c == '+';
  });
  return plain && !name.empty() && name.front() != '/' && fs::is_regular_file(text(kDataBase, "/", name));
}

std::string nearest_zone(const std::string& name) {
  std::string nearest;
  int least = std::numeric_limits<int>::max();
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(kDataBase, ignored)) {
    const std::string zone = fs::relative(entry.path(), kDataBase, ignored).string();
    const bool old = zone.starts_with("posix/") || zone.starts_with("right/");
    if (old || !entry.is_regular_file(ignored) || std::isupper(static_cast<unsigned char>(zone[0])) == 0) continue;
    const int distance = edit_distance(name, zone);
    if (distance < least) least = distance, nearest = zone;
  }
  return nearest;
}

// "+05:30" and the like, as parse_written_time() reads it after a time.
std::optional<seconds> fixed_offset(const std::string& name) {
  if (name == "UTC") return seconds(0);
  if (name.empty() || (name[0] != '+' && name[0] != '-')) return {};
  const auto written = parse_written_time("2000-01-01T00:00" + name);
  return written ? written->offset : std::nullopt;
}

}  // namespace

TimeZone::TimeZone(const std::string& name) : name_(name), fixed_(fixed_offset(name)) {
  if (fixed_ || is_zone_name(name)) return;
  const std::string nearest = nearest_zone(name);
  throw ValueError(text("there is no time zone \"", name, "\" in ", kDataBase,
                        nearest.empty() ? "; install the package tzdata, or write an offset such as \"-05:00\""
                                        : text("; the nearest is \"", nearest, "\"")));
}

seconds TimeZone::offset_at(Moment moment) const {
  if (fixed_) return *fixed_;
  const ZoneInEnvironment zone(text(":", kDataBase, "/", name_));
  const std::time_t time = moment.time_since_epoch().count();
  std::tm local{};
  localtime_r(&time, &local);
  return seconds(local.tm_gmtoff);
}

Moment TimeZone::at(std::chrono::sys_days date, seconds time_of_day) const {
  const Moment local = Moment(date) + time_of_day;
  const seconds before = offset_at(local - std::chrono::days(1)), after = offset_at(local + std::chrono::days(1));
  const Moment earlier = local - std::max(before, after), later = local - std::min(before, after);
  const bool only_earlier = earlier + offset_at(earlier) == local && later + offset_at(later) != local;
  return only_earlier ? earlier : later;
}

std::string TimeZone::iso(Moment moment) const { return iso_text(moment, offset_at(moment)); }

std::string TimeZone::clock_text(Moment moment) const {
  constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  const seconds offset = offset_at(moment);
  const std::chrono::weekday day(std::chrono::floor<std::chrono::days>(moment + offset));
  const std::string iso = iso_text(moment, offset);
  return text(kDays[day.c_encoding()], " ", iso.substr(0, 10), " ", iso.substr(11, 5));
}

}  // namespace llmsys
