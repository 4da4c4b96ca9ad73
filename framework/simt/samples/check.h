/// @file
/// What the raw CUDA programs of this folder share. It compiles with nvcc and, rewritten, in the emulator.
#pragma once
#include <cuda_runtime.h>

#include <cstdio>
#include <cstdlib>
#include <vector>

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

/// Device memory that holds these values.
template <class T>
T* to_device(const std::vector<T>& values) {
  T* device = nullptr;
  CUDA_CHECK(cudaMalloc(&device, values.size() * sizeof(T)));
  CUDA_CHECK(cudaMemcpy(device, values.data(), values.size() * sizeof(T), cudaMemcpyHostToDevice));
  return device;
}

/// Values of device memory.
template <class T>
std::vector<T> to_host(const T* device, size_t n) {
  std::vector<T> values(n);
  CUDA_CHECK(cudaMemcpy(values.data(), device, n * sizeof(T), cudaMemcpyDeviceToHost));
  return values;
}
