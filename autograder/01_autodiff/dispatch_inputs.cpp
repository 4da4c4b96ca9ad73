// Lab 01, task 1.9: who is to be called, found by looking at all registrations.
#include "autograder/01_autodiff/dispatch_inputs.h"

#include <algorithm>

#include "framework/base/error.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab01 {
namespace {

// The registration of that operation ("" is a fallback) under that key, or null.
const Registration* find(const DispatchProgram& program, const std::string& operation, int64_t key, bool first_stays) {
  const Registration* found = nullptr;
  for (const Registration& entry : program.registrations)
    if (entry.operation == operation && entry.key == key && (found == nullptr || !first_stays)) found = &entry;
  return found;
}

// Who serves a call with these keys, which come in the order of their turn.
const Registration* serve(const DispatchProgram& program, const std::vector<int64_t>& keys, DispatchMistake mistake) {
  const bool first_stays = mistake == DispatchMistake::first_stays;
  const auto own = [&](int64_t key) { return find(program, program.operation, key, first_stays); };
  const auto fallback = [&](int64_t key) { return find(program, "", key, first_stays); };
  if (mistake == DispatchMistake::fallbacks_last)
    for (const int64_t key : keys)
      if (own(key) != nullptr) return own(key);
  for (const int64_t key : keys) {
    const Registration *mine = own(key), *general = fallback(key);
    if (mistake == DispatchMistake::fallback_wins && general != nullptr) return general;
    if (mine != nullptr) return mine;
    if (general != nullptr) return general;
  }
  return nullptr;
}

}  // namespace

Values dispatch_inputs(const DispatchProgram& program, const Tensor& a, const Tensor& b) {
  Values in = to_values(program);
  in.set("a", a);
  in.set("b", b);
  return in;
}

Values dispatch_answer(const Values& in, DispatchMistake mistake) {
  const DispatchProgram program = to_dispatch_program(in);
  std::vector<int64_t> keys = program.keys;
  std::sort(keys.begin(), keys.end());
  if (mistake != DispatchMistake::lowest_first) std::reverse(keys.begin(), keys.end());
  List calls;
  Tensor result = raw::add(in["a"].tensor(), in["b"].tensor());
  while (true) {
    const Registration* entry = serve(program, keys, mistake);
    LLMSYS_CHECK(ValueError, entry != nullptr, "[", program.operation, "] nobody serves this call");
    std::erase_if(keys, [&](int64_t key) { return key >= entry->key; });
    std::vector<int64_t> rest = keys;
    std::sort(rest.begin(), rest.end());
    calls.emplace_back(Values{{"function", entry->label}, {"rest", rest}});
    if (entry->key <= kLastBackendKey) return {{"result", result}, {"calls", calls}};
    result = raw::mul(result, 2);
  }
}

}  // namespace llmsys::lab01
