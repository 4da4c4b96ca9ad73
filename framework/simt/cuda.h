/// @file
/// All that a kernel file may use when the emulator runs it: CUDA's names, of our own making. Kernel files include
/// framework/device/kernel.h, which is this header for g++ and CUDA's own for nvcc.
#pragma once
#ifdef __CUDACC__
#error "framework/simt is for the emulated build: with nvcc, include framework/device/kernel.h"
#endif
#include "framework/simt/qualifiers.h"
// IWYU pragma: begin_exports
#include "framework/simt/address_space.h"
#include "framework/simt/async_copy.h"
#include "framework/simt/atomics.h"
#include "framework/simt/bfloat16.h"
#include "framework/simt/builtins.h"
#include "framework/simt/cooperative_groups.h"
#include "framework/simt/cooperative_partition.h"
#include "framework/simt/cooperative_reduce.h"
#include "framework/simt/cooperative_scan.h"
#include "framework/simt/device_math.h"
#include "framework/simt/device_print.h"
#include "framework/simt/fp8.h"
#include "framework/simt/half.h"
#include "framework/simt/runtime.h"
#include "framework/simt/sync.h"
#include "framework/simt/vector_types.h"
#include "framework/simt/warp.h"
#include "framework/simt/wmma.h"
// IWYU pragma: end_exports
