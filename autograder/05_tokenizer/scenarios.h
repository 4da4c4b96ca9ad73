/// @file
/// Lab 05's scenarios in two halves.
#pragma once
#include "autograder/worker/scenario.h"

namespace llmsys::lab05 {

/// Tasks 5.0 to 5.2: predictions and what they are compared with, bytes, training.
void add_training_scenarios(ScenarioTable& table);

/// Tasks 5.3 to 5.6 and all together: pieces, texts, streams.
void add_encoding_scenarios(ScenarioTable& table);

}  // namespace llmsys::lab05
