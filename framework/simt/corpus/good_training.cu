// Kernels of a training step as programs in plain CUDA have them.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

namespace cg = cooperative_groups;

// Layer norm, a warp a row; mean and 1/deviation are kept, results stream past the caches.
__global__ void layer_norm_kernel(float* __restrict__ y, float* __restrict__ means, const float* __restrict__ x,
                                  const float* __restrict__ weight, int rows, int columns) {
  const auto warp = cg::tiled_partition<32>(cg::this_thread_block());
  const int row = int(blockIdx.x * warp.meta_group_size() + warp.meta_group_rank()), first = int(warp.thread_rank());
  if (row >= rows) return;
  const float* const in = x + row * columns;
  float sum = 0, squares = 0;
  for (int i = first; i < columns; i += 32) sum += in[i];
  const float mean = cg::reduce(warp, sum, cg::plus<float>()) / float(columns);
  if (warp.thread_rank() == 0) __stcs(means + row, mean);
  for (int i = first; i < columns; i += 32) squares += (in[i] - mean) * (in[i] - mean);
  const float scale = rsqrtf(cg::reduce(warp, squares, cg::plus<float>()) / float(columns) + 1e-5f);
  for (int i = first; i < columns; i += 32)
    __stcs(y + row * columns + i, (__ldcs(in + i) - mean) * scale * __ldg(weight + i));
}

// Softmax of the first t + 1 of row t, four at a time, with a running maximum.
__global__ void causal_softmax_kernel(float* y, const float* x, int n) {
  const auto warp = cg::tiled_partition<32>(cg::this_thread_block());
  const int row = int(gridDim.x * warp.meta_group_size()) - 1 -
                  int(blockIdx.x * warp.meta_group_size() + warp.meta_group_rank());  // long rows first
  const int lane = int(warp.thread_rank()), quads = row / 4;
  if (row >= n) return;
  const float* const in = x + row * n;
  float largest = -INFINITY, sum = 0;
  const auto add = [&](float value) {
    const float before = largest;
    largest = fmaxf(largest, value);
    sum = sum * expf(before - largest) + expf(value - largest);
  };
  for (int i = lane; i < quads; i += 32) {
    const float4 quad = reinterpret_cast<const float4*>(in)[i];
    add(quad.x), add(quad.y), add(quad.z), add(quad.w);
  }
  if (4 * quads + lane <= row) add(in[4 * quads + lane]);
  const float all = cg::reduce(warp, largest, cg::greater<float>());
  const float share = largest == -INFINITY ? 0 : sum * expf(largest - all);
  const float total = cg::reduce(warp, share, cg::plus<float>());
  for (int i = lane; i <= row; i += 32) y[row * n + i] = expf(in[i] - all) / total;
}

// A block's reduction, as a template over the warp's; its shared array is another one in each instance.
__device__ float warp_max(float value) {
  for (int step = 16; step > 0; step /= 2) value = fmaxf(value, __shfl_xor_sync(~0U, value, step));
  return value;
}
__device__ float warp_sum(float value) {
  for (int step = 16; step > 0; step /= 2) value += __shfl_xor_sync(~0U, value, step);
  return value;
}
template <float (*kOfWarp)(float)>
__device__ float of_block(float value, float neutral) {
  __shared__ float of_warps[32];
  const int lane = int(threadIdx.x % 32), warp = int(threadIdx.x / 32);
  value = kOfWarp(value);
  if (lane == 0) of_warps[warp] = value;
  __syncthreads();
  return kOfWarp(lane < int(blockDim.x / 32) ? of_warps[lane] : neutral);
}

// Cross-entropy and its gradient in the logits' place.
__global__ void classifier_kernel(float* logits, float* losses, const int* targets, int classes, int stride) {
  float* const x = logits + blockIdx.x * stride;
  const int target = targets[blockIdx.x];
  float largest = -INFINITY, sum = 0;
  for (int i = int(threadIdx.x); i < classes; i += int(blockDim.x)) largest = fmaxf(largest, x[i]);
  largest = of_block<warp_max>(largest, -INFINITY);
  for (int i = int(threadIdx.x); i < classes; i += int(blockDim.x)) sum += expf(x[i] - largest);
  sum = of_block<warp_sum>(sum, 0);
  if (threadIdx.x == 0) losses[blockIdx.x] = logf(sum) + largest - x[target];
  __syncthreads();
  for (int i = int(threadIdx.x); i < classes; i += int(blockDim.x))
    x[i] = expf(x[i] - largest) / sum - (i == target ? 1.0f : 0.0f);
}

