/// @file
/// The stage of the tests of checked mode: streams, an event, memory; and programs played on it under many seeds.
#pragma once
#include <functional>
#include <set>

#include "framework/simt/cuda.h"
#include "framework/simt/launch.h"
#include "framework/simt/streams.h"
#include "framework/testing/test.h"

namespace llmsys::simt::testing {

inline constexpr int kSeeds = 60;
inline constexpr int kBytes = 64 * sizeof(int);

inline __global__ void add_one_kernel(int* x) { x[threadIdx.x] += 1; }
inline __global__ void copy_kernel(int* y, const int* x) { y[threadIdx.x] = x[threadIdx.x]; }

/// Two streams, an event, device memory and pinned memory: the stage of all plays here.
struct Stage {
  Stage() {
    cudaStreamCreateWithFlags(&a, cudaStreamNonBlocking);
    cudaStreamCreateWithFlags(&b, cudaStreamNonBlocking);
    cudaStreamCreate(&blocking);
    cudaEventCreateWithFlags(&event, cudaEventDisableTiming);
    cudaMalloc(&x, kBytes);
    cudaMalloc(&y, kBytes);
    cudaMallocHost(&in, kBytes);
    cudaMallocHost(&out, kBytes);
    cudaMemset(x, 0, kBytes);
    cudaMemset(y, 0, kBytes);
    for (int i = 0; i < 64; ++i) in[i] = 7, out[i] = -1;
    cudaDeviceSynchronize();
  }
  ~Stage() {
    cudaDeviceSynchronize();
    for (const cudaStream_t stream : {a, b, blocking}) cudaStreamDestroy(stream);
    cudaEventDestroy(event);
    cudaFree(x);
    cudaFree(y);
    cudaFreeHost(in);
    cudaFreeHost(out);
  }
  void add_one(int* p, cudaStream_t stream) const {
    launch<add_one_kernel>({.grid = 1, .block = 64, .stream = stream}, p);
  }
  cudaStream_t a = nullptr, b = nullptr, blocking = nullptr;
  cudaEvent_t event = nullptr;
  int *x = nullptr, *y = nullptr, *in = nullptr, *out = nullptr;
};

/// What a program's results are over many seeds, and in how many of them something was found.
struct Outcome {
  std::set<int> results;
  int with_findings = 0;
};

inline Outcome play(const std::function<int(Stage&)>& program) {
  Outcome outcome;
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    set_stream_mode(StreamMode::checked, seed);
    {
      Stage stage;
      outcome.results.insert(program(stage));
    }
    outcome.with_findings += stream_findings().empty() ? 0 : 1;
    REQUIRE(cudaGetLastError() == cudaSuccess);
  }
  set_stream_mode(StreamMode::eager);
  return outcome;
}

/// The right program: one result, no finding.
inline void require_right(int expected, const std::function<int(Stage&)>& program) {
  const Outcome outcome = play(program);
  CHECK(outcome.results == std::set<int>{expected});
  CHECK(outcome.with_findings == 0);
}

}  // namespace llmsys::simt::testing
