/// @file
/// Where the running program lies in memory.
#pragma once
#include "framework/simt/trace/detail/recorder.h"

namespace llmsys::simt::detail {

/// From its first segment's beginning to its last one's end: code, tables, __device__ and __constant__ variables.
Range program_image();
/// What the loader added to the addresses the linker gave; 0 for a program that is not movable.
uintptr_t program_load_address();

}  // namespace llmsys::simt::detail
