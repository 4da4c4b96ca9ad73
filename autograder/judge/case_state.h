/// @file
/// What one running test case knows: its worker, its random numbers, its last call.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "autograder/judge/channel.h"
#include "autograder/judge/corruption.h"
#include "autograder/report/timing.h"
#include "framework/base/rng.h"

namespace llmsys {

/// A call to the code under test and its reply.
struct RecordedCall {
  std::string scenario;  ///< which scenario
  Values inputs;         ///< what it got
  Reply reply;           ///< what came back
};

/// A part of a rung's points, and why it is not all of them.
struct Score {
  double fraction = 1;  ///< from 0 to 1
  std::string message;  ///< why; empty if all
  size_t call = 0;      ///< the call it is about: its number in calls()
};

/// The workers whose time is taken.
struct TimedPrograms {
  std::string student;                      ///< worker_timed_T
  std::string solution;                     ///< worker_solution_timed
  SandboxLevel sandbox = SandboxLevel::l0;  ///< of the student's
};

/// State of the test case that runs on this thread.
class CaseState {
 public:
  /// @param program   the worker under test    @param solution_program  the reference worker; may be empty
  CaseState(std::string program, std::string solution_program, const Limits& limits, Rng rng, bool secret);

  /// The case of this thread.  @throws ValueError outside a test
  static CaseState& current();

  /// Asks the code under test and remembers the call.
  Reply ask(Request request);
  /// Asks the reference worker.
  Reply ask_solution(Request request);
  /// From now on answers of the code under test are changed: what would a wrong program's tests see?
  void corrupt(Corruption corruption) { corrupter_ = Corrupter(corruption); }
  /// Whether one was.
  [[nodiscard]] bool corrupted() const { return corrupter_.changed(); }
  /// The number of a new session.
  int64_t new_session() { return next_session_++; }
  /// The random numbers of this case.
  Rng& rng() { return rng_; }
  /// Whether values must not be shown: the test is hidden.
  [[nodiscard]] bool secret() const { return secret_; }
  /// The calls so far, oldest first.
  [[nodiscard]] const std::vector<RecordedCall>& calls() const { return calls_; }
  /// Keeps the lower of this score and the one so far.
  void take_score(const Score& score);
  /// The lowest so far.
  [[nodiscard]] const Score& score() const { return score_; }
  /// A reply of the code under test as the test is to see it.
  Reply seen_reply(const Request& request, Reply reply) { return corrupter_.changed_reply(request, std::move(reply)); }
  /// Says where the workers are whose time is taken.
  void set_timed_programs(const TimedPrograms& programs) { timed_programs_ = programs; }
  /// Where they are.  @throws GradeFailure (internal) if lab.json does not say that the rung is timed
  [[nodiscard]] const TimedPrograms& timed_programs() const;
  /// Keeps what was measured.
  void take_timing(const Timing& timing) { timings_.push_back(timing); }
  /// All that was measured.
  [[nodiscard]] const std::vector<Timing>& timings() const { return timings_; }
  /// Keeps what a timed worker printed.
  void take_output(const std::string& output) { timed_output_ = output; }
  /// Where the last error was thrown, as Channel::where_thrown().
  [[nodiscard]] std::string where_thrown() const { return channel_ ? channel_->where_thrown() : ""; }
  /// What the code under test printed.
  [[nodiscard]] std::string output() const { return channel_ ? channel_->output() : timed_output_; }

 private:
  friend class CaseScope;
  std::string program_, solution_program_;
  Limits limits_;
  Rng rng_;
  bool secret_;
  int64_t next_call_ = 1, next_session_ = 1;
  std::unique_ptr<Channel> channel_, solution_channel_;
  std::vector<RecordedCall> calls_;
  Corrupter corrupter_;
  Score score_;
  TimedPrograms timed_programs_;
  std::vector<Timing> timings_;
  std::string timed_output_;
};

/// Makes a case the current one of this thread.
class CaseScope {
 public:
  /// Until the scope ends.
  explicit CaseScope(CaseState& state);
  ~CaseScope();
  CaseScope(const CaseScope&) = delete;
  CaseScope& operator=(const CaseScope&) = delete;
};

}  // namespace llmsys
