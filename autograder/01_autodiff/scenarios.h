/// @file
/// Lab 01's scenarios in two halves: the engine (tasks 1.0 to 1.4) and what is built on it (tasks 1.5 to 1.9).
#pragma once
#include "autograder/worker/scenario.h"

namespace llmsys::lab01 {

/// Tasks 1.0 to 1.4: predictions, one-line rules, gradient checker, un-broadcast, the backward pass.
void add_engine_scenarios(ScenarioTable& table);

/// Task 1.4; add_engine_scenarios() calls it.
void add_graph_scenarios(ScenarioTable& table);

/// What task 1.4 costs, and what task 1.0 predicts, measured; add_engine_scenarios() calls it.
void add_counter_scenarios(ScenarioTable& table);

/// Tasks 1.5 to 1.9 and all together: tensor rules, optimizers, training, challenges.
void add_tensor_scenarios(ScenarioTable& table);

}  // namespace llmsys::lab01
