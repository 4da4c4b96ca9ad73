/// @file
/// Inputs of lab 00's kernel, and the check that public and hidden tests share.
#pragma once
#include "autograder/judge/lab_test.h"

namespace llmsys::lab00 {

/// Small integers, never 0, as f32: products and sums of them are exact, and an element that is left out shows.
Tensor small_integers(int64_t n);

/// The student's a x + y is that of the reference, bit by bit, and x is as it was. Numbers are small integers.
void expect_saxpy(double a, int64_t n);

}  // namespace llmsys::lab00
