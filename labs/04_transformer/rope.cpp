// Lab 04, task 4.3: rotary positions.
#include "labs/04_transformer/rope.h"

#include <cmath>
#include <vector>

#include "framework/tensor/raw.h"

namespace llmsys::lab04 {
namespace {

// Turns each pair (x[i], x[i + D/2]) by the table's angles; the other way round if `sign` is -1.
Tensor turned(const Tensor& x, const RopeTable& table, double sign) {
  // About 6 lines: both functions below are this one.
  // TODO(lab04 task 4.3): your code here.
  throw NotImplemented("lab04 task 4.3: turned is not written yet");
}

}  // namespace

RopeTable rope_table(int64_t start, int64_t tokens, int64_t head_size, double theta, DType dtype) {
  // About 9 lines. from_vector() makes a float64 tensor of a std::vector<double>.
  // TODO(lab04 task 4.3): your code here.
  throw NotImplemented("lab04 task 4.3: rope_table is not written yet");
}

Tensor rope_forward(const Tensor& x, const RopeTable& table) {
  // TODO(lab04 task 4.3): your code here.
  throw NotImplemented("lab04 task 4.3: rope_forward is not written yet");
}

Tensor rope_vjp(const Tensor& dy, const RopeTable& table) {
  // TODO(lab04 task 4.3): your code here.
  throw NotImplemented("lab04 task 4.3: rope_vjp is not written yet");
}

}  // namespace llmsys::lab04
