#include "autograder/judge/explain.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr Tolerance kSame{.atol = 1e-6, .rtol = 1e-6, .equal_nan = true};

// What rounding may do to an intermediate: sums may be made in any order.
Tolerance rounding_of(DType dtype) {
  if (dtype == DType::f16 || dtype == DType::bf16) return {.atol = 1e-2, .rtol = 1e-2, .equal_nan = true};
  return dtype == DType::f32 ? Tolerance{.atol = 1e-5, .rtol = 1e-5, .equal_nan = true} : kSame;
}

bool same_number(double a, double b) {
  if (a == b || (std::isnan(a) && std::isnan(b))) return true;
  return std::isfinite(b) && std::abs(a - b) <= kSame.atol + kSame.rtol * std::abs(b);
}

bool same_list(const List& a, const List& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), same_answer);
}

bool same_map(const Values& a, const Values& b) {
  return a.size() == b.size() && (a.size() == 0 || holds_answer(a, b));
}

// Whether `answer` is the solution's. Then it explains nothing: what failed is something else, a counter for example.
bool is_right(CaseState& state, const RecordedCall& call, const Values& answer) {
  try {
    const Reply right = state.ask_solution({.scenario = call.scenario, .op = "", .inputs = call.inputs});
    return holds_answer(right.outputs, answer);
  } catch (const std::exception&) {
    return false;  // without the reference worker nobody knows
  }
}

// The wrong variants may themselves fail on inputs they were not made for; then they are not the explanation.
bool has_numbers_of(CaseState& state, const Diagnosis& diagnosis, const RecordedCall& call) {
  try {
    const Values wrong = diagnosis.wrong(call.inputs);
    return holds_answer(call.reply.outputs, wrong) && !is_right(state, call, wrong);
  } catch (const std::exception&) {
    return false;
  }
}

void name_mistake(CaseState& state, const RecordedCall& call, const std::string& task, Explanation& out) {
  for (const Diagnosis& diagnosis : lab_diagnoses()) {
    if (diagnosis.scenario != call.scenario) continue;
    if (diagnosis.task != task && task.find("all") == std::string::npos) continue;
    if (!has_numbers_of(state, diagnosis, call)) continue;
    out.diagnosis = diagnosis.name;
    out.cause = diagnosis.cause;
    out.handout = diagnosis.handout;
    return;
  }
}

// The `number`-th intermediate of that name, from 0; null if there are not so many.
const Probe* find_probe(const std::vector<Probe>& probes, const std::string& name, int64_t number) {
  for (const Probe& probe : probes)
    if (probe.name == name && number-- == 0) return &probe;
  return nullptr;
}

// Intermediates are compared by name: who goes another way to the same answer may meet them in another order.
std::string first_divergence(const std::vector<Probe>& got, const std::vector<Probe>& want) {
  std::map<std::string, int64_t> seen;
  for (const Probe& mine : got) {
    const int64_t number = seen[mine.name]++;
    const Probe* right = find_probe(want, mine.name, number);
    if (right == nullptr) continue;
    const Comparison result = compare(mine.value, right->value, rounding_of(right->value.dtype()));
    const std::string which = number == 0 ? "" : text(" (number ", number + 1, " of that name)");
    if (!result.ok()) return text("the first intermediate that differs is ", mine.name, which, ": ", to_text(result));
  }
  return "";
}

std::string diverging_probe(CaseState& state, const RecordedCall& call) {
  if (call.reply.probes.empty()) return "";
  try {
    const Reply right = state.ask_solution({.scenario = call.scenario, .op = "", .inputs = call.inputs});
    return first_divergence(call.reply.probes, right.probes);
  } catch (const std::exception&) {
    return "";  // an explanation is a courtesy: without the reference worker there is none
  }
}

}  // namespace

bool same_answer(const Value& a, const Value& b) {
  if (a.variant().index() != b.variant().index()) return false;
  switch (a.variant().index()) {
    case 0: return compare(a.tensor(), b.tensor(), kSame).ok();
    case 1: return a.integer() == b.integer();
    case 2: return same_number(a.number(), b.number());
    case 3: return a.boolean() == b.boolean();
    case 4: return a.bytes() == b.bytes();
    case 5: return same_list(a.list(), b.list());
    default: return same_map(a.map(), b.map());
  }
}

bool holds_answer(const Values& answer, const Values& part) {
  return part.size() > 0 && std::all_of(part.begin(), part.end(), [&](const Values::Item& item) {
           const Value* other = answer.find(item.name);
           return other != nullptr && same_answer(item.value, *other);
         });
}

Explanation explain(CaseState& state, const std::string& task) {
  Explanation out;
  if (state.calls().empty()) return out;
  const RecordedCall& call = state.calls().back();
  if (call.reply.error) return out;
  name_mistake(state, call, task, out);
  if (!state.secret()) out.probe = diverging_probe(state, call);
  return out;
}

}  // namespace llmsys
