/// @file
/// Lab 04's scenarios, by what they ask of.
#pragma once
#include "autograder/protocol/values.h"
#include "autograder/worker/scenario.h"
#include "framework/tensor/raw.h"
#include "labs/04_transformer/rope.h"

namespace llmsys::lab04 {

/// Adds those of tasks 4.0 and 4.1, and what they predict, measured.
void add_accounting_scenarios(ScenarioTable& table);
/// Adds those of tasks 4.2, 4.3, 4.5, 4.6.
void add_op_scenarios(ScenarioTable& table);
/// Adds those of task 4.4.
void add_attention_scenarios(ScenarioTable& table);
/// Adds those of tasks 4.7, 4.8, 4.10 and all together.
void add_model_scenarios(ScenarioTable& table);
/// Adds those of challenges 4.9 and 4.11.
void add_challenge_scenarios(ScenarioTable& table);

/// The angles that came with the inputs.
inline RopeTable table_of(const Values& in) { return {.cos = in["cos"].tensor(), .sin = in["sin"].tensor()}; }

/// A tensor for the way to the judge.
inline Value sent(const Tensor& x) { return raw::contiguous(x); }

}  // namespace llmsys::lab04
