#include "autograder/judge/call_text.h"
#include "autograder/judge/case_state.h"
#include "autograder/judge/lab_test.h"
#include "autograder/judge/reply.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

std::string said_of_inputs() {
  const std::vector<RecordedCall>& calls = CaseState::current().calls();
  const std::string inputs = calls.empty() ? "" : inputs_text(calls.back().inputs);
  return inputs.empty() ? "" : "; for " + inputs;
}

// The student's lines that led to an error; without a stack, as in `--debug`, the place that the error itself names.
std::string place_of(const RemoteError& error) {
  const std::string where = CaseState::current().where_thrown();
  if (!where.empty()) return "\nWhere: " + where;
  return error.where.empty() ? "" : " (thrown at " + error.where + ")";
}

}  // namespace

Values outputs_of(const Reply& reply, const std::string& asked) {
  if (!reply.error) return reply.outputs;
  const RemoteError& error = *reply.error;
  if (error.kind == ErrorKind::not_implemented) throw GradeFailure(Status::fail, error.message);
  if (error.kind == ErrorKind::out_of_memory)
    throw GradeFailure(Status::memory, text(asked, ": ", error.message, said_of_inputs()));
  if (error.kind == ErrorKind::sanitizer) throw GradeFailure(Status::fail, error.message);
  throw GradeFailure(Status::fail, text(asked, " threw ", exception_name(error.kind), ": ", error.message,
                                        said_of_inputs(), place_of(error)));
}

Reply student_reply(const std::string& scenario, const Values& inputs) {
  return CaseState::current().ask({.scenario = scenario, .op = "", .inputs = inputs});
}

Values student(const std::string& scenario, const Values& inputs) {
  return outputs_of(student_reply(scenario, inputs), scenario);
}

Values solution(const std::string& scenario, const Values& inputs) {
  const Reply reply = CaseState::current().ask_solution({.scenario = scenario, .op = "", .inputs = inputs});
  if (reply.error)
    throw GradeFailure(Status::internal,
                       text("the reference solution failed in ", scenario, ": ", reply.error->message));
  return reply.outputs;
}

StudentSession::StudentSession(const std::string& kind, const Values& inputs)
    : kind_(kind), id_(CaseState::current().new_session()) {
  outputs_of(CaseState::current().ask({.scenario = kind, .op = "open", .session = id_, .inputs = inputs}), kind);
}

Values StudentSession::call(const std::string& op, const Values& inputs) {
  return outputs_of(CaseState::current().ask({.scenario = kind_, .op = op, .session = id_, .inputs = inputs}),
                    kind_ + "." + op);
}

Rng& rng() { return CaseState::current().rng(); }

std::vector<LabTest>& lab_tests() {
  static std::vector<LabTest> tests;
  return tests;
}

detail::LabTestRegistration::LabTestRegistration(const char* task, const char* rung, const char* claim,
                                                 void (*body)()) {
  lab_tests().push_back({task, rung, claim, body});
}

}  // namespace llmsys
