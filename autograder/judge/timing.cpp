#include "autograder/judge/timing.h"

#include "autograder/judge/machine_peak.h"
#include "autograder/judge/race.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr int kCallsInPlace = 3;

// Without a process of its own nothing can be timed: only the answers are compared.
void compare_in_place(const TimedScenario& scenario, const std::function<Values()>& inputs) {
  StudentSession session(scenario.kind, scenario.shared);
  CaseState& state = CaseState::current();
  const int64_t id = state.new_session();
  const auto ask_solution = [&](const std::string& op, const Values& in) {
    return state.ask_solution({.scenario = scenario.kind, .op = op, .session = id, .inputs = in}).outputs;
  };
  ask_solution("open", scenario.shared);
  for (int i = 0; i < kCallsInPlace; ++i) {
    const Values in = inputs();
    expect_same_answer(session.call("run", in), ask_solution("run", in));
  }
}

std::string milliseconds(double seconds) {
  char shown[32];
  std::snprintf(shown, sizeof shown, "%.3g ms", 1000 * seconds);
  return shown;
}

// Nobody reads less than the input and writes less than the output: who seems to has found a hole, and a person looks.
void refuse_impossible(const std::string& what, const RaceResult& result, const TimeGoal& goal) {
  const double least = goal.calls * least_seconds(goal.least_bytes, goal.least_flops);
  if (result.solution_seconds < least)
    throw GradeFailure(Status::internal, text("the floor of ", what, " is above the solution's time: ",
                                              milliseconds(least), " against ", milliseconds(result.solution_seconds)));
  if (result.student_seconds < least)
    throw GradeFailure(Status::protocol, text(what, " took ", milliseconds(result.student_seconds),
                                              ", faster than this machine can be (", milliseconds(least),
                                              " to move and compute what any program must): a person will look at it"));
}

}  // namespace

void score_time_ratio(const TimedScenario& scenario, const std::function<Values()>& inputs, const TimeGoal& goal) {
  CaseState& state = CaseState::current();
  if (!times_are_measured()) return compare_in_place(scenario, inputs);
  RaceResult best = run_race(state.timed_programs(), scenario, inputs, goal);
  const bool rerun = share_of(best.ratios, goal) < 1;
  if (rerun) {
    const RaceResult again = run_race(state.timed_programs(), scenario, inputs, goal);
    if (again.ratios.median < best.ratios.median) best = again;
  }
  refuse_impossible(scenario.kind, best, goal);
  const Timing timing{.what = scenario.kind,
                      .ratio = best.ratios.median,
                      .low = best.ratios.low,
                      .high = best.ratios.high,
                      .runs = best.ratios.runs,
                      .rerun = rerun,
                      .note = best.note};
  state.take_timing(timing);
  score(share_of(best.ratios, goal), text(timing, "; all points up to ", goal.all, ", none above ", goal.none));
}

}  // namespace llmsys
