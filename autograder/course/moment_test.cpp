#include "autograder/course/moment.h"

#include <filesystem>

#include "framework/base/error.h"
#include "framework/testing/test.h"

using namespace llmsys;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

bool has_zones() { return std::filesystem::exists("/usr/share/zoneinfo/America/New_York"); }

std::chrono::sys_days date(int year, unsigned month, unsigned day) {
  return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day));
}

}  // namespace

TEST_CASE("a moment is read with its offset, and written back") {
  const auto moment = parse_moment("2026-09-18T23:59:30-04:00");
  REQUIRE(moment);
  CHECK(iso_text(*moment) == "2026-09-19T03:59:30+00:00");
  CHECK(iso_text(*moment, -hours(4)) == "2026-09-18T23:59:30-04:00");
  for (const char* same :
       {"2026-09-19T03:59:30Z", "2026-09-19t03:59:30.999z", "2026-09-19 09:29:30+0530", "2026-09-18T23:59:30-04"})
    CHECK(parse_moment(same) == moment);
}

TEST_CASE("what is no moment is refused") {
  for (const char* bad :
       {"", "2026", "2026-13-01T00:00Z", "2026-02-29T00:00Z", "2026-09-18T24:01Z", "2026-09-18T12:60Z",
        "2026-09-18T12:00:60Z", "2026-09-18T12:00", "2026-09-18T12:00Z ", "2026-09-18T12:00+15:00",
        "2026-09-18T12:00+5", "18.9.2026", "2026-09-18T12:00:00.Z", "2026-9-18T12:00Z"}) {
    INFO(bad);
    CHECK_FALSE(parse_moment(bad));
  }
}

TEST_CASE("the end of a day is the beginning of the next") {
  CHECK(parse_moment("2026-09-18T24:00Z") == parse_moment("2026-09-19T00:00Z"));
  CHECK(parse_time_of_day("24:00") == hours(24));
  CHECK_FALSE(parse_time_of_day("23:5"));
}

TEST_CASE("local clocks follow daylight saving time") {
  if (!has_zones()) LLMSYS_SKIP("needs the package tzdata");
  const TimeZone zone("America/New_York");
  CHECK(zone.iso(zone.at(date(2026, 10, 31), hours(23))) == "2026-10-31T23:00:00-04:00");
  CHECK(zone.iso(zone.at(date(2026, 11, 1), hours(23))) == "2026-11-01T23:00:00-05:00");
  CHECK(zone.at(date(2026, 11, 2), {}) - zone.at(date(2026, 11, 1), {}) == hours(25));
  CHECK(zone.clock_text(zone.at(date(2026, 11, 1), hours(23))) == "Sun 2026-11-01 23:00");
}

TEST_CASE("a time that is there twice, or not at all, is the later moment") {
  if (!has_zones()) LLMSYS_SKIP("needs the package tzdata");
  const TimeZone zone("America/New_York");
  CHECK(zone.iso(zone.at(date(2026, 11, 1), hours(1) + minutes(30))) == "2026-11-01T01:30:00-05:00");
  CHECK(zone.iso(zone.at(date(2027, 3, 14), hours(2) + minutes(30))) == "2027-03-14T03:30:00-04:00");
}

TEST_CASE("every hour of a year comes back from local clocks, except the repeated one") {
  if (!has_zones()) LLMSYS_SKIP("needs the package tzdata");
  for (const char* name : {"America/New_York", "Europe/Berlin", "Asia/Hong_Kong", "Australia/Lord_Howe"}) {
    const TimeZone zone(name);
    int different = 0;
    for (Moment moment = date(2027, 1, 1); moment < Moment(date(2028, 1, 1)); moment += hours(6)) {
      const Moment local = moment + zone.offset_at(moment);
      const auto day = std::chrono::floor<days>(local);
      different += zone.at(day, local - day) == moment ? 0 : 1;
    }
    INFO(name);
    CHECK(different <= 1);  // one of the moments that are asked may lie in the repeated hour
  }
}

TEST_CASE("an unknown zone names the nearest; offsets need no data base") {
  CHECK_THROWS_WITH(TimeZone("../../etc/passwd"), Catch::Contains("there is no time zone"));
  if (has_zones()) CHECK_THROWS_WITH(TimeZone("America/NewYork"), Catch::Contains("America/New_York"));
  const TimeZone india("+05:30");
  CHECK(india.iso(india.at(date(2026, 9, 18), hours(12))) == "2026-09-18T12:00:00+05:30");
  CHECK(TimeZone().offset_at(Moment()) == seconds(0));
}

TEST_CASE("the environment's zone is as before") {
  if (!has_zones()) LLMSYS_SKIP("needs the package tzdata");
  setenv("TZ", "Asia/Tokyo", 1);
  static_cast<void>(TimeZone("Europe/Berlin").offset_at(Moment()));
  CHECK(std::string(std::getenv("TZ")) == "Asia/Tokyo");
  unsetenv("TZ");
}
