// Counting, selecting, scattering: work that goes where the data say.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

constexpr int kBins = 16;

// Each block counts in shared memory, then adds to the total.
__global__ void histogram_shared_kernel(unsigned* counts, const int* x, int n) {
  __shared__ unsigned bins[kBins];
  if (threadIdx.x < kBins) bins[threadIdx.x] = 0;
  __syncthreads();
  for (int i = int(blockIdx.x * blockDim.x + threadIdx.x); i < n; i += int(gridDim.x * blockDim.x))
    atomicAdd(&bins[x[i] % kBins], 1u);
  __syncthreads();
  if (threadIdx.x < kBins) atomicAdd(&counts[threadIdx.x], bins[threadIdx.x]);
}

// Counters of one byte, one set a thread, four in a word: bytes side by side belong to different threads.
__global__ void histogram_bytes_kernel(unsigned* counts, const int* x, int per_thread) {
  __shared__ unsigned char bins[kBins][64];
  const int t = int(threadIdx.x);
  for (int b = 0; b < kBins; ++b) bins[b][t] = 0;
  for (int i = 0; i < per_thread; ++i) ++bins[x[t * per_thread + i] % kBins][t];
  __syncthreads();
  if (t >= kBins) return;
  unsigned sum = 0;
  for (int k = 0; k < 64; ++k) sum += bins[t][k];
  counts[t] = sum;
}

// A sieve: many threads set bits of one word.
__global__ void sieve_kernel(unsigned* composite, int n) {
  const int p = int(blockIdx.x * blockDim.x + threadIdx.x) + 2;
  for (int multiple = p * 2; multiple < n; multiple += p) atomicOr(&composite[multiple / 32], 1u << multiple % 32);
}

// Keeps elements above a bound: a place for each by ballot, a stretch for the warp by one atomic.
__global__ void compact_ballot_kernel(int* kept, int* count, const int* x, int n, int bound) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x), lane = int(threadIdx.x % 32);
  const bool keep = i < n && x[i] > bound;
  const unsigned mask = __ballot_sync(~0u, keep);
  int base = 0;
  if (lane == 0) base = atomicAdd(count, __popc(mask));
  base = __shfl_sync(~0u, base, 0);
  if (keep) kept[base + __popc(mask & ((1u << lane) - 1))] = x[i];
}

// A queue whose end is an atomic counter.
__global__ void frontier_kernel(int* next, int* length, int* seen, const int* edges, int n, int degree) {
  const int node = int(blockIdx.x * blockDim.x + threadIdx.x);
  if (node >= n) return;
  for (int e = 0; e < degree; ++e) {
    const int target = edges[node * degree + e];
    if (atomicCAS(&seen[target], 0, 1) == 0) next[atomicAdd(length, 1)] = target;
  }
}

// One step of k-means in one dimension: sums and counts of each centre.
__global__ void k_means_kernel(float* sums, int* counts, const float* x, const float* centres, int n, int k) {
  __shared__ float block_sums[8];
  __shared__ int block_counts[8];
  const int t = int(threadIdx.x), i = int(blockIdx.x * blockDim.x) + t;
  if (t < k) block_sums[t] = 0, block_counts[t] = 0;
  __syncthreads();
  if (i < n) {
    int best = 0;
    for (int c = 1; c < k; ++c)
      if (fabsf(x[i] - centres[c]) < fabsf(x[i] - centres[best])) best = c;
    atomicAdd(&block_sums[best], x[i]);
    atomicAdd(&block_counts[best], 1);
  }
  __syncthreads();
  if (t < k) atomicAdd(&sums[t], block_sums[t]), atomicAdd(&counts[t], block_counts[t]);
}
__global__ void k_means_divide_kernel(float* centres, const float* sums, const int* counts, int k) {
  const int c = int(threadIdx.x);
  if (c < k && counts[c] > 0) centres[c] = sums[c] / float(counts[c]);
}

// y = A x, A sparse by rows: a thread a row.
__global__ void spmv_kernel(float* y, const int* starts, const int* cols, const float* values, const float* x,
                            int rows) {
  const int row = int(blockIdx.x * blockDim.x + threadIdx.x);
  if (row >= rows) return;
  float sum = 0;
  for (int i = starts[row]; i < starts[row + 1]; ++i) sum += values[i] * x[cols[i]];
  y[row] = sum;
}

void shared_counts() {
  const auto x = Buffer<int>::filled(1000);
  const auto counts = Buffer<unsigned>::zeros(kBins);
  launch<histogram_shared_kernel>({.grid = 4, .block = 64}, counts, x, 1000);
  static_cast<void>(counts.read());
}

void byte_counts() {
  const auto x = Buffer<int>::filled(640);
  const Buffer<unsigned> counts(kBins);
  launch<histogram_bytes_kernel>({.grid = 1, .block = 64}, counts, x, 10);
  static_cast<void>(counts.read());
}

void sieve() {
  const auto composite = Buffer<unsigned>::zeros(16);
  launch<sieve_kernel>({.grid = 4, .block = 64}, composite, 512);
  static_cast<void>(composite.read());
}

void compact() {
  const auto x = Buffer<int>::filled(300), count = Buffer<int>::zeros(1), kept = Buffer<int>::zeros(300);
  launch<compact_ballot_kernel>({.grid = 3, .block = 128}, kept, count, x, 300, 3);
  static_cast<void>(kept.read());
}

void frontier() {
  const auto edges = Buffer<int>::filled(64 * 3), seen = Buffer<int>::zeros(64), length = Buffer<int>::zeros(1);
  const Buffer<int> next(64);
  launch<frontier_kernel>({.grid = 2, .block = 32}, next, length, seen, edges, 64, 3);
}

void k_means() {
  const auto x = Buffer<float>::filled(500), centres = Buffer<float>::filled(4), sums = Buffer<float>::zeros(4);
  const auto counts = Buffer<int>::zeros(4);
  launch<k_means_kernel>({.grid = 4, .block = 128}, sums, counts, x, centres, 500, 4);
  launch<k_means_divide_kernel>({.grid = 1, .block = 32}, centres, sums, counts, 4);
  static_cast<void>(centres.read());
}

void spmv() {
  std::vector<int> starts_host(51);
  for (int row = 0; row <= 50; ++row) starts_host[size_t(row)] = row * 7;
  const Buffer<int> starts(51);
  cudaMemcpy(static_cast<int*>(starts), starts_host.data(), 51 * sizeof(int), cudaMemcpyHostToDevice);
  const auto cols = Buffer<int>::filled(350);
  const auto values = Buffer<float>::filled(350), x = Buffer<float>::filled(7);
  const Buffer<float> y(50);
  launch<spmv_kernel>({.grid = 2, .block = 32}, y, starts, cols, values, x, 50);
  static_cast<void>(y.read());
}

}  // namespace

Chapter good_histogram() {
  return {"framework/simt/corpus/good_histogram.cu",
          {{"histogram in shared memory", shared_counts},
           {"histogram in bytes", byte_counts},
           {"sieve in a bit set", sieve},
           {"compaction by ballot", compact},
           {"frontier of a breadth-first search", frontier},
           {"k-means step", k_means},
           {"sparse matrix times vector", spmv}}};
}

}  // namespace llmsys::simt::corpus
