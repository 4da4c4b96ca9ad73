// Taking the time of workers that try to look fast. Each race is against a worker that does the same work honestly.
#include "autograder/judge/timing.h"

#include <poll.h>

#include <algorithm>
#include <array>

#include "autograder/judge/cpu_time.h"
#include "autograder/judge/machine_peak.h"
#include "autograder/judge/race.h"
#include "autograder/judge/standstill.h"
#include "autograder/judge/test_lab.h"
#include "autograder/sandbox/probe.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

// Milliseconds, and half a second of them: a busy machine disturbs single calls by more than a tenth of that.
constexpr int64_t kSteps = 2'000'000;
constexpr TimeGoal kShort{.all = 2, .none = 8, .budget_seconds = 0.5};

Values random_numbers() {
  std::vector<int64_t> numbers(10);
  for (int64_t& number : numbers) number = static_cast<int64_t>(rng().below(1000));
  return {{"numbers", numbers}, {"steps", kSteps}};
}

const TimedPrograms kPrograms{.student = LLMSYS_TEST_TIMED, .solution = LLMSYS_TEST_TIMED_HONEST};

RaceResult race(const char* kind, const TimeGoal& goal = kShort) {
  return run_race(kPrograms, {kind, {}}, random_numbers, goal);
}

// Of three races the one in the middle: a machine may be busy through the whole of one.
RaceResult middle_of_three(const char* kind) {
  std::array<RaceResult, 3> races = {race(kind), race(kind), race(kind)};
  std::sort(races.begin(), races.end(), [](const auto& a, const auto& b) { return a.ratios.median < b.ratios.median; });
  return races[1];
}

// A worker alone, with little time for an answer, and its session of that kind.
class Alone {
 public:
  explicit Alone(const char* kind, SandboxLevel level = SandboxLevel::l0, double patience = 10)
      : kind_(kind),
        worker_(LLMSYS_TEST_TIMED, {.wall_seconds = patience, .cpu_seconds = 5, .sandbox = level, .timed = true}) {
    worker_.ask({request("open")});
  }
  TimedAnswer run() { return worker_.ask({request("run")}); }
  [[nodiscard]] pid_t pid() const { return worker_.pid(); }

 private:
  Request request(const char* op) {
    return {.call = ++call_, .scenario = kind_, .op = op, .session = 0, .inputs = random_numbers()};
  }

  const char* kind_;
  TimedWorker worker_;
  int64_t call_ = 0;
};

}  // namespace

TEST_CASE("who does the same work takes the same time, though its own clock stands still") {
  const TestCase test;
  const RaceResult result = middle_of_three("honest");
  CHECK(result.ratios.median == Approx(1).margin(0.3));
  CHECK(result.solution_seconds > 1e-4);
  CHECK(result.note.empty());
}

TEST_CASE("several calls in a request are all answered") {
  const TestCase test;
  TimeGoal goal = kShort;
  goal.calls = 3;
  CHECK(race("honest", goal).solution_seconds > 2 * race("honest").solution_seconds);
}

TEST_CASE("threads, children and orphans cost what they use; sleeping costs its time") {
  const TestCase test;
  for (const char* kind : {"on_threads", "in_child", "in_orphan", "asleep"}) {
    const RaceResult result = race(kind);
    INFO(kind << " " << result.note << " " << result.ratios.low << " to " << result.ratios.high << ", student "
              << result.student_seconds << " s, solution " << result.solution_seconds << " s");
    CHECK(result.ratios.median > 0.7);
  }
}

TEST_CASE("work begun before anybody asked is counted") {
  const TestCase test;
  CHECK(race("ahead").ratios.median > 0.7);
}

TEST_CASE("in a box, who is timed stays one process in its place, and may have threads") {
  const TestCase test;
  for (const SandboxLevel level : {SandboxLevel::l1, SandboxLevel::l2, SandboxLevel::l3}) {
    if (probe_sandbox().best < level) continue;
    INFO("level " << to_text(level));
    const Values got = Alone("leaves_its_place", level).run().replies.at(0).outputs;
    for (const char* act : {"forks", "moves", "yields", "sets_timers"}) CHECK_FALSE(got[act].boolean());
    CHECK(Alone("on_threads", level).run().replies.at(0).outputs["sum"].integer() > 0);
  }
}

TEST_CASE("who is not asked stands still, and goes on afterwards") {
  const TestCase test;
  const SandboxLevel best = probe_sandbox().best;
  for (const SandboxLevel level : {SandboxLevel::l0, best}) {
    INFO("level " << to_text(level));
    Alone alone("restless", level);
    alone.run();
    {
      const Standstill all(alone.pid());
      const double before = cpu_use_below(alone.pid()).seconds;
      poll(nullptr, 0, 200);
      CHECK(cpu_use_below(alone.pid()).seconds <= before + 0.02);  // what is on another core stops a moment later
    }
    const double before = cpu_use_below(alone.pid()).seconds;
    alone.run();
    CHECK(cpu_use_below(alone.pid()).seconds > before);
  }
}

