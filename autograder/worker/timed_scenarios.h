/// @file
/// Scenarios whose time is taken.
#pragma once
#include "autograder/worker/scenario.h"

namespace llmsys {

/// Each lab with timed rungs defines this once, in autograder/NN_name/scenarios_timed.cpp, and calls it from
/// register_scenarios(). Timed scenarios are kinds of sessions: opening one prepares what all calls share (a vocabulary) with
/// given code only, and its operation "run" is what is timed.
void add_timed_scenarios(ScenarioTable& table);

}  // namespace llmsys
