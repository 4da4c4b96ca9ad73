/// @file
/// What the emulator counted for a kernel, as it crosses the border between worker and judge.
#pragma once
#include "autograder/protocol/values.h"
#include "framework/simt/trace/counters.h"

namespace llmsys {

/// In place of kernels' names: the worker ran on a GPU, which counts nothing here.
inline constexpr const char* kNotCounted = "(not counted)";

/// All sums of a kernel, its name and how it was launched last; not what single lines did.
Values to_values(const simt::KernelCounters& kernel);
/// The inverse.  @throws ValueError if a part is missing, of the wrong type, or negative
simt::KernelCounters kernel_counters_from(const Values& values);
/// Adds every count of `more`; keeps the name and the last launch of `sum`.
void add_counters(simt::KernelCounters& sum, const simt::KernelCounters& more);

}  // namespace llmsys
