/// @file
/// What is registered with a Dispatcher and which call is made, for both sides: the worker asks the student's, the judge
/// computes what must come of it.
#pragma once
#include <string>
#include <vector>

#include "autograder/protocol/values.h"

namespace llmsys::lab01 {

/// One set() or set_fallback(), in order.
struct Registration {
  std::string operation;  ///< "" is a fallback
  int64_t key = 0;        ///< a DispatchKey
  std::string label;      ///< tells this function from others
};

/// Registrations, then one call.
struct DispatchProgram {
  std::vector<Registration> registrations;  ///< in order
  std::string operation = "add";            ///< called
  std::vector<int64_t> keys;                ///< of the call
};

/// For the wire.
inline Values to_values(const DispatchProgram& program) {
  List registrations;
  for (const auto& [operation, key, label] : program.registrations)
    registrations.emplace_back(Values{{"operation", operation}, {"key", key}, {"label", label}});
  return {{"registrations", registrations}, {"operation", program.operation}, {"keys", program.keys}};
}

/// From the wire.
inline DispatchProgram to_dispatch_program(const Values& in) {
  DispatchProgram program{.registrations = {}, .operation = in["operation"].bytes(), .keys = in["keys"].integers()};
  for (const Value& value : in["registrations"].list()) {
    const Values& entry = value.map();
    program.registrations.push_back({entry["operation"].bytes(), entry["key"].integer(), entry["label"].bytes()});
  }
  return program;
}

/// Keys up to this one compute; those above call on with the keys that are left.
constexpr int64_t kLastBackendKey = 1;
/// How many keys there are.
constexpr int64_t kDispatchKeys = 5;

}  // namespace llmsys::lab01
