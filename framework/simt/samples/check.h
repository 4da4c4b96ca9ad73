/// @file
/// What the raw CUDA programs of this folder share. It compiles with nvcc and, rewritten, in the emulator.
#pragma once
#include <cuda_runtime.h>

#include <cstdio>
#include <cstdlib>

/// Ends the program with a message if a call of the CUDA runtime fails.
#define CUDA_CHECK(call)                                                                                   \
  do {                                                                                                     \
    const cudaError_t check_error = (call);                                                                \
    if (check_error != cudaSuccess) {                                                                      \
      std::fprintf(stderr, "%s:%d: %s: %s\n", __FILE__, __LINE__, #call, cudaGetErrorString(check_error)); \
      std::exit(1);                                                                                        \
    }                                                                                                      \
  } while (false)

/// Ends the program with a message unless a condition holds.
#define EXPECT(condition)                                                          \
  do {                                                                             \
    if (!(condition)) {                                                            \
      std::fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      std::exit(1);                                                                \
    }                                                                              \
  } while (false)
