// Data that one group of threads hands to another, and what the hardware wants of both.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

namespace cg = cooperative_groups;

// A reduction that is called twice, and leaves its array while others still read it.
__device__ float sum_of_block(float value) {
  __shared__ float of_warps[4];
  for (int step = 16; step > 0; step /= 2) value += __shfl_xor_sync(~0U, value, step);
  if (threadIdx.x % 32 == 0) of_warps[threadIdx.x / 32] = value;  // FINDS race_shared
  __syncthreads();
  return of_warps[0] + of_warps[1] + of_warps[2] + of_warps[3];
}
__global__ void twice_reduced_kernel(float* y, const float* x) {
  const float mean = sum_of_block(x[threadIdx.x]) / 128;
  y[threadIdx.x] = sum_of_block((x[threadIdx.x] - mean) * (x[threadIdx.x] - mean));
}

// The next item may be taken before all have seen this one.
__global__ void item_overwritten_kernel(int* y, int items, int* next) {
  __shared__ int item;
  while (true) {
    if (threadIdx.x == 0) item = atomicAdd(next, 1);  // FINDS race_shared
    __syncthreads();                                  // FINDS barrier_exited
    const int mine = item;                            // FINDS race_shared
    if (mine >= items) break;
    atomicAdd(&y[mine], 1);
  }
}

// A barrier of the grid whose blocks do not fence what they leave.
__global__ void unfenced_barrier_kernel(int* y, int* x, int* arrived) {
  if (threadIdx.x != 0) return;
  x[blockIdx.x] = 1;
  atomicAdd(arrived, 1);
  while (*const_cast<volatile int*>(arrived) != int(gridDim.x)) {}
  y[blockIdx.x] = x[gridDim.x - 1 - blockIdx.x];  // FINDS race_global
}

// The flag is a plain int: nothing says that it is one.
__global__ void plain_flag_kernel(int* y, int* message, int* flag) {
  if (blockIdx.x == 0) {
    *message = 7;
    __threadfence();
    *flag = 1;
    return;
  }
  const bool set = *flag == 1;  // FINDS race_global
  if (set) *y = *message;       // FINDS race_global
}

// Two arrays in dynamic shared memory; the offset counts elements where it should count bytes.
__global__ void overlapping_arrays_kernel(int* y) {
  auto* const memory = dynamic_shared<unsigned char>();
  auto* const a = reinterpret_cast<int*>(memory);
  auto* const b = reinterpret_cast<int*>(memory + blockDim.x);
  const int t = int(threadIdx.x);
  a[t] = t;
  b[t] = 2 * t;  // FINDS race_shared
  __syncthreads();
  y[t] = a[t] + b[t];
}

// A tile of shared memory goes to the tensor cores before the other lanes have filled it.
__global__ void early_load_kernel(float* c, const __half* x) {
  using namespace nvcuda::wmma;
  __shared__ __half s[256];
  for (int i = int(threadIdx.x); i < 256; i += 32) s[i] = x[i];
  fragment<matrix_a, 16, 16, 16, __half, row_major> a;
  fragment<matrix_b, 16, 16, 16, __half, row_major> b;
  fragment<accumulator, 16, 16, 16, float> sum;
  fill_fragment(sum, 0.0f);
  load_matrix_sync(a, s, 16);  // FINDS race_shared
  __syncwarp();
  load_matrix_sync(b, s, 16);
  mma_sync(sum, a, b, sum);
  store_matrix_sync(c, sum, 16, mem_row_major);
}

// Half of the warp has left.
__global__ void half_warp_mma_kernel(float* c, const __half* x) {
  using namespace nvcuda::wmma;
  if (threadIdx.x >= 16) return;
  fragment<matrix_a, 16, 16, 16, __half, row_major> a;
  fragment<matrix_b, 16, 16, 16, __half, row_major> b;
  fragment<accumulator, 16, 16, 16, float> sum;
  fill_fragment(sum, 0.0f);
  load_matrix_sync(a, x, 16);
  load_matrix_sync(b, x, 16);
  mma_sync(sum, a, b, sum);  // FINDS trap
  store_matrix_sync(c, sum, 16, mem_row_major);
}

