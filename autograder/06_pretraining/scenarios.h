/// @file
/// Lab 06's scenarios, by what they are about.
#pragma once
#include "autograder/worker/scenario.h"

namespace llmsys::lab06 {

/// Tasks 6.1 to 6.3, 6.9 and 6.10: what is kept of a text, and from where.
void add_document_scenarios(ScenarioTable& table);

/// Tasks 6.0, 6.4, 6.5 and all together: predictions, rows and batches.
void add_row_scenarios(ScenarioTable& table);

/// Tasks 6.6 to 6.8: learning rates, clipping, the loop.
void add_loop_scenarios(ScenarioTable& table);

}  // namespace llmsys::lab06