TEST_CASE("warm-up requests look like all others: who slows down after them is slow") {
  const TestCase test;
  const RaceResult result = race("slow_after_warm_up");
  INFO(result.ratios.low << " to " << result.ratios.high << " in " << result.ratios.runs << " runs, student "
                         << result.student_seconds << " s, solution " << result.solution_seconds << " s");
  CHECK(result.ratios.median > 2);
}

TEST_CASE("an answer that was kept is the answer to something else") {
  const TestCase test;
  CHECK(contains(failure_of([] { race("cached"); }), "FAIL: sum: got"));
}

TEST_CASE("who says too early that the answer is complete has none") {
  const TestCase test;
  Alone alone("early");
  CHECK(contains(failure_of([&] { alone.run(); }),
                 "PROTOCOL: the worker said that its answer is complete, but there is no"));
}

TEST_CASE("a worker can neither write requests nor shrink what the judge reads") {
  const TestCase test;
  const Values got = Alone("attacks_memory").run().replies.at(0).outputs;
  CHECK(got["found"].integer() == 2);
  CHECK_FALSE(got["requests_mapped"].boolean());
  CHECK_FALSE(got["requests_cut"].boolean());
  CHECK_FALSE(got["answers_cut"].boolean());
}

TEST_CASE("an answer of impossible size, an exit and an endless wait end as they do without a clock") {
  const TestCase test;
  CHECK(contains(failure_of([] { Alone("giant_answer").run(); }), "a message of 1152921504606846976 bytes cannot be"));
  CHECK(contains(failure_of([] { Alone("exit").run(); }), "CRASH: the program ended by itself"));
  CHECK(contains(failure_of([] { Alone("endless", SandboxLevel::l0, 1).run(); }), "TIMEOUT: no answer within 1 s"));
}

TEST_CASE("what a program has printed before its end is kept") {
  TestCase test;
  CHECK(contains(failure_of([] { race("says_and_exits"); }), "CRASH"));
  CHECK(test.state().output() == "last words\n");
}

TEST_CASE("a program that is not there is the grader's fault") {
  CHECK(contains(failure_of([] { TimedWorker("/no/such/worker", {}); }), "INTERNAL: "));
}

TEST_CASE("points fall with the ratio, and the message says what was measured") {
  TestCase test;
  test.state().set_timed_programs(kPrograms);
  score_time_ratio({"honest", {}}, random_numbers, kShort);
  CHECK(test.state().score().fraction == 1);
  REQUIRE(test.state().timings().size() == 1);
  CHECK_FALSE(test.state().timings()[0].rerun);
  score_time_ratio({"slow_after_warm_up", {}}, random_numbers, kShort);
  CHECK(test.state().score().fraction < 0.8);
  CHECK(test.state().timings()[1].rerun);
  CHECK(contains(test.state().score().message, "times the solution's time ("));
  CHECK(contains(test.state().score().message, "measured twice); all points up to 2, none above 8"));
}

TEST_CASE("nobody is faster than the machine: that is looked at by a person") {
  TestCase test;
  test.state().set_timed_programs(kPrograms);
  TimeGoal goal = kShort;
  goal.least_bytes = 0.5 * race("honest").solution_seconds * machine_peak().bytes_per_second;
  const auto score_answers_without_work = [&] { score_time_ratio({"at_once", {}}, random_numbers, goal); };
  CHECK(contains(failure_of(score_answers_without_work), "PROTOCOL: at_once took"));
  goal.least_bytes *= 1000;
  CHECK(
      contains(failure_of(score_answers_without_work), "INTERNAL: the floor of at_once is above the solution's time"));
}

TEST_CASE("a test that takes time needs lab.json to say so") {
  const TestCase test;
  CHECK(contains(failure_of([] { score_time_ratio({"honest", {}}, random_numbers, kShort); }), "\"timed\": true"));
}

TEST_CASE("the floor is that of the slower of traffic and computation") {
  CHECK(machine_peak().bytes_per_second > 1e9);
  CHECK(machine_peak().flops_per_second > 1e8);
  CHECK(least_seconds(1e9, 0) == Approx(1e9 / machine_peak().bytes_per_second));
  CHECK(least_seconds(0, 1e9) == Approx(1e9 / machine_peak().flops_per_second));
  CHECK(least_seconds(1e9, 1e9) == std::max(least_seconds(1e9, 0), least_seconds(0, 1e9)));
}
