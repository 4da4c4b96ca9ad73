// Threads and blocks that wait for one another: locks, flags, tickets, queues, grids.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

// Blocks take turns at a counter nobody updates atomically.
__global__ void block_lock_kernel(int* lock, int* sum, int* largest) {
  if (threadIdx.x != 0) return;
  while (atomicCAS(lock, 0, 1) != 0) __nanosleep(20);
  __threadfence();
  *sum += int(blockIdx.x);
  if (*largest < int(blockIdx.x)) *largest = int(blockIdx.x);
  __threadfence();
  atomicExch(lock, 0);
}

// All threads of a warp pass one lock, one after another.
__global__ void thread_lock_kernel(int* lock, int* sum) {
  bool done = false;
  while (!done) {
    if (atomicCAS(lock, 0, 1) == 0) {
      *sum += int(threadIdx.x);
      __threadfence();
      atomicExch(lock, 0);
      done = true;
    }
  }
}

// A lock in shared memory between the threads of a block.
__global__ void shared_lock_kernel(int* out) {
  __shared__ int lock, sum;
  if (threadIdx.x == 0) lock = sum = 0;
  __syncthreads();
  bool done = false;
  while (!done) {
    if (atomicCAS(&lock, 0, 1) == 0) {
      sum += int(threadIdx.x);
      __threadfence_block();
      atomicExch(&lock, 0);
      done = true;
    }
  }
  __syncthreads();
  if (threadIdx.x == 0) *out = sum;
}

// Many locks, one a bin.
__global__ void bin_locks_kernel(int* locks, float* smallest, const float* x, int bins) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x), bin = i % bins;
  bool done = false;
  while (!done) {
    if (atomicCAS(&locks[bin], 0, 1) == 0) {
      if (x[i] < smallest[bin]) smallest[bin] = x[i];
      __threadfence();
      atomicExch(&locks[bin], 0);
      done = true;
    }
  }
}

// A ticket lock: served in the order of arrival.
__global__ void ticket_lock_kernel(int* next, volatile int* serving, int* order, int* count) {
  if (threadIdx.x != 0) return;
  const int ticket = atomicAdd(next, 1);
  while (*serving != ticket) __nanosleep(20);
  __threadfence();
  order[*count] = int(blockIdx.x);
  *count += 1;
  __threadfence();
  *serving = ticket + 1;
}

// Block 0 makes a message, the others wait for its flag.
__global__ void message_kernel(int* message, volatile int* flag, int* copies) {
  if (blockIdx.x == 0) {
    message[threadIdx.x] = int(threadIdx.x) * 2;
    __syncthreads();
    if (threadIdx.x == 0) {
      __threadfence();
      *flag = 1;
    }
  } else {
    if (threadIdx.x == 0) {
      while (*flag == 0) __nanosleep(20);
      __threadfence();
    }
    __syncthreads();
  }
  copies[blockIdx.x * blockDim.x + threadIdx.x] = message[threadIdx.x];
}

// One warp makes items, the other uses them; two slots; flags in shared memory.
__global__ void producer_consumer_kernel(int* out, const int* x, int items) {
  __shared__ int slots[2][32];
  __shared__ volatile int full[2];
  const int lane = int(threadIdx.x % 32);
  if (threadIdx.x < 2) full[threadIdx.x] = 0;
  __syncthreads();
  for (int i = 0; i < items; ++i) {
    const int slot = i % 2;
    if (threadIdx.x < 32) {
      while (full[slot] != 0) __nanosleep(20);
      slots[slot][lane] = x[i * 32 + lane];
      __threadfence_block();
      __syncwarp();
      if (lane == 0) full[slot] = 1;
    } else {
      while (full[slot] == 0) __nanosleep(20);
      out[i * 32 + lane] = slots[slot][31 - lane];
      __threadfence_block();
      __syncwarp();
      if (lane == 0) full[slot] = 0;
    }
    __syncwarp();
  }
}

