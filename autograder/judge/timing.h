/// @file
/// Points by time. How long the student's algorithm takes is told as a ratio to the solution's time on the same inputs, by the
/// judge's clocks; docs/timing.md says how and why.
///
/// @code
/// LAB_TEST("5.6", "time", "20,000 letters take about as long as the solution takes") {
///   const BpeVocabulary vocabulary = random_vocabulary(60);
///   score_time_ratio({"timed_long_piece", {{"vocabulary", to_values(vocabulary)}}},
///                    [] { return Values{{"piece", random_word("abc", 19'000, 20'000)}}; }, {.all = 1.5, .none = 6});
/// }
/// @endcode
/// lab.json says "timed": true of the rung, so that its programs are built, and nothing else runs while it does.
#pragma once
#include <functional>
#include <string>

#include "autograder/judge/lab_test.h"
#include "autograder/judge/plateau.h"

namespace llmsys {

/// What is timed: operation "run" of a session. See worker/timed_scenarios.h.
struct TimedScenario {
  std::string kind;  ///< the session's kind: "timed_long_piece"
  Values shared;     ///< what all calls share; handed over before the clock starts
};

/// Asks student and solution the same, in turns and in random order, until the median of the ratios settles, and scores it.
/// Every answer is compared with the solution's: numbers in tensors within 1e-4, all else exactly. Before points are lost, it
/// measures once more with fresh processes and takes the better result.
/// @param inputs  makes the inputs of one call; they must differ each time, and cost about the same
/// @throws GradeFailure for a wrong answer, an exception, a crash, or (protocol) a time that this machine does not allow
void score_time_ratio(const TimedScenario& scenario, const std::function<Values()>& inputs, const TimeGoal& goal);

}  // namespace llmsys
