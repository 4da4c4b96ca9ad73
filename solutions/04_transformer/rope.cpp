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
  // BEGIN SOLUTION task 4.3 turned
  const int64_t half = x.size(-1) / 2;
  const Tensor a = raw::slice(x, -1, 0, half), b = raw::slice(x, -1, half);  // (..,T,D/2)
  const Tensor sin = raw::mul(table.sin, sign);                              // (T,D/2)
  const Tensor left = raw::sub(raw::mul(a, table.cos), raw::mul(b, sin));
  const Tensor right = raw::add(raw::mul(b, table.cos), raw::mul(a, sin));
  return raw::cat({left, right}, -1);  // (..,T,D)
  // END SOLUTION
}

}  // namespace

RopeTable rope_table(int64_t start, int64_t tokens, int64_t head_size, double theta, DType dtype) {
  // About 9 lines. from_vector() makes a float64 tensor of a std::vector<double>.
  // BEGIN SOLUTION task 4.3 rope_table
  const int64_t half = head_size / 2;
  std::vector<double> cos, sin;
  for (int64_t position = start; position < start + tokens; ++position) {
    for (int64_t i = 0; i < half; ++i) {
      const double angle = double(position) * std::pow(theta, -2.0 * double(i) / double(head_size));
      cos.push_back(std::cos(angle));
      sin.push_back(std::sin(angle));
    }
  }
  const Shape shape{tokens, half};
  return {.cos = raw::to(from_vector(cos, shape), dtype), .sin = raw::to(from_vector(sin, shape), dtype)};
  // END SOLUTION
}

Tensor rope_forward(const Tensor& x, const RopeTable& table) {
  // BEGIN SOLUTION task 4.3 rope_forward
  return turned(x, table, 1);
  // END SOLUTION
}

Tensor rope_vjp(const Tensor& dy, const RopeTable& table) {
  // BEGIN SOLUTION task 4.3 rope_vjp
  return turned(dy, table, -1);
  // END SOLUTION
}

}  // namespace llmsys::lab04
