/// @file
/// Lab 02's scenarios by task.
#pragma once
#include "autograder/worker/scenario.h"

namespace llmsys::lab02 {

/// Tasks 2.0 and 2.6: predictions, what they predict, and the roofline.
void add_host_scenarios(ScenarioTable& table);
/// Tasks 2.1 to 2.4.
void add_kernel_scenarios(ScenarioTable& table);
/// Task 2.5.
void add_stream_scenarios(ScenarioTable& table);
/// Tasks 2.7 and 2.8.
void add_challenge_scenarios(ScenarioTable& table);
/// Task 2.all: operations of the framework, served by this lab.
void add_system_scenarios(ScenarioTable& table);
/// Tasks 2.1 to 2.4 on a GPU: times, each of which takes no inputs.
void add_speed_scenarios(ScenarioTable& table);

}  // namespace llmsys::lab02
