#include "autograder/course/late.h"

#include <cmath>
#include <random>

#include "framework/testing/test.h"

using namespace llmsys;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const Moment kDue{std::chrono::sys_days(std::chrono::year(2026) / 9 / 18)};

LateResult late_by(const LatePolicy& policy, double raw, seconds late, int tokens = 0) {
  return apply_late_policy(policy, raw, 100, kDue, kDue + late, tokens);
}

int between(std::mt19937_64& random, int least, int most) {
  return least + static_cast<int>(random() % static_cast<uint64_t>(most - least + 1));
}

LatePolicy random_policy(std::mt19937_64& random) {
  LatePolicy policy;
  policy.percent = between(random, 0, 60);
  policy.per = random() % 2 == 0 ? LateUnit::hour : LateUnit::day;
  policy.of_earned = random() % 2 == 0;
  policy.floor = between(random, 0, 100);
  policy.grace_minutes = between(random, 0, 90);
  if (random() % 2 == 0) policy.max_hours = between(random, 0, 120);
  policy.tokens = {.count = 4, .hours = between(random, 1, 48), .per_assignment = between(random, 0, 4)};
  policy.rounding = static_cast<Rounding>(random() % 4);
  return policy;
}

}  // namespace

TEST_CASE("without rules late work counts in full") {
  CHECK(late_by({}, 80, hours(1000)).final == 80);
  CHECK(apply_late_policy({.percent = 10}, 80, 100, {}, kDue, 0).final == 80);  // no due date
  CHECK(apply_late_policy({.percent = 10}, 80, 100, kDue, {}, 0).final == 80);  // no time of submission
}

TEST_CASE("each unit that has begun takes its percent of the points possible, or of those earned") {
  const LatePolicy policy{.percent = 10};
  CHECK(late_by(policy, 80, seconds(0)).final == 80);
  CHECK(late_by(policy, 80, seconds(1)).final == 70);
  CHECK(late_by(policy, 80, hours(24)).final == 70);
  CHECK(late_by(policy, 80, hours(24) + seconds(1)).final == 60);
  CHECK(late_by({.percent = 10, .of_earned = true}, 80, hours(1)).final == 72);
  CHECK(late_by({.percent = 1, .per = LateUnit::hour}, 80, hours(5)).final == 75);
}

TEST_CASE("the floor stops lateness, and never adds points") {
  const LatePolicy policy{.percent = 10, .floor = 50};
  CHECK(late_by(policy, 80, hours(24 * 9)).final == 50);
  CHECK(late_by(policy, 30, hours(24 * 9)).final == 30);
  CHECK(late_by({.percent = 60}, 80, hours(48)).final == 0);
}

TEST_CASE("grace minutes forgive, but do not move the due date") {
  const LatePolicy policy{.percent = 1, .per = LateUnit::hour, .grace_minutes = 30};
  CHECK(late_by(policy, 80, minutes(30)).final == 80);
  CHECK(late_by(policy, 80, minutes(61)).final == 78);
}

TEST_CASE("beyond the last moment nothing is earned, unless tokens bring it back") {
  LatePolicy policy{.percent = 10, .max_hours = 48};
  policy.tokens = {.count = 3, .hours = 24};
  CHECK(late_by(policy, 80, hours(48)).final == 60);
  CHECK(late_by(policy, 80, hours(49)).too_late);
  CHECK(late_by(policy, 80, hours(49)).final == 0);
  const LateResult saved = late_by(policy, 80, hours(49), 1);
  CHECK(saved.final == 60);
  CHECK(saved.tokens == 1);
}

TEST_CASE("tokens are spent only where they help") {
  LatePolicy policy{.percent = 10, .floor = 50};
  policy.tokens = {.count = 9, .hours = 24, .per_assignment = 2};
  CHECK(late_by(policy, 80, hours(1), 9).tokens == 1);
  CHECK(late_by(policy, 80, seconds(0), 9).tokens == 0);
  CHECK(late_by(policy, 80, hours(70), 9).tokens == 2);       // 10 points lost after two
  CHECK(late_by(policy, 50, hours(24 * 30), 9).tokens == 0);  // at the floor they change nothing
}

TEST_CASE("rounding keeps what is on the grid") {
  CHECK(rounded(0.1 + 0.2, Rounding::down, 0.1) == 0.3);
  CHECK(rounded(72.25, Rounding::nearest, 0.5) == 72.5);
  CHECK(rounded(72.24, Rounding::nearest, 0.5) == 72);
  CHECK(rounded(72.01, Rounding::up, 1) == 73);
  CHECK(rounded(72.99, Rounding::down, 1) == 72);
  CHECK(rounded(72.123456, Rounding::none, 1) == 72.123456);
}

TEST_CASE("later, poorer, or with fewer tokens is never better; nothing leaves 0 to raw") {
  std::mt19937_64 random(5);
  for (int i = 0; i < 4000; ++i) {
    const LatePolicy policy = random_policy(random);
    const double raw = between(random, 0, 120);
    const seconds late(between(random, -5000, 800000)), more(between(random, 0, 100000));
    const int tokens = between(random, 0, 4);
    const LateResult result = late_by(policy, raw, late, tokens);
    const bool rounds_up = policy.rounding == Rounding::up || policy.rounding == Rounding::nearest;
    CAPTURE(i, raw, late.count(), more.count(), tokens);
    CHECK(result.final >= 0);
    CHECK(result.final <= raw + (rounds_up ? policy.round_to : 0));
    CHECK(std::abs(result.raw - result.penalty - result.final) <= 1e-9);
    CHECK(late_by(policy, raw, late + more, tokens).final <= result.final);
    CHECK(late_by(policy, raw, late, tokens + 1).final >= result.final);
    CHECK(late_by(policy, raw + 1, late, tokens).final >= result.final);
    CHECK(result.tokens <= std::min(tokens, policy.tokens.per_assignment));
    CHECK(late_by(policy, raw, late, result.tokens).final == result.final);
  }
}

TEST_CASE("an extension of the due date by the lateness gives the full grade") {
  std::mt19937_64 random(6);
  for (int i = 0; i < 500; ++i) {
    const LatePolicy policy = random_policy(random);
    const seconds late(between(random, 1, 800000));
    const double raw = between(random, 0, 100);
    CHECK(apply_late_policy(policy, raw, 100, kDue + late, kDue + late, 0).final ==
          late_by(policy, raw, seconds(0)).final);
  }
}

TEST_CASE("lateness in words") {
  CHECK(lateness_text(59) == "59 s");
  CHECK(lateness_text(60) == "1 min");
  CHECK(lateness_text(3600 + 300) == "1 h 5 min");
  CHECK(lateness_text(2 * 86400) == "2 days");
  CHECK(lateness_text(86400 + 7200) == "1 day 2 h");
}
