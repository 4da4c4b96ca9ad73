// Blocks and warps that wait for flags in memory, in loops that do nothing but read them.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

// One warp leaves a message for another, and waits for the answer.
__global__ void handshake_kernel(int* y, int x) {
  __shared__ volatile int asked, answered;
  __shared__ int question, answer;
  if (threadIdx.x < 2) (threadIdx.x == 0 ? asked : answered) = 0;
  __syncthreads();
  if (threadIdx.x == 0) {
    question = x;
    __threadfence_block();
    asked = 1;
    while (answered == 0) {}
    __threadfence_block();
    *y = answer;
  } else if (threadIdx.x == 40) {
    while (asked == 0) {}
    __threadfence_block();
    answer = question * question;
    __threadfence_block();
    answered = 1;
  }
}

// A barrier of the grid: a counter that is raised by atomics and watched through a volatile.
__global__ void watched_counter_kernel(int* y, int* x, int* arrived) {
  if (threadIdx.x == 0) {
    x[blockIdx.x] = int(blockIdx.x) + 1;
    __threadfence();
    atomicAdd(arrived, 1);
    while (*const_cast<volatile int*>(arrived) != int(gridDim.x)) {}
    __threadfence();
  }
  __syncthreads();
  if (threadIdx.x < gridDim.x) atomicAdd(&y[blockIdx.x], x[threadIdx.x]);
}

// The same without atomics: each block has a flag, block 0 collects them and answers each.
__global__ void flag_barrier_kernel(int* y, int* x, volatile int* in, volatile int* out, int goal) {
  const int b = int(blockIdx.x), t = int(threadIdx.x), blocks = int(gridDim.x);
  if (t == 0) {
    x[b] = b + 1;
    __threadfence();
    in[b] = goal;
  }
  if (b == 0) {
    if (t < blocks)
      while (in[t] != goal) {}
    __threadfence();
    __syncthreads();
    if (t < blocks) out[t] = goal;
  }
  if (t == 0)
    while (out[b] != goal) {}
  __threadfence();
  __syncthreads();
  if (t == 32) y[b] = x[blocks - 1 - b];
}

// Look-back with the sums beside the flags, not packed with them: sum, fence, flag.
struct Descriptors {
  volatile int *own, *all, *state;  // state: 0 nothing, 1 own sum, 2 sum of all up to it
};
__device__ int sum_before(const Descriptors& tiles, int tile) {
  int sum = 0;
  for (int at = tile - 1; at >= 0; --at) {
    int state = 0;
    while ((state = tiles.state[at]) == 0) {}
    __threadfence();
    if (state == 2) return sum + tiles.all[at];
    sum += tiles.own[at];
  }
  return sum;
}
__global__ void look_back_kernel(int* y, const int* x, Descriptors tiles, int* ticket) {
  __shared__ int s[64], tile, before;
  const int t = int(threadIdx.x);
  if (t == 0) tile = atomicAdd(ticket, 1);
  __syncthreads();
  const int i = tile * 64 + t;
  s[t] = x[i];
  __syncthreads();
  for (int d = 1; d < 64; d *= 2) {
    const int other = t >= d ? s[t - d] : 0;
    __syncthreads();
    s[t] += other;
    __syncthreads();
  }
  if (t == 63) {
    tiles.own[tile] = s[63];
    __threadfence();
    tiles.state[tile] = 1;
    before = sum_before(tiles, tile);
    tiles.all[tile] = before + s[63];
    __threadfence();
    tiles.state[tile] = 2;
  }
  __syncthreads();
  y[i] = before + s[t];
}

// Blocks take items until none is left; the next is taken behind a barrier.
__global__ void items_kernel(int* y, const int* x, int items, int* next) {
  __shared__ int item;
  while (true) {
    if (threadIdx.x == 0) item = atomicAdd(next, 1);
    __syncthreads();
    const int mine = item;
    __syncthreads();
    if (mine >= items) break;
    for (int i = int(threadIdx.x); i < x[mine]; i += int(blockDim.x)) atomicAdd(&y[mine], i);
  }
}

// A struct that locks; work inside takes a while.
struct Lock {
  int* word;
  __device__ void take() const {
    while (atomicCAS(word, 0, 1) != 0) {}
    __threadfence();
  }
  __device__ void release() const {
    __threadfence();
    atomicExch(word, 0);
  }
};
__global__ void append_kernel(int* list, int* count, Lock lock) {
  __shared__ int mine;
  if (threadIdx.x == 31) mine = int(blockIdx.x) * 3;
  __syncthreads();
  if (threadIdx.x != 0) return;
  lock.take();
  list[(*count)++] = mine;
  lock.release();
}

void handshake() {
  const Buffer<int> y(1);
  launch<handshake_kernel>({.grid = 1, .block = 64}, y, 12);
  static_cast<void>(y.read());
}

void watched_counter() {
  const auto y = Buffer<int>::zeros(6), arrived = Buffer<int>::zeros(1);
  const Buffer<int> x(6);
  launch<watched_counter_kernel>({.grid = 6, .block = 32}, y, x, arrived);
  static_cast<void>(y.read());
}

void flag_barrier() {
  const auto in = Buffer<int>::zeros(5), out = Buffer<int>::zeros(5);
  const Buffer<int> x(5), y(5);
  for (const int goal : {1, 2}) launch<flag_barrier_kernel>({.grid = 5, .block = 64}, y, x, in, out, goal);
  static_cast<void>(y.read());
}

void look_back() {
  const auto x = Buffer<int>::filled(6 * 64), state = Buffer<int>::zeros(6), ticket = Buffer<int>::zeros(1);
  const Buffer<int> own(6), all(6), y(6 * 64);
  launch<look_back_kernel>({.grid = 6, .block = 64}, y, x, Descriptors{own, all, state}, ticket);
  static_cast<void>(y.read());
}

void items() {
  const auto x = Buffer<int>::filled(21), y = Buffer<int>::zeros(21), next = Buffer<int>::zeros(1);
  launch<items_kernel>({.grid = 4, .block = 32}, y, x, 21, next);
  static_cast<void>(y.read());
}

void append() {
  const auto count = Buffer<int>::zeros(1), word = Buffer<int>::zeros(1);
  const Buffer<int> list(9);
  launch<append_kernel>({.grid = 9, .block = 32}, list, count, Lock{word});
  static_cast<void>(list.read());
}

}  // namespace

Chapter good_flags() {
  return {"framework/simt/corpus/good_flags.cu",
          {{"question and answer between warps", handshake},
           {"grid barrier, a watched counter", watched_counter},
           {"grid barrier of flags", flag_barrier},
           {"look-back with flags beside sums", look_back},
           {"blocks take items", items},
           {"list behind a lock", append}}};
}

}  // namespace llmsys::simt::corpus
