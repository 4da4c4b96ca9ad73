/// @file
/// Inputs of task 1.7, and what must come of them: for tests and diagnoses.
#pragma once
#include "autograder/01_autodiff/reference/training.h"
#include "autograder/judge/lab_test.h"

namespace llmsys::lab01 {

/// What scenario cross_entropy answers.
Values loss_answer(const Values& in, reference::LossMistake mistake = reference::LossMistake::none);

/// What scenario training_step answers.
Values training_answer(const Values& in, reference::StepMistake mistake = reference::StepMistake::none);

/// Inputs of scenario train_characters: batches of N contexts of T characters each from the beginning of Pride and
/// Prejudice, and a random model.
Values character_inputs(int64_t batches);

}  // namespace llmsys::lab01
