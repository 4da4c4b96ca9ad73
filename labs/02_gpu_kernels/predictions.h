/// @file
/// Task 2.0: four predictions, made before the kernels exist and compared with what the emulator counts.
#pragma once
#include <cstdint>

namespace llmsys::lab02 {

/// 32-byte sectors that one warp needs when lane i loads the float x[i * stride]; x begins at a sector, stride >= 1.
int64_t predict_sectors(int64_t stride);

/// Wavefronts that one warp needs when lane i loads tile[i][c] of `__shared__ float tile[32][width]`, width >= 1.
int64_t predict_wavefronts(int64_t width);

/// Bytes that the tiled matmul of task 2.4 loads from global memory for C (M,N) = A (M,K) B (K,N) in f32. M, N and K are
/// multiples of the tile's side T. Each load of each thread counts; caches do not.
int64_t predict_matmul_bytes(int64_t M, int64_t N, int64_t K, int64_t T);

/// What one multiprocessor of an A100 has for the blocks that live on it.
struct Multiprocessor {
  int64_t threads = 2048;         ///< at most
  int64_t blocks = 32;            ///< at most
  int64_t registers = 65536;      ///< of 32 bits, for all threads together
  int64_t shared_bytes = 167936;  ///< 164 KiB, for all blocks together
  int64_t reserved_bytes = 1024;  ///< of shared memory, that CUDA takes for itself from each block
};

/// Blocks that live on `sm` at a time, when each has `threads` threads, a thread takes `registers` registers, and a block
/// takes `shared_bytes` of shared memory. threads is a multiple of 32, registers of 8.
int64_t predict_resident_blocks(const Multiprocessor& sm, int64_t threads, int64_t registers, int64_t shared_bytes);

}  // namespace llmsys::lab02
