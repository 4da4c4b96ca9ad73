/// @file
/// Scenarios that run kernels: always checked, and counted where the judge asks.
#pragma once
#include <string>

#include "autograder/worker/scenario.h"
#include "autograder/worker/traced.h"

namespace llmsys::lab02 {

/// Adds `run` as a scenario whose kernels run under the tracer: what the checkers find is the call's error. With the input
/// `counted`, the answer holds "counters", too.
inline void add_traced(ScenarioTable& table, const std::string& name, Values (*run)(const Values& inputs)) {
  table.add(name, [run](const Values& in) -> Values {
    Traced traced;
    Values out = run(in);
    if (in.find("counted") != nullptr) out.set("counters", traced.values());
    return out;
  });
}

}  // namespace llmsys::lab02
