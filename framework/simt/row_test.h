/// @file
/// For row_test.cpp and row_test_other.cpp: an inline function of which the program keeps one copy.
#pragma once
#include "framework/simt/builtins.h"

namespace llmsys::simt::testing {

/// Too much of a function to be inlined: so whose copy runs is the linker's choice.
__attribute__((noinline)) inline unsigned place_in_grid() { return blockIdx.x * blockDim.x + threadIdx.x; }

/// Fills y (n) with place_in_grid() + 1, by kernels of row_test_other.cpp.
void fill_in_other_file(unsigned* y, unsigned n);

}  // namespace llmsys::simt::testing