__global__ void not_cooperative_kernel(int* x) {
  x[blockIdx.x] = 1;
  cg::this_grid().sync();  // FINDS trap
  x[blockIdx.x] += 1;
}

// Tiles of 16 meet, and read what the other tile wrote.
__global__ void across_tiles_kernel(int* y) {
  __shared__ int s[32];
  const auto tile = cg::tiled_partition<16>(cg::this_thread_block());
  s[threadIdx.x] = int(threadIdx.x);
  tile.sync();
  y[threadIdx.x] = s[31 - threadIdx.x];  // FINDS race_shared
}

// The zero behind a string's end, in a buffer that has no room for it.
__global__ void end_of_string_kernel(char* text, int n) {
  if (int(threadIdx.x) < n) text[threadIdx.x] = 'a';
  if (threadIdx.x == 0) text[n] = 0;  // FINDS out_of_bounds
}

// Pairs of halves that begin at any half.
__global__ void odd_pairs_kernel(__half2* y, const __half* x) {
  y[threadIdx.x] = *reinterpret_cast<const __half2*>(x + threadIdx.x);  // FINDS misaligned
}

void twice_reduced() {
  const auto x = Buffer<float>::filled(128);
  const Buffer<float> y(128);
  launch<twice_reduced_kernel>({.grid = 1, .block = 128}, y, x);
}

void item_overwritten() {
  const auto y = Buffer<int>::zeros(5), next = Buffer<int>::zeros(1);
  launch<item_overwritten_kernel>({.grid = 2, .block = 64}, y, 5, next);
}

void unfenced_barrier() {
  const auto arrived = Buffer<int>::zeros(1);
  const Buffer<int> x(4), y(4);
  launch<unfenced_barrier_kernel>({.grid = 4, .block = 32}, y, x, arrived);
}

void plain_flag() {
  const auto message = Buffer<int>::zeros(1), flag = Buffer<int>::zeros(1), y = Buffer<int>::zeros(1);
  launch<plain_flag_kernel>({.grid = 2, .block = 1}, y, message, flag);
}

void overlapping_arrays() {
  const Buffer<int> y(32);
  launch<overlapping_arrays_kernel>({.grid = 1, .block = 32, .shared_bytes = 256}, y);
}

void early_load() {
  const auto x = Buffer<__half>::filled(256);
  const Buffer<float> c(256);
  launch<early_load_kernel>({.grid = 1, .block = 32}, c, x);
}

void half_warp_mma() {
  const auto x = Buffer<__half>::filled(256);
  const Buffer<float> c(256);
  launch<half_warp_mma_kernel>({.grid = 1, .block = 32}, c, x);
}

void not_cooperative() {
  const Buffer<int> x(2);
  launch<not_cooperative_kernel>({.grid = 2, .block = 1}, x);
}

void across_tiles() {
  const Buffer<int> y(32);
  launch<across_tiles_kernel>({.grid = 1, .block = 32}, y);
}

void end_of_string() {
  const Buffer<char> text(13);
  launch<end_of_string_kernel>({.grid = 1, .block = 32}, text, 13);
}

void odd_pairs() {
  const auto x = Buffer<__half>::filled(64);
  const Buffer<__half2> y(32);
  launch<odd_pairs_kernel>({.grid = 1, .block = 32}, y, x);
}

}  // namespace

Chapter broken_handover() {
  return {"framework/simt/corpus/broken_handover.cu",
          {{"reduced twice through one array", twice_reduced},
           {"item overwritten", item_overwritten},
           {"grid barrier without a fence", unfenced_barrier},
           {"a flag that is a plain int", plain_flag},
           {"arrays that overlap", overlapping_arrays},
           {"tensor cores too early", early_load},
           {"tensor cores by half a warp", half_warp_mma},
           {"grid.sync() in an ordinary launch", not_cooperative},
           {"across tiles", across_tiles},
           {"end of a string", end_of_string},
           {"odd pairs of halves", odd_pairs}}};
}

}  // namespace llmsys::simt::corpus
