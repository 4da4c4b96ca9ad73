/// @file
/// One measurement: student and solution, each in a process of its own, answer the same requests in turns.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "autograder/judge/case_state.h"
#include "autograder/judge/timed_worker.h"
#include "autograder/judge/timing.h"

namespace llmsys {

/// What a measurement found.
struct RaceResult {
  Spread ratios;                ///< student to solution, of the clock that counts
  double student_seconds = 0;   ///< median of a request, by that clock
  double solution_seconds = 0;  ///< the same of the solution
  std::string note;             ///< if it is not processor time that counts: why
};

/// Which clock counts, and what it says. Processor time does, unless more than half as much again passed on the wall, relative
/// to the solution, while it waited for no processor: then somebody else worked for the student, or it slept. Where the
/// solution seems to use no processor time, this machine does not tell, and the wall's clock counts too.
class RaceTimes {
 public:
  /// One pair of requests. Seconds of processor time, and on the wall without the time in a processor's queue.
  void add(double student_cpu, double student_wall, double solution_cpu, double solution_wall);
  /// The student's program has waited for processes that it started. Of those the kernel tells the time in hundredths of a second
  /// only, so that many short ones would seem to take none: the wall's clock counts.
  void note_children() { children_ = true; }
  /// @throws ValueError before the first pair
  [[nodiscard]] RaceResult result() const;
  /// How many pairs.
  [[nodiscard]] int runs() const { return static_cast<int>(student_cpu_.size()); }

 private:
  std::vector<double> student_cpu_, student_wall_, solution_cpu_, solution_wall_;
  bool children_ = false;
};

/// Runs until the ratio has settled, or the budget of the goal is spent.
/// @throws GradeFailure as score_time_ratio()
RaceResult run_race(const TimedPrograms& programs, const TimedScenario& scenario, const std::function<Values()>& inputs,
                    const TimeGoal& goal);

/// Fails unless `got` holds all that `want` holds: numbers in tensors within 1e-4, all else exactly.
void expect_same_answer(const Values& got, const Values& want);

}  // namespace llmsys
