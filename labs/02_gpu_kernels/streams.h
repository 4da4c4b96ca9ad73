/// @file
/// Task 2.5: copying in, computing and copying out at the same time.
#pragma once
#include <cstdint>

#include "framework/device/stream.h"

namespace llmsys::lab02 {

/// Given: y (n) = x^2 + 1, in device memory.
void square_plus_one(float* y, const float* x, int64_t n, Stream stream);

/// Device memory for a piece of the data at a time, twice: while one piece is worked on, the next arrives.
struct PipelineBuffers {
  float* x[2];    ///< (chunk) each
  float* y[2];    ///< (chunk) each
  int64_t chunk;  ///< elements
};

/// Given, and slow: y (n) = x^2 + 1 for host memory, chunk after chunk, one thing at a time.
void process_serially(float* y, const float* x, int64_t n, const PipelineBuffers& buffers);

/// The same with three streams: one copies in, one computes, one copies out, and events keep them in step. Returns when y
/// is complete. Chunk i uses x[i % 2] and y[i % 2].
/// @param y,x  (n) pinned host memory (cudaMallocHost): copies of other memory do not overlap with anything
void process_pipelined(float* y, const float* x, int64_t n, const PipelineBuffers& buffers);

}  // namespace llmsys::lab02
