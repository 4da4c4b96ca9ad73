// What language models do to rows: softmax, norms, attention, cross-entropy.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

__device__ float warp_sum(float value) {
  for (int step = 16; step > 0; step /= 2) value += __shfl_xor_sync(~0u, value, step);
  return value;
}
__device__ float warp_max(float value) {
  for (int step = 16; step > 0; step /= 2) value = fmaxf(value, __shfl_xor_sync(~0u, value, step));
  return value;
}

// One warp a row.
__global__ void softmax_warp_kernel(float* y, const float* x, int rows, int cols) {
  const int row = int(blockIdx.x * blockDim.y + threadIdx.y), lane = int(threadIdx.x);
  if (row >= rows) return;  // whole warps
  float largest = -INFINITY, sum = 0;
  for (int i = lane; i < cols; i += 32) largest = fmaxf(largest, x[row * cols + i]);
  largest = warp_max(largest);
  for (int i = lane; i < cols; i += 32) sum += expf(x[row * cols + i] - largest);
  sum = warp_sum(sum);
  for (int i = lane; i < cols; i += 32) y[row * cols + i] = expf(x[row * cols + i] - largest) / sum;
}

// One block a row, the row kept in dynamic shared memory; one array serves both reductions.
__global__ void softmax_block_kernel(float* y, const float* x, int cols) {
  float* const row = dynamic_shared<float>();
  __shared__ float warps[4];
  const int t = int(threadIdx.x), warp = t / 32;
  float largest = -INFINITY;
  for (int i = t; i < cols; i += 128) largest = fmaxf(largest, row[i] = x[int(blockIdx.x) * cols + i]);
  largest = warp_max(largest);
  if (t % 32 == 0) warps[warp] = largest;
  __syncthreads();
  largest = fmaxf(fmaxf(warps[0], warps[1]), fmaxf(warps[2], warps[3]));
  float sum = 0;
  for (int i = t; i < cols; i += 128) sum += row[i] = expf(row[i] - largest);
  sum = warp_sum(sum);
  __syncthreads();
  if (t % 32 == 0) warps[warp] = sum;
  __syncthreads();
  sum = warps[0] + warps[1] + warps[2] + warps[3];
  for (int i = t; i < cols; i += 128) y[int(blockIdx.x) * cols + i] = row[i] / sum;
}

// Mean and variance at once, then the row.
__global__ void layer_norm_kernel(float* y, const float* x, const float* w, const float* b, int cols) {
  __shared__ float2 warps[4];
  const int t = int(threadIdx.x);
  const float* const row = x + int(blockIdx.x) * cols;
  float sum = 0, squares = 0;
  for (int i = t; i < cols; i += 128) sum += row[i], squares += row[i] * row[i];
  sum = warp_sum(sum);
  squares = warp_sum(squares);
  if (t % 32 == 0) warps[t / 32] = make_float2(sum, squares);
  __syncthreads();
  sum = squares = 0;
  for (int k = 0; k < 4; ++k) sum += warps[k].x, squares += warps[k].y;
  const float mean = sum / float(cols), rstd = rsqrtf(squares / float(cols) - mean * mean + 1e-5f);
  for (int i = t; i < cols; i += 128) y[int(blockIdx.x) * cols + i] = (row[i] - mean) * rstd * w[i] + b[i];
}

// Gradients of the weights: a thread a column, over all rows.
__global__ void layer_norm_weights_kernel(float* dw, const float* dy, const float* x, int rows, int cols) {
  const int col = int(blockIdx.x * blockDim.x + threadIdx.x);
  if (col >= cols) return;
  float sum = 0;
  for (int row = 0; row < rows; ++row) sum += dy[row * cols + col] * x[row * cols + col];
  dw[col] += sum;
}

