/// @file
/// A worker whose time is taken. The judge holds the clock, and both sides share memory for requests and answers.
#pragma once
#include <string>
#include <vector>

#include "autograder/explain/crash_stack.h"
#include "autograder/judge/channel.h"
#include "autograder/judge/worker_output.h"
#include "autograder/judge/worker_process.h"
#include "autograder/protocol/shared_memory.h"

namespace llmsys {

/// The replies to the calls of one request, and how long they took.
struct TimedAnswer {
  std::vector<Reply> replies;  ///< in the order of the calls
  /// From before the inputs were there to see until the judge held a copy of the answer, less the time in which the judge itself
  /// waited for a processor.
  double wall_seconds = 0;
};

/// Runs worker/timed_main.cpp with a student's files or with the solution's.
class TimedWorker {
 public:
  /// @throws GradeFailure (internal) if it cannot be started
  TimedWorker(const std::string& program, const Limits& limits);

  /// Asks, and takes the time. The clock starts before the first byte of a request becomes visible to the worker, and ends when
  /// the judge has its own copy: whoever answers early or late gains nothing.
  /// @throws GradeFailure (crash, timeout, memory, protocol) when no proper answer comes
  TimedAnswer ask(const std::vector<Request>& calls);
  /// Its process.
  [[nodiscard]] pid_t pid() const { return worker_.pid(); }
  /// The beginning of what it printed so far.
  [[nodiscard]] std::string output() const { return last_words(output_.kept()).words; }

 private:
  std::string exchange(const std::string& request, double& wall_seconds);
  void wait_for_signal();

  std::string program_;
  Limits limits_;
  WorkerProcess worker_;
  WorkerOutput output_;
  SharedMemory requests_{kSharedBytes}, answers_{kSharedBytes};
};

}  // namespace llmsys
