// Lab 02, task 2.6: the roofline in a dozen lines.
#include "labs/02_gpu_kernels/roofline.h"

#include <algorithm>
#include <cmath>

#include "framework/base/error.h"

namespace llmsys::lab02 {

// Sizes are multiplied as double: a product of three does not fit in 64 bits for long.

Work transpose_work(int64_t R, int64_t C, int64_t size) {
  // One line.
  // BEGIN SOLUTION task 2.6 transpose_work
  return {.flops = 0, .bytes = 2.0 * double(R) * double(C) * double(size)};  // read once, written once
  // END SOLUTION
}

Work row_sums_work(int64_t R, int64_t C, int64_t size) {
  // One line.
  // BEGIN SOLUTION task 2.6 row_sums_work
  return {.flops = double(R) * double(C - 1), .bytes = double(R) * double(C + 1) * double(size)};
  // END SOLUTION
}

Work matmul_work(int64_t M, int64_t N, int64_t K, int64_t size) {
  // Two or three lines.
  // BEGIN SOLUTION task 2.6 matmul_work
  const double m = double(M), n = double(N), k = double(K);
  return {.flops = 2 * m * n * k, .bytes = (m * k + k * n + m * n) * double(size)};
  // END SOLUTION
}

Work tiled_matmul_work(int64_t M, int64_t N, int64_t K, int64_t T, int64_t size) {
  // Two or three lines: your prediction of task 2.0, and C.
  // BEGIN SOLUTION task 2.6 tiled_matmul_work
  const double m = double(M), n = double(N), k = double(K);
  return {.flops = 2 * m * n * k, .bytes = (2 * m * n * k / double(T) + m * n) * double(size)};
  // END SOLUTION
}

double intensity(const Work& work) {
  // BEGIN SOLUTION task 2.6 intensity
  return work.flops / work.bytes;
  // END SOLUTION
}

double ridge(const Processor& processor) {
  // BEGIN SOLUTION task 2.6 ridge
  return processor.flops_per_second / processor.bytes_per_second;
  // END SOLUTION
}

Bound bound(const Work& work, const Processor& processor) {
  // One line.
  // BEGIN SOLUTION task 2.6 bound
  return intensity(work) < ridge(processor) ? Bound::memory : Bound::compute;
  // END SOLUTION
}

double attainable(const Work& work, const Processor& processor) {
  // One line.
  // BEGIN SOLUTION task 2.6 attainable
  return std::min(processor.flops_per_second, intensity(work) * processor.bytes_per_second);
  // END SOLUTION
}

double least_seconds(const Work& work, const Processor& processor) {
  // One line.
  // BEGIN SOLUTION task 2.6 least_seconds
  return std::max(work.flops / processor.flops_per_second, work.bytes / processor.bytes_per_second);
  // END SOLUTION
}

int64_t least_tile(const Processor& processor, int64_t size) {
  // One line: what is the intensity of tiled_matmul_work when C does not count?
  // BEGIN SOLUTION task 2.6 least_tile
  return int64_t(std::ceil(ridge(processor) * double(size)));  // 2 MNK FLOPs, 2 MNK size / T bytes: T / size
  // END SOLUTION
}

}  // namespace llmsys::lab02
