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

/// Task 1.5, rule by rule; add_tensor_scenarios() calls it, and all below.
void add_rule_scenarios(ScenarioTable& table);

/// Task 1.5: log_softmax, and what recorded operations cost.
void add_recorded_scenarios(ScenarioTable& table);

/// Tasks 1.6 and 1.8.
void add_optimizer_scenarios(ScenarioTable& table);

/// Task 1.7.
void add_training_scenarios(ScenarioTable& table);

/// Task 1.9.
void add_dispatcher_scenarios(ScenarioTable& table);

/// Programs of recorded operations, for task 1.5 and for all files together.
void add_program_scenarios(ScenarioTable& table);

}  // namespace llmsys::lab01
