// Lab 03, task 3.5: the gradients of layer normalisation.
//
// dx needs sums over a row: a block a row. dw and db need sums over all rows: blocks of columns each add up a group of rows,
// and a second kernel adds the groups, always in the same order; float atomics would give other bits every time.
#include "labs/03_gpu_fusion/block_reduce.cuh"
#include "labs/03_gpu_fusion/layer_norm.h"

namespace llmsys::lab03 {
namespace {

constexpr int kGroup = 64;  // rows that one block adds up
constexpr int kKept = 8;    // elements of a row that a thread keeps: rows of up to 2048 columns are read once

// One block per row, kRowThreads threads stride over its columns.
template <class T>
__global__ void layer_norm_dx_kernel(T* dx /*(rows, columns)*/, const T* dy, const T* x, const float* mean /*(rows)*/,
                                     const float* rstd, const T* w /*(columns)*/, int columns) {
  __shared__ BlockScratch scratch;
  const size_t first = size_t(blockIdx.x) * columns;
  const float center = mean[blockIdx.x], scale = rstd[blockIdx.x];
  // About 16 lines: one walk adds up, a second writes dx. Reading dy and x again in the second is right, too; rung `lean`
  // wants g and xhat kept in registers from the first, with for_columns().
  // BEGIN SOLUTION task 3.5 device layer_norm_dx_kernel
  float g[kKept + 1] = {}, xhat[kKept + 1] = {};  // the last place serves all that is not kept
  const auto load = [&](int i, int step) {
    g[step] = static_cast<float>(dy[first + i]) * static_cast<float>(w[i]);
    xhat[step] = (static_cast<float>(x[first + i]) - center) * scale;
  };
  float sum = 0, dot = 0;  // of g, and of g and xhat
  for_columns<kKept>(columns, [&](int i, int step) {
    load(i, step);
    sum += g[step];
    dot += g[step] * xhat[step];
  });
  sum = block_combine<Plus>(sum, scratch) / columns;
  dot = block_combine<Plus>(dot, scratch) / columns;
  for_columns<kKept>(columns, [&](int i, int step) {
    if (step == kKept) load(i, step);
    dx[first + i] = static_cast<T>(scale * (g[step] - sum - xhat[step] * dot));
  });
  // END SOLUTION
}

// One thread per column and group of rows: neighbouring threads read neighbouring columns.
// grid (ceil_div(columns, kRowThreads), groups)
template <class T>
__global__ void layer_norm_group_kernel(float* dw_groups /*(groups, columns)*/, float* db_groups, const T* dy,
                                        const T* x, const float* mean, const float* rstd, int rows, int columns) {
  const int column = blockIdx.x * kRowThreads + threadIdx.x;
  if (column >= columns) return;
  // About 9 lines: this column's sums over rows kGroup * blockIdx.y and on, at most kGroup of them.
  // BEGIN SOLUTION task 3.5 device layer_norm_group_kernel
  float dw = 0, db = 0;
  const int first = blockIdx.y * kGroup, last = min(first + kGroup, rows);
  for (int row = first; row < last; ++row) {
    const size_t at = size_t(row) * columns + column;
    const float g = static_cast<float>(dy[at]);
    dw += g * (static_cast<float>(x[at]) - mean[row]) * rstd[row];
    db += g;
  }
  dw_groups[size_t(blockIdx.y) * columns + column] = dw;
  db_groups[size_t(blockIdx.y) * columns + column] = db;
  // END SOLUTION
}

// One thread per column. grid (ceil_div(columns, kRowThreads))
__global__ void add_groups_kernel(float* dw /*(columns)*/, float* db, const float* dw_groups /*(groups, columns)*/,
                                  const float* db_groups, int groups, int columns) {
  const int column = blockIdx.x * kRowThreads + threadIdx.x;
  if (column >= columns) return;
  float w = 0, b = 0;
  for (int group = 0; group < groups; ++group) {
    w += dw_groups[size_t(group) * columns + column];
    b += db_groups[size_t(group) * columns + column];
  }
  dw[column] = w;
  db[column] = b;
}

}  // namespace

int layer_norm_scratch(int rows, int columns) { return 2 * static_cast<int>(ceil_div(rows, kGroup)) * columns; }

template <class T>
void layer_norm_backward(T* dx, float* dw, float* db, float* scratch, const T* dy, const T* x, const float* mean,
                         const float* rstd, const T* w, int rows, int columns, Stream stream) {
  if (columns == 0) return;
  const unsigned groups = ceil_div(rows, kGroup), across = ceil_div(columns, kRowThreads);
  float* const db_groups = scratch + size_t(groups) * columns;
  if (rows > 0) {  // a grid of 0 blocks is a launch error
    launch<layer_norm_dx_kernel<T>>({.grid = static_cast<unsigned>(rows), .block = kRowThreads, .stream = stream}, dx,
                                    dy, x, mean, rstd, w, columns);
    launch<layer_norm_group_kernel<T>>({.grid = {across, groups}, .block = kRowThreads, .stream = stream}, scratch,
                                       db_groups, dy, x, mean, rstd, rows, columns);
  }
  launch<add_groups_kernel>({.grid = across, .block = kRowThreads, .stream = stream}, dw, db, scratch, db_groups,
                            static_cast<int>(groups), columns);
}

template void layer_norm_backward(float*, float*, float*, float*, const float*, const float*, const float*,
                                  const float*, const float*, int, int, Stream);
template void layer_norm_backward(bf16*, float*, float*, float*, const bf16*, const bf16*, const float*, const float*,
                                  const bf16*, int, int, Stream);

}  // namespace llmsys::lab03