// Token and position, added eight at a time: 16 bytes of bfloat16 in a struct that is copied as bits.
struct alignas(16) Eight {
  __nv_bfloat16 values[8];
};
__device__ Eight load_eight(const __nv_bfloat16* from) {
  const int4 bits = *reinterpret_cast<const int4*>(from);
  Eight out;
  memcpy(static_cast<void*>(&out), &bits, sizeof out);
  return out;
}
__global__ void encoder_kernel(__nv_bfloat16* y, const int* tokens, const __nv_bfloat16* of_token,
                               const __nv_bfloat16* of_place, int places, int channels) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x) * 8, place = i / channels, channel = i % channels;
  if (place >= places) return;
  Eight a = load_eight(of_token + tokens[place] * channels + channel);
  const Eight b = load_eight(of_place + place * channels + channel);
  for (int k = 0; k < 8; ++k) a.values[k] = __hadd(a.values[k], b.values[k]);
  int4 bits;
  memcpy(static_cast<void*>(&bits), static_cast<const void*>(&a), sizeof bits);
  *reinterpret_cast<int4*>(y + i) = bits;
}

// Its gradient: pairs of halves are added where their token's row is.
__global__ void scatter_kernel(__half2* rows, const __half2* x, const int* tokens, int n) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) atomicAdd(&rows[tokens[i]], x[i]);
}

void layer_norm() {
  const auto x = Buffer<float>::filled(13 * 77), weight = Buffer<float>::filled(77);
  const Buffer<float> y(13 * 77), means(13);
  launch<layer_norm_kernel>({.grid = 4, .block = 128}, y, means, x, weight, 13, 77);
  static_cast<void>(y.read());
}

void causal_softmax() {
  const auto x = Buffer<float>::filled(36 * 36), y = Buffer<float>::zeros(36 * 36);
  launch<causal_softmax_kernel>({.grid = 9, .block = 128}, y, x, 36);
}

void classifier() {
  const auto logits = Buffer<float>::filled(5 * 208);
  const auto targets = Buffer<int>::filled(5);
  const Buffer<float> losses(5);
  launch<classifier_kernel>({.grid = 5, .block = 96}, logits, losses, targets, 200, 208);
  static_cast<void>(losses.read());
}

void encoder() {
  const auto tokens = Buffer<int>::filled(10);
  const auto of_token = Buffer<__nv_bfloat16>::filled(7 * 24), of_place = Buffer<__nv_bfloat16>::filled(10 * 24);
  const Buffer<__nv_bfloat16> y(10 * 24);
  launch<encoder_kernel>({.grid = 1, .block = 32}, y, tokens, of_token, of_place, 10, 24);
  static_cast<void>(y.read());
}

void scatter() {
  const auto tokens = Buffer<int>::filled(100);
  const auto x = Buffer<__half>::filled(200), rows = Buffer<__half>::zeros(14);
  const auto pairs = [](const Buffer<__half>& halves) {
    return reinterpret_cast<__half2*>(static_cast<__half*>(halves));
  };
  launch<scatter_kernel>({.grid = 2, .block = 64}, pairs(rows), pairs(x), tokens, 100);
  static_cast<void>(rows.read());
}

}  // namespace

Chapter good_training() {
  return {"framework/simt/corpus/good_training.cu",
          {{"layer norm past the caches", layer_norm},
           {"causal softmax in one pass", causal_softmax},
           {"cross-entropy, a reduction that is a template", classifier},
           {"encoder, eight at a time", encoder},
           {"gradients added in pairs of halves", scatter}}};
}

}  // namespace llmsys::simt::corpus
