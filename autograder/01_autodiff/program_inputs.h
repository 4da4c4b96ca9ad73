/// @file
/// Random programs of all operations, and the check of their gradients, which public and hidden tests share.
#pragma once
#include "autograder/01_autodiff/op_program.h"

namespace llmsys::lab01 {

/// What may occur in a program.
enum class Slopes {
  smooth,  ///< no relu, no max: central differences are exact to their error
  any      ///< all operations
};

/// That many random operations on random leaves, with broadcasting; the loss depends on every value.
OpProgram random_op_program(int64_t steps, Slopes slopes);

/// The student's loss and gradients must be the solution's; for smooth programs also the slope along a random direction.
void expect_program(const OpProgram& program, Slopes slopes);

}  // namespace llmsys::lab01
