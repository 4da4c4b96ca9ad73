// Lab 01, task 1.9: who is called, in which order, with which keys left.
#include "autograder/01_autodiff/dispatch_program.h"
#include "autograder/01_autodiff/scenarios.h"
#include "framework/base/error.h"
#include "framework/tensor/raw.h"
#include "labs/01_autodiff/dispatcher.h"

namespace llmsys::lab01 {
namespace {

constexpr size_t kDeepest = 20;  // there are 5 keys

DispatchKeys keys_of(const std::vector<int64_t>& numbers) {
  DispatchKeys keys;
  for (const int64_t number : numbers) keys = keys.with(static_cast<DispatchKey>(number));
  return keys;
}

std::vector<int64_t> numbers_of(DispatchKeys keys) {
  std::vector<int64_t> numbers;
  for (int64_t key = 0; key < kDispatchKeys; ++key)
    if (keys.has(static_cast<DispatchKey>(key))) numbers.push_back(key);
  return numbers;
}

// Writes down that it was called. A backend adds its inputs; a wrapper doubles what the keys that are left compute.
Dispatcher::Function function_of(const Registration& entry, const std::string& operation, List& calls) {
  return [entry, operation, &calls](const Dispatcher& dispatcher, DispatchKeys rest,
                                    const std::vector<Tensor>& inputs) -> Tensor {
    LLMSYS_CHECK(ValueError, calls.size() < kDeepest, "one call led to ", kDeepest,
                 " others and would go on for ever: hand on keys.below(key), not keys");
    calls.emplace_back(Values{{"function", entry.label}, {"rest", numbers_of(rest)}});
    if (entry.key <= kLastBackendKey) return raw::add(inputs.at(0), inputs.at(1));
    return raw::mul(dispatcher.call(operation, rest, inputs), 2);
  };
}

Values dispatched(const Values& in) {
  const DispatchProgram program = to_dispatch_program(in);
  List calls;
  Dispatcher dispatcher;
  for (const Registration& entry : program.registrations) {
    const auto key = static_cast<DispatchKey>(entry.key);
    Dispatcher::Function function = function_of(entry, program.operation, calls);
    if (entry.operation.empty())
      dispatcher.set_fallback(key, std::move(function));
    else
      dispatcher.set(entry.operation, key, std::move(function));
  }
  const Tensor result = dispatcher.call(program.operation, keys_of(program.keys), {in["a"].tensor(), in["b"].tensor()});
  return {{"result", result}, {"calls", calls}};
}

}  // namespace

void add_dispatcher_scenarios(ScenarioTable& table) { table.add("dispatch", dispatched); }

}  // namespace llmsys::lab01
