/// @file
/// What must come of a DispatchProgram: for tests and diagnoses.
#pragma once
#include "autograder/01_autodiff/dispatch_program.h"

namespace llmsys::lab01 {

/// What can go wrong in a dispatcher.
enum class DispatchMistake {
  none,
  lowest_first,    ///< the computing key before those that wrap it
  fallback_wins,   ///< a fallback, though the operation has a function of its own
  fallbacks_last,  ///< all own functions before any fallback, whatever the keys
  first_stays      ///< a second registration does not replace the first
};

/// A program's inputs for scenario dispatch.
Values dispatch_inputs(const DispatchProgram& program, const Tensor& a, const Tensor& b);

/// What scenario dispatch answers.  @throws ValueError if there is no function to call
Values dispatch_answer(const Values& in, DispatchMistake mistake = DispatchMistake::none);

}  // namespace llmsys::lab01
