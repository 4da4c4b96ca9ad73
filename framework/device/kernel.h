/// @file
/// What a kernel file includes, whoever compiles it: nvcc for a GPU, g++ for the emulator.
///
/// @code
///   // One thread per element. grid (ceil_div(n, 256)), block (256), no shared memory.
///   __global__ void saxpy_kernel(float* y /*(n)*/, const float* x /*(n)*/, float a, int n) {
///     const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
///     if (i < n) y[i] += a * x[i];
///   }
///   void saxpy(float* y, const float* x, float a, int n, Stream stream) {
///     if (n == 0) return;  // a grid of 0 blocks is a launch error
///     launch<saxpy_kernel>({.grid = ceil_div(n, 256), .block = 256, .stream = stream}, y, x, a, n);
///   }
/// @endcode
///
/// Cooperative groups are apart, in framework/device/cooperative.h: CUDA's own header costs nvcc 4 seconds a file.
#pragma once
#ifdef __CUDACC__
#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_fp8.h>
#include <cuda_pipeline_primitives.h>
#include <cuda_runtime.h>
#include <mma.h>
#else
#include "framework/simt/cuda.h"
#endif
#include "framework/device/launch.h"
#include "framework/device/not_implemented.h"
