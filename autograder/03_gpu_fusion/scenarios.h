/// @file
/// Lab 03's scenarios by task.
#pragma once
#include "autograder/worker/scenario.h"

namespace llmsys::lab03 {

/// Task 3.0.
void add_prediction_scenarios(ScenarioTable& table);
/// Tasks 3.1, 3.2 and 3.7.
void add_product_scenarios(ScenarioTable& table);
/// Tasks 3.3 to 3.5.
void add_row_scenarios(ScenarioTable& table);
/// Tasks 3.6 and 3.all.
void add_other_scenarios(ScenarioTable& table);
/// Tasks 3.1 to 3.5 on a GPU: times, each of which takes no inputs.
void add_speed_scenarios(ScenarioTable& table);

}  // namespace llmsys::lab03
