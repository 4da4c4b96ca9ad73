#include "autograder/judge/case_state.h"

#include "autograder/judge/call_text.h"
#include "autograder/judge/grade_failure.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

thread_local CaseState* t_current = nullptr;

// The reference worker is our own code.
Limits trusted(Limits limits) {
  limits.sandbox = SandboxLevel::l0;
  return limits;
}

}  // namespace

CaseState::CaseState(std::string program, std::string solution_program, const Limits& limits, Rng rng, bool secret)
    : program_(std::move(program)),
      solution_program_(std::move(solution_program)),
      limits_(limits),
      rng_(rng),
      secret_(secret) {}

CaseState& CaseState::current() {
  LLMSYS_CHECK(ValueError, t_current != nullptr, "student() and its like work inside a LAB_TEST only");
  return *t_current;
}

Reply CaseState::ask(Request request) {
  if (!channel_) channel_ = open_channel(program_, limits_);
  request.call = next_call_++;
  calls_.push_back({request.scenario, request.inputs, {}});  // before the call: a crash is about these inputs
  try {
    calls_.back().reply = corrupter_.changed_reply(request, channel_->call(request));
  } catch (const GradeFailure& failure) {
    if (failure.status() == Status::internal) throw;
    throw GradeFailure(failure.status(), text(failure.what(), "\nCall: ", call_text(request), " (number ",
                                              calls_.size(), " of this test)"));
  }
  return calls_.back().reply;
}

Reply CaseState::ask_solution(Request request) {
  LLMSYS_CHECK(ValueError, !solution_program_.empty(), "no reference worker was given");
  try {
    if (!solution_channel_) solution_channel_ = open_process_channel(solution_program_, trusted(limits_));
    request.call = next_call_++;
    return solution_channel_->call(request);
  } catch (const GradeFailure& failure) {
    throw GradeFailure(Status::internal, text("the reference worker: ", failure.what()));  // no fault of the student's
  }
}

void CaseState::take_score(const Score& score) {
  LLMSYS_CHECK(ValueError, score.fraction >= 0 && score.fraction <= 1, "a score must be from 0 to 1, got ",
               score.fraction);
  if (score.fraction < score_.fraction) score_ = score;
}

const TimedPrograms& CaseState::timed_programs() const {
  if (timed_programs_.student.empty())
    throw GradeFailure(Status::internal, "time is taken of rungs only that have \"timed\": true in lab.json");
  return timed_programs_;
}

CaseScope::CaseScope(CaseState& state) { t_current = &state; }

CaseScope::~CaseScope() { t_current = nullptr; }

}  // namespace llmsys
