// The expectations of lab_test.h: each says what differs, where, and for which inputs.
#include <algorithm>
#include <cmath>

#include "autograder/judge/call_text.h"
#include "autograder/judge/case_state.h"
#include "autograder/judge/lab_test.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

// "; for shape = [2, 3]" when the inputs are short enough to help.
std::string for_inputs() {
  const CaseState& state = CaseState::current();
  if (state.secret() || state.calls().empty()) return "";
  const std::string inputs = inputs_text(state.calls().back().inputs);
  return inputs.empty() ? "" : "; for " + inputs;
}

[[noreturn]] void fail(const std::string& message) { throw GradeFailure(Status::fail, message + for_inputs()); }

bool same_scalar(const Value& got, const Value& want) {
  switch (want.variant().index()) {
    case 1: return got.integer() == want.integer();
    case 2: return got.number() == want.number();
    case 3: return got.boolean() == want.boolean();
    default: return got.bytes() == want.bytes();
  }
}

// The first difference, as "strides[1]: got 2, want 3"; empty if there is none.
std::string difference(const Value& got, const Value& want, const std::string& what);

std::string list_difference(const List& got, const List& want, const std::string& what) {
  if (got.size() != want.size())
    return text(what, ": got ", got.size(), " values ", to_text(Value(got)), ", want ", want.size(), " values ",
                to_text(Value(want)));
  for (size_t i = 0; i < got.size(); ++i) {
    const std::string found = difference(got[i], want[i], text(what, "[", i, "]"));
    if (!found.empty()) return found;
  }
  return "";
}

std::string map_difference(const Values& got, const Values& want, const std::string& what) {
  for (const auto& [name, value] : want) {
    const std::string found = difference(got[name], value, what + "." + name);
    if (!found.empty()) return found;
  }
  return "";
}

std::string difference(const Value& got, const Value& want, const std::string& what) {
  if (got.variant().index() != want.variant().index())
    return text(what, ": got ", described(got), ", want ", described(want));
  switch (want.variant().index()) {
    case 0: {
      const Comparison result = compare(got.tensor(), want.tensor(), Tolerance{.atol = 0, .rtol = 0});
      return result.ok() ? "" : what + ": " + to_text(result);
    }
    case 5: return list_difference(got.list(), want.list(), what);
    case 6: return map_difference(got.map(), want.map(), what);
    default: return same_scalar(got, want) ? "" : text(what, ": got ", to_text(got), ", want ", to_text(want));
  }
}

}  // namespace

void expect(bool holds, const std::string& message) {
  if (!holds) fail(message);
}

void expect_equal(const Value& got, const Value& want, const std::string& what) {
  const std::string found = difference(got, want, what);
  if (!found.empty()) fail(found);
}

void expect_close(const Value& got, const Tensor& want, Tolerance tolerance, const std::string& what) {
  const Comparison result = compare(got.tensor(), want, tolerance);
  if (!result.ok()) fail(what + ": " + to_text(result));
}

void expect_close(const Value& got, double want, double tolerance, const std::string& what) {
  const bool close =
      got.number() == want || std::abs(got.number() - want) <= tolerance;  // infinities have no difference
  if (!close) fail(text(what, ": got ", got.number(), ", want ", want, " (within ", tolerance, ")"));
}

void not_graded(const std::string& reason) { throw GradeFailure(Status::not_graded, reason); }

void score(double fraction, const std::string& message) {
  CaseState& state = CaseState::current();
  state.take_score({fraction, message + for_inputs(), state.calls().empty() ? 0 : state.calls().size() - 1});
}

void expect_error(const std::string& scenario, const Values& inputs, ErrorKind kind,
                  const std::vector<std::string>& words) {
  const Reply reply = student_reply(scenario, inputs);
  const std::string wanted = text(scenario, " must throw ", exception_name(kind), " here, but ");
  if (!reply.error) fail(text(wanted, "returned ", to_text(reply.outputs)));
  if (reply.error->kind == ErrorKind::not_implemented) throw GradeFailure(Status::fail, reply.error->message);
  if (reply.error->kind == ErrorKind::out_of_memory)
    throw GradeFailure(Status::memory, scenario + ": " + reply.error->message);
  if (reply.error->kind != kind)
    fail(text(wanted, "threw ", exception_name(reply.error->kind), ": ", reply.error->message));
  for (const std::string& word : words)
    if (reply.error->message.find(word) == std::string::npos)
      fail(text("the error of ", scenario, " should name ", word, "; it says: ", reply.error->message));
}

}  // namespace llmsys