// One query against T keys: scores in shared memory, softmax, weighted values.
__global__ void attention_row_kernel(float* out, const float* q, const float* k, const float* v, int T, int D) {
  float* const p = dynamic_shared<float>();
  __shared__ float sum_of_p;
  const int t = int(threadIdx.x), query = int(blockIdx.x);
  for (int key = t; key < T; key += int(blockDim.x)) {
    float score = 0;
    for (int d = 0; d < D; ++d) score += q[query * D + d] * k[key * D + d];
    p[key] = key <= query ? expf(score / float(D)) : 0;
  }
  __syncthreads();
  if (t < 32) {
    float sum = 0;
    for (int key = t; key < T; key += 32) sum += p[key];
    sum = warp_sum(sum);
    if (t == 0) sum_of_p = sum;
  }
  __syncthreads();
  for (int d = t; d < D; d += int(blockDim.x)) {
    float sum = 0;
    for (int key = 0; key < T; ++key) sum += p[key] * v[key * D + d];
    out[query * D + d] = sum / sum_of_p;
  }
}

// Loss and gradient of one row; the gradient overwrites the logits.
__global__ void cross_entropy_kernel(float* loss, float* logits, const int* targets, int V) {
  float* const row = logits + int(blockIdx.x) * V;
  const int t = int(threadIdx.x), target = targets[blockIdx.x];
  float largest = -INFINITY, sum = 0;
  for (int i = t; i < V; i += 32) largest = fmaxf(largest, row[i]);
  largest = warp_max(largest);
  for (int i = t; i < V; i += 32) sum += expf(row[i] - largest);
  sum = warp_sum(sum);
  if (t == 0) loss[blockIdx.x] = logf(sum) + largest - row[target];
  __syncwarp();
  for (int i = t; i < V; i += 32) row[i] = expf(row[i] - largest) / sum - (i == target ? 1.0f : 0.0f);
}

void softmax_warp() {
  const auto x = Buffer<float>::filled(10 * 70);
  const Buffer<float> y(10 * 70);
  launch<softmax_warp_kernel>({.grid = 3, .block = {32, 4}}, y, x, 10, 70);
  static_cast<void>(y.read());
}

void softmax_block() {
  const auto x = Buffer<float>::filled(3 * 300);
  const Buffer<float> y(3 * 300);
  launch<softmax_block_kernel>({.grid = 3, .block = 128, .shared_bytes = 300 * sizeof(float)}, y, x, 300);
  static_cast<void>(y.read());
}

void layer_norm() {
  const auto x = Buffer<float>::filled(3 * 200), w = Buffer<float>::filled(200), b = Buffer<float>::filled(200);
  const Buffer<float> y(3 * 200);
  launch<layer_norm_kernel>({.grid = 3, .block = 128}, y, x, w, b, 200);
  const auto dw = Buffer<float>::zeros(200);
  launch<layer_norm_weights_kernel>({.grid = 4, .block = 64}, dw, y, x, 3, 200);
  static_cast<void>(dw.read());
}

void attention() {
  const auto q = Buffer<float>::filled(6 * 16), k = Buffer<float>::filled(6 * 16), v = Buffer<float>::filled(6 * 16);
  const Buffer<float> out(6 * 16);
  launch<attention_row_kernel>({.grid = 6, .block = 64, .shared_bytes = 6 * sizeof(float)}, out, q, k, v, 6, 16);
  static_cast<void>(out.read());
}

void cross_entropy() {
  const auto logits = Buffer<float>::filled(4 * 50);
  const auto targets = Buffer<int>::filled(4);
  const Buffer<float> loss(4);
  launch<cross_entropy_kernel>({.grid = 4, .block = 32}, loss, logits, targets, 50);
  static_cast<void>(loss.read());
}

}  // namespace

Chapter good_rows() {
  return {"framework/simt/corpus/good_rows.cu",
          {{"softmax, a warp a row", softmax_warp},
           {"softmax, a block a row", softmax_block},
           {"layer norm", layer_norm},
           {"attention row", attention},
           {"cross-entropy in place", cross_entropy}}};
}

}  // namespace llmsys::simt::corpus
