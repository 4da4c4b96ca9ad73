// Flags, locks and counters that lack their fence, or their atomic.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

// The last block adds up, but nobody fences before the counter.
__global__ void last_block_kernel(float* total, float* sums, unsigned* arrived, const float* x) {
  __shared__ bool is_last;
  if (threadIdx.x == 0) {
    sums[blockIdx.x] = x[blockIdx.x];
    is_last = atomicAdd(arrived, 1u) == gridDim.x - 1;
  }
  __syncthreads();
  if (!is_last || threadIdx.x != 0) return;
  float sum = 0;
  for (unsigned b = 0; b < gridDim.x; ++b) sum += sums[b];  // FINDS race_global
  *total = sum;
}

// The fence stands behind the atomic.
__global__ void late_fence_kernel(float* out, float* rows, unsigned* arrived) {
  __shared__ unsigned ticket;
  rows[blockIdx.x * 32 + threadIdx.x] = 1;
  __syncthreads();
  if (threadIdx.x == 0) {
    ticket = atomicAdd(arrived, 1u);
    __threadfence();
  }
  __syncthreads();
  if (ticket != gridDim.x - 1) return;
  float sum = 0;
  for (unsigned b = 0; b < gridDim.x; ++b) sum += rows[b * 32 + threadIdx.x];  // FINDS race_global
  out[threadIdx.x] = sum;
}

// Thread 0 fences and counts, but does not wait for the other threads' stores.
__global__ void no_barrier_before_count_kernel(float* out, float* rows, unsigned* arrived) {
  __shared__ unsigned ticket;
  rows[blockIdx.x * 64 + threadIdx.x] = 1;
  if (threadIdx.x == 0) {
    __threadfence();
    ticket = atomicAdd(arrived, 1u);
  }
  __syncthreads();
  if (ticket != gridDim.x - 1) return;
  float sum = 0;
  for (unsigned b = 0; b < gridDim.x; ++b) sum += rows[b * 64 + threadIdx.x];  // FINDS race_global
  out[threadIdx.x] = sum;
}

// A counter that is no atomic.
__global__ void plain_counter_kernel(float* sums, unsigned* arrived) {
  if (threadIdx.x != 0) return;
  sums[blockIdx.x] = 1;
  __threadfence();
  *arrived += 1;  // FINDS race_global
}

// A lock that is opened without a fence.
__global__ void lock_without_fence_kernel(int* lock, int* sum) {
  if (threadIdx.x != 0) return;
  while (atomicCAS(lock, 0, 1) != 0) __nanosleep(20);
  *sum += 1;  // FINDS race_global
  atomicExch(lock, 0);
}

// A lock that is opened by a plain store.
__global__ void plain_unlock_kernel(int* lock, int* sum) {
  if (threadIdx.x != 0) return;
  while (atomicCAS(lock, 0, 1) != 0) __nanosleep(20);  // FINDS race_global
  *sum += 1;                                           // FINDS race_global
  __threadfence();
  *lock = 0;  // FINDS race_global
}

// Half of the work is done outside the lock.
__global__ void outside_lock_kernel(int* lock, int* sum, int* count) {
  if (threadIdx.x != 0) return;
  while (atomicCAS(lock, 0, 1) != 0) __nanosleep(20);
  *sum += 1;
  __threadfence();
  atomicExch(lock, 0);
  *count += 1;  // FINDS race_global
}

// A message whose flag is raised without a fence.
__global__ void message_kernel(int* message, volatile int* flag, int* copies) {
  if (threadIdx.x != 0) return;
  if (blockIdx.x == 0) {
    *message = 42;
    *flag = 1;
  } else {
    while (*flag == 0) __nanosleep(20);  // FINDS race_global
    copies[blockIdx.x] = *message;       // FINDS race_global
  }
}

// The fence is for the block, the reader in another one.
__global__ void block_fence_kernel(int* message, int* flag, int* copies) {
  if (threadIdx.x != 0) return;
  if (blockIdx.x == 0) {
    *message = 42;
    __threadfence_block();
    atomicExch(flag, 1);
  } else {
    while (atomicAdd(flag, 0) == 0) __nanosleep(20);
    copies[blockIdx.x] = *message;  // FINDS race_global
  }
}

// The message is changed after the flag was raised.
__global__ void changed_after_flag_kernel(int* message, int* flag, int* copies) {
  if (threadIdx.x != 0) return;
  if (blockIdx.x == 0) {
    message[0] = 42;
    __threadfence();
    atomicExch(flag, 1);
    message[1] = 43;
  } else {
    while (atomicAdd(flag, 0) == 0) __nanosleep(20);
    copies[blockIdx.x] = message[0];
    copies[blockIdx.x] += message[1];  // FINDS race_global
  }
}

void last_block() {
  const auto arrived = Buffer<unsigned>::zeros(1);
  const auto x = Buffer<float>::filled(4);
  const Buffer<float> total(1), sums(4);
  launch<last_block_kernel>({.grid = 4, .block = 32}, total, sums, arrived, x);
}

template <auto Kernel>
void rows_and_counter() {
  const auto arrived = Buffer<unsigned>::zeros(1);
  const Buffer<float> out(64), rows(4 * 64);
  launch<Kernel>({.grid = 4, .block = 64}, out, rows, arrived);
}

void late_fence() {
  const auto arrived = Buffer<unsigned>::zeros(1);
  const Buffer<float> out(32), rows(4 * 32);
  launch<late_fence_kernel>({.grid = 4, .block = 32}, out, rows, arrived);
}

void plain_counter() {
  const auto arrived = Buffer<unsigned>::zeros(1);
  const Buffer<float> sums(4);
  launch<plain_counter_kernel>({.grid = 4, .block = 32}, sums, arrived);
}

template <auto Kernel>
void with_lock() {
  const auto lock = Buffer<int>::zeros(1), sum = Buffer<int>::zeros(1);
  launch<Kernel>({.grid = 4, .block = 32}, lock, sum);
}

void outside_lock() {
  const auto lock = Buffer<int>::zeros(1), sum = Buffer<int>::zeros(1), count = Buffer<int>::zeros(1);
  launch<outside_lock_kernel>({.grid = 4, .block = 32}, lock, sum, count);
}

template <auto Kernel>
void with_flag() {
  const auto flag = Buffer<int>::zeros(1);
  const Buffer<int> message(2), copies(4);
  launch<Kernel>({.grid = 4, .block = 32}, message, flag, copies);
}

}  // namespace

Chapter broken_order() {
  return {"framework/simt/corpus/broken_order.cu",
          {{"last block without a fence", last_block},
           {"fence behind the atomic", late_fence},
           {"no barrier before the count", rows_and_counter<no_barrier_before_count_kernel>},
           {"counter that is no atomic", plain_counter},
           {"unlocked without a fence", with_lock<lock_without_fence_kernel>},
           {"unlocked by a plain store", with_lock<plain_unlock_kernel>},
           {"work outside the lock", outside_lock},
           {"flag without a fence", with_flag<message_kernel>},
           {"fence for the block only", with_flag<block_fence_kernel>},
           {"changed after the flag", with_flag<changed_after_flag_kernel>}}};
}

}  // namespace llmsys::simt::corpus
