// Lab 02, task 2.6: the roofline in a dozen lines.
#include "labs/02_gpu_kernels/roofline.h"

#include <algorithm>
#include <cmath>

#include "framework/base/error.h"

namespace llmsys::lab02 {

// Sizes are multiplied as double: a product of three does not fit in 64 bits for long.

Work transpose_work(int64_t R, int64_t C, int64_t size) {
  // One line.
  // TODO(lab02 task 2.6): your code here.
  throw NotImplemented("lab02 task 2.6: transpose_work is not written yet");
}

Work row_sums_work(int64_t R, int64_t C, int64_t size) {
  // One line.
  // TODO(lab02 task 2.6): your code here.
  throw NotImplemented("lab02 task 2.6: row_sums_work is not written yet");
}

Work matmul_work(int64_t M, int64_t N, int64_t K, int64_t size) {
  // Two or three lines.
  // TODO(lab02 task 2.6): your code here.
  throw NotImplemented("lab02 task 2.6: matmul_work is not written yet");
}

Work tiled_matmul_work(int64_t M, int64_t N, int64_t K, int64_t T, int64_t size) {
  // Two or three lines: your prediction of task 2.0, and C.
  // TODO(lab02 task 2.6): your code here.
  throw NotImplemented("lab02 task 2.6: tiled_matmul_work is not written yet");
}

double intensity(const Work& work) {
  // TODO(lab02 task 2.6): your code here.
  throw NotImplemented("lab02 task 2.6: intensity is not written yet");
}

double ridge(const Processor& processor) {
  // TODO(lab02 task 2.6): your code here.
  throw NotImplemented("lab02 task 2.6: ridge is not written yet");
}

Bound bound(const Work& work, const Processor& processor) {
  // One line.
  // TODO(lab02 task 2.6): your code here.
  throw NotImplemented("lab02 task 2.6: bound is not written yet");
}

double attainable(const Work& work, const Processor& processor) {
  // One line.
  // TODO(lab02 task 2.6): your code here.
  throw NotImplemented("lab02 task 2.6: attainable is not written yet");
}

double least_seconds(const Work& work, const Processor& processor) {
  // One line.
  // TODO(lab02 task 2.6): your code here.
  throw NotImplemented("lab02 task 2.6: least_seconds is not written yet");
}

int64_t least_tile(const Processor& processor, int64_t size) {
  // One line: what is the intensity of tiled_matmul_work when C does not count?
  // TODO(lab02 task 2.6): your code here.
  throw NotImplemented("lab02 task 2.6: least_tile is not written yet");
}

}  // namespace llmsys::lab02
