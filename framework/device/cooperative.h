/// @file
/// Cooperative groups (blocks, tiles, grids that meet), for kernel files that use them: CUDA's for nvcc, the emulator's for
/// g++. Include it beside kernel.h.
#pragma once
#ifdef __CUDACC__
#include <cooperative_groups.h>
#include <cooperative_groups/reduce.h>
#else
#include "framework/simt/cooperative_groups.h"
#include "framework/simt/cooperative_reduce.h"
#endif
