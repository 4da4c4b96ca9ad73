/// @file
/// How many blocks of a kernel one multiprocessor holds at once.
#pragma once
#include <cstddef>
#include <string_view>

#include "framework/simt/gpus.h"

namespace llmsys::simt {

/// What a kernel takes, as `nvcc -Xptxas -v` says. g++ cannot know it.
struct KernelResources {
  int registers = 0;         ///< of a thread; 0: unknown, limits nothing
  size_t static_shared = 0;  ///< bytes a block
};

/// Blocks of one kernel on one multiprocessor.
struct Occupancy {
  int blocks = 0;               ///< resident at once; 0: the kernel cannot be launched so
  int warps = 0;                ///< in all of them
  double fraction = 0;          ///< of the warps that the multiprocessor could hold
  std::string_view limited_by;  ///< "threads", "blocks", "registers", "shared memory"
};

/// The least of four limits: threads / block size, blocks, registers (given out 256 at a time to a warp, to each of 4 parts
/// of the multiprocessor), and shared memory (given out 128 or 256 bytes at a time). CUDA Programming Guide, "Hardware
/// Multithreading"; agrees with NVIDIA's cuda_occupancy.h.
/// @param block_size  threads, 1 to 1024   @param dynamic_shared  bytes a block
Occupancy occupancy(const Gpu& gpu, const KernelResources& kernel, int block_size, size_t dynamic_shared);

/// Tells the runtime what a kernel takes: cudaFuncGetAttributes() and the occupancy functions answer by it.
void set_kernel_resources(const void* kernel, const KernelResources& resources);
/// What was told; zeros if nothing was.
KernelResources kernel_resources(const void* kernel);

}  // namespace llmsys::simt
