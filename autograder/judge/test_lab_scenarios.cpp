// The scenarios of the judge's own tests. LLMSYS_TEST_LAB_RIGHT: 1 for the reference worker, 0 for the student, who makes
// mistakes.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>

#include "autograder/worker/findings.h"
#include "autograder/worker/scenario.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/probe.h"
#include "framework/tensor/raw.h"

namespace llmsys {
namespace {

constexpr bool kRight = LLMSYS_TEST_LAB_RIGHT == 1;

// y = 3 (2 x), with each step shown; the student's second step is 4.
Values steps(const Values& in) {
  const Tensor doubled = raw::mul(in["x"].tensor(), 2);
  probe("doubled", doubled);
  const Tensor tripled = raw::mul(doubled, kRight ? 3 : 4);
  probe("tripled", tripled);
  const Tensor shifted = raw::add(tripled, 1);
  probe("shifted", shifted);
  return {{"y", shifted}};
}

Values fail_with(const Values& in) {
  const std::string& kind = in["kind"].bytes();
  if (kind == "shape") throw ShapeError("shapes (2,3) and (4) do not fit");
  if (kind == "memory") throw std::bad_alloc();
  if (kind == "stub") throw NotImplemented("lab07 task 7.1: f is not written yet");
  if (kind == "race") keep_report({.kind = ErrorKind::sanitizer, .message = "a race at f.cu:3", .where = "f.cu:3"});
  if (kind == "race and shape") {
    keep_report({.kind = ErrorKind::sanitizer, .message = "a race at f.cu:3", .where = "f.cu:3"});
    throw ShapeError("what followed from it");
  }
  if (kind == "standard") throw std::out_of_range("vector::at");
  return {{"y", 1}};
}

}  // namespace

void register_scenarios(ScenarioTable& table) {
  table.add("steps", steps);
  table.add("fail_with", fail_with);
  table.add("sum", [](const Values& in) -> Values {
    return {{"sum", in["a"].integer() + in["b"].integer() + (kRight ? 0 : 1)}};
  });
  table.add("root", [](const Values& in) -> Values {
    const double x = in["x"].number();
    return {{"y", std::sqrt(kRight ? std::max(x, 0.0) : x)}};
  });
  table.add("devices", [](const Values& in) -> Values {
    const Tensor& x = in["all"].list().at(0).map()["x"].tensor();
    return {{"given", text(x.device())}, {"made", text(zeros({1}).device())}, {"y", List{raw::add(x, 1)}}};
  });
  table.add("echo", [](const Values& in) { return in; });
  table.add_session("counter", [](const Values& in) -> Session {
    return [n = in["from"].integer()](std::string_view op, const Values& more) mutable -> Values {
      n += op == "add" ? more["n"].integer() : 0;
      return {{"n", n}};
    };
  });
}

}  // namespace llmsys