// A barrier of all blocks by hand: a counter that everybody raises and waits for.
__global__ void hand_made_grid_barrier_kernel(int* y, int* x, int* arrived) {
  const int n = int(gridDim.x * blockDim.x), i = int(blockIdx.x * blockDim.x + threadIdx.x);
  x[i] = i;
  __syncthreads();
  if (threadIdx.x == 0) {
    __threadfence();
    atomicAdd(arrived, 1);
    while (atomicAdd(arrived, 0) < int(gridDim.x)) __nanosleep(20);
    __threadfence();
  }
  __syncthreads();
  y[i] = x[n - 1 - i];
}

// Work is taken from a queue until it is empty.
__global__ void work_queue_kernel(int* y, int* next, int n) {
  __shared__ int item;
  for (;;) {
    if (threadIdx.x == 0) item = atomicAdd(next, 1);
    __syncthreads();
    const int mine = item;
    __syncthreads();
    if (mine >= n) return;
    y[mine * int(blockDim.x) + int(threadIdx.x)] = mine;
  }
}

void block_lock() {
  const auto lock = Buffer<int>::zeros(1), sum = Buffer<int>::zeros(1), largest = Buffer<int>::zeros(1);
  launch<block_lock_kernel>({.grid = 12, .block = 32}, lock, sum, largest);
}

void thread_lock() {
  const auto lock = Buffer<int>::zeros(1), sum = Buffer<int>::zeros(1);
  launch<thread_lock_kernel>({.grid = 2, .block = 64}, lock, sum);
}

void shared_lock() {
  const Buffer<int> out(1);
  launch<shared_lock_kernel>({.grid = 1, .block = 96}, out);
  static_cast<void>(out.read());
}

void bin_locks() {
  const auto locks = Buffer<int>::zeros(8);
  const auto smallest = Buffer<float>::filled(8), x = Buffer<float>::filled(256);
  launch<bin_locks_kernel>({.grid = 4, .block = 64}, locks, smallest, x, 8);
}

void ticket_lock() {
  const auto next = Buffer<int>::zeros(1), serving = Buffer<int>::zeros(1), count = Buffer<int>::zeros(1);
  const Buffer<int> order(10);
  launch<ticket_lock_kernel>({.grid = 10, .block = 32}, next, serving, order, count);
  static_cast<void>(order.read());
}

void message() {
  const auto flag = Buffer<int>::zeros(1);
  const Buffer<int> text(64), copies(4 * 64);
  launch<message_kernel>({.grid = 4, .block = 64}, text, flag, copies);
  static_cast<void>(copies.read());
}

void producer_consumer() {
  const auto x = Buffer<int>::filled(10 * 32);
  const Buffer<int> out(10 * 32);
  launch<producer_consumer_kernel>({.grid = 1, .block = 64}, out, x, 10);
  static_cast<void>(out.read());
}

void hand_made_grid_barrier() {
  const auto arrived = Buffer<int>::zeros(1);
  const Buffer<int> x(4 * 64), y(4 * 64);
  launch<hand_made_grid_barrier_kernel>({.grid = 4, .block = 64, .cooperative = true}, y, x, arrived);
  static_cast<void>(y.read());
}

void work_queue() {
  const auto next = Buffer<int>::zeros(1);
  const Buffer<int> y(20 * 32);
  launch<work_queue_kernel>({.grid = 3, .block = 32}, y, next, 20);
  static_cast<void>(y.read());
}

}  // namespace

Chapter good_locks() {
  return {"framework/simt/corpus/good_locks.cu",
          {{"lock between blocks", block_lock},
           {"lock between all threads", thread_lock},
           {"lock in shared memory", shared_lock},
           {"a lock for each bin", bin_locks},
           {"ticket lock", ticket_lock},
           {"message behind a flag", message},
           {"producer and consumer warps", producer_consumer},
           {"barrier of the grid by hand", hand_made_grid_barrier},
           {"queue of work", work_queue}}};
}

}  // namespace llmsys::simt::corpus
