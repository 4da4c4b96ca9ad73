/// @file
/// Right answers to task 2.6, and to the occupancy of task 2.0, written apart from the solution: by counting, not by formula.
#pragma once
#include <cstdint>

#include "autograder/protocol/values.h"

namespace llmsys::lab02::reference {

/// What scenario "work" answers for "transpose", "row_sums", "matmul" and "tiled_matmul" with these sizes.
Values work(const Values& inputs);
/// What scenario "roofline" answers: intensity, ridge, bound, attainable, seconds.
Values roofline(const Values& inputs);
/// The smallest T whose tiles make the product of large matrices bound by computing.
int64_t least_tile(double flops_per_second, double bytes_per_second, int64_t size);
/// Blocks of an A100's multiprocessor, found by adding one after another until something is used up.
int64_t resident_blocks(int64_t threads, int64_t registers, int64_t shared_bytes);

}  // namespace llmsys::lab02::reference
