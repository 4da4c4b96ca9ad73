#include "autograder/judge/race.h"

#include <algorithm>
#include <chrono>

#include "autograder/judge/cpu_time.h"
#include "autograder/judge/grade_failure.h"
#include "autograder/judge/one_core.h"
#include "autograder/judge/reply.h"
#include "autograder/judge/standstill.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kWarmUps = 2;  // at least; they look like all other requests
constexpr int kFewestRuns = 3, kMostRuns = 400;
constexpr double kLeastSeconds = 0.25;  // what else the machine does comes and goes in hundredths of a second
constexpr double kPatience = 5;         // times the budget may pass on the wall

Limits limits_at(SandboxLevel level) {
  return {.wall_seconds = 10, .cpu_seconds = 60, .sandbox = level, .timed = true};
}

// A worker and what its clocks said last.
struct Runner {
  Runner(const std::string& program, SandboxLevel level) : worker(program, limits_at(level)) {}
  TimedWorker worker;
  CpuUse mark;
  double cpu_seconds = 0;   // of the last request
  double wall_seconds = 0;  // of it, less the time in which it waited for a processor
  bool waited_for_children = false;
  TimedAnswer answer;
};

class Race {
 public:
  Race(const TimedPrograms& programs, const TimedScenario& scenario, const std::function<Values()>& inputs, int calls)
      : kind_(scenario.kind),
        inputs_(inputs),
        calls_(calls),
        order_(rng().next_u64()),
        core_(order_),
        student_(programs.student, programs.sandbox),
        solution_(programs.solution, SandboxLevel::l0) {
    const Request open{.call = ++call_, .scenario = kind_, .op = "open", .session = 0, .inputs = scenario.shared};
    outputs_of(ask(student_, {open}).replies.at(0), kind_);
    student_.waited_for_children = false;  // the box has had some while it was set up
    ask_solution({open});
  }

  ~Race() { CaseState::current().take_output(student_.worker.output()); }  // also if it has failed
  Race(const Race&) = delete;
  Race& operator=(const Race&) = delete;

  RaceTimes run(const TimeGoal& goal) {
    const Clock::time_point start = Clock::now();
    for (int left = kWarmUps + static_cast<int>(order_.below(3)); left > 0; --left) run_pair();
    RaceTimes times;
    while (!is_over(times, goal, start)) {
      run_pair();
      times.add(student_.cpu_seconds, student_.wall_seconds, solution_.cpu_seconds, solution_.wall_seconds);
      used_seconds_ += student_.cpu_seconds + solution_.cpu_seconds;
      if (student_.waited_for_children) times.note_children();
    }
    return times;
  }

 private:
  // On a busy machine a measurement takes longer, not fewer runs.
  [[nodiscard]] bool is_over(const RaceTimes& times, const TimeGoal& goal, Clock::time_point start) const {
    if (times.runs() < kFewestRuns) return false;
    const double passed = std::chrono::duration<double>(Clock::now() - start).count();
    const bool spent = used_seconds_ > goal.budget_seconds || passed > kPatience * goal.budget_seconds;
    if (spent || times.runs() >= kMostRuns) return true;
    return passed > kLeastSeconds && has_settled(times.result().ratios, goal);
  }

  // Time between two answers is the later one's: work done ahead does not pay.
  TimedAnswer& ask(Runner& runner, const std::vector<Request>& calls) {
    runner.answer = runner.worker.ask(calls);
    const CpuUse now = cpu_use_below(runner.worker.pid());
    runner.waited_for_children |= now.faults_of_waited != runner.mark.faults_of_waited;
    const double queued = runner.waited_for_children  // then its children may be what it was queued behind
                              ? 0
                              : std::max(0.0, now.queued_seconds - runner.mark.queued_seconds);
    runner.cpu_seconds = std::max(0.0, now.seconds - runner.mark.seconds);
    runner.wall_seconds = std::max(runner.cpu_seconds, runner.answer.wall_seconds - queued);
    runner.mark = now;
    return runner.answer;
  }

  void ask_solution(const std::vector<Request>& calls) {
    const Standstill nobody_disturbs(student_.worker.pid());
    try {
      for (const Reply& reply : ask(solution_, calls).replies) outputs_of(reply, kind_);
    } catch (const GradeFailure& failure) {
      throw GradeFailure(Status::internal, text("the reference worker: ", failure.what()));
    }
  }

  void run_pair() {
    std::vector<Request> calls;
    for (int i = 0; i < calls_; ++i)
      calls.push_back({.call = ++call_, .scenario = kind_, .op = "run", .session = 0, .inputs = inputs_()});
    const bool student_first = order_.below(2) == 0;
    if (student_first) ask(student_, calls);
    ask_solution(calls);
    if (!student_first) ask(student_, calls);
    for (size_t i = 0; i < calls.size(); ++i) {
      const Reply reply = CaseState::current().seen_reply(calls[i], student_.answer.replies[i]);
      expect_same_answer(outputs_of(reply, kind_), solution_.answer.replies[i].outputs);
    }
  }

  std::string kind_;
  const std::function<Values()>& inputs_;
  int calls_;
  Rng order_;
  OneCore core_;  // before the workers, which inherit it
  Runner student_, solution_;
  double used_seconds_ = 0;  // by both, in the runs that count
  int64_t call_ = 0;
};

}  // namespace

RaceResult run_race(const TimedPrograms& programs, const TimedScenario& scenario, const std::function<Values()>& inputs,
                    const TimeGoal& goal) {
  return Race(programs, scenario, inputs, goal.calls).run(goal).result();
}

}  // namespace llmsys
