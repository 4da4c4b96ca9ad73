// Which clock counts.
#include "autograder/judge/race.h"
#include "autograder/judge/test_lab.h"
#include "framework/tensor/factories.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

// Nine pairs in which nothing changes.
RaceResult result_of(double student_cpu, double student_wall, double solution_cpu, double solution_wall) {
  RaceTimes times;
  for (int i = 0; i < 9; ++i) times.add(student_cpu, student_wall, solution_cpu, solution_wall);
  CHECK(times.runs() == 9);
  return times.result();
}

}  // namespace

TEST_CASE("processor time counts, whatever else the machine does") {
  const RaceResult idle = result_of(0.010, 0.010, 0.005, 0.005), loaded = result_of(0.010, 0.035, 0.005, 0.015);
  CHECK(idle.ratios.median == Approx(2));
  CHECK(loaded.ratios.median == Approx(2));
  CHECK(loaded.student_seconds == Approx(0.010));
  CHECK(loaded.solution_seconds == Approx(0.005));
  CHECK(loaded.note.empty());
}

TEST_CASE("helpers on other cores cost what they use: less time on the wall is no gain") {
  CHECK(result_of(0.012, 0.004, 0.005, 0.005).ratios.median == Approx(2.4));
}

TEST_CASE("who sleeps, or has work done elsewhere, is timed by the clock on the wall") {
  const RaceResult asleep = result_of(0.0001, 0.020, 0.005, 0.005);
  CHECK(asleep.ratios.median == Approx(4));
  CHECK(asleep.student_seconds == Approx(0.020));
  CHECK(contains(asleep.note, "your program waited, or something else worked for it"));
}

TEST_CASE("who starts other processes is timed by the clock on the wall, whatever the kernel says of them") {
  RaceTimes times;
  for (int i = 0; i < 7; ++i) times.add(i % 2 == 0 ? 0 : 0.010, 0.006, 0.005, 0.005);  // hundredths of a second
  CHECK(times.result().ratios.median == 0);
  times.note_children();
  CHECK(times.result().ratios.median == Approx(1.2));
  CHECK(contains(times.result().note, "your program started other processes"));
}

TEST_CASE("where processor time cannot be read, the clock on the wall counts") {
  const RaceResult blind = result_of(0, 0.010, 0, 0.005);
  CHECK(blind.ratios.median == Approx(2));
  CHECK(contains(blind.note, "cannot be read"));
}

TEST_CASE("answers are compared with the solution's: tensors closely, all else exactly") {
  const TestCase test;
  const Values want{{"y", full({2}, 1.0)}, {"ids", List{1, 2}}};
  CHECK(failure_of([&] {
          expect_same_answer({{"y", full({2}, 1.00001)}, {"ids", List{1, 2}}, {"more", 1}}, want);
        }) == "it passed");
  CHECK(contains(failure_of([&] {
                   expect_same_answer({{"y", full({2}, 1.01)}, {"ids", List{1, 2}}}, want);
                 }),
                 "FAIL: y"));
  CHECK(contains(failure_of([&] {
                   expect_same_answer({{"y", full({2}, 1.0)}, {"ids", List{1, 3}}}, want);
                 }),
                 "ids[1]: got 3, want 2"));
}
