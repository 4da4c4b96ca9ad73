// Lab 03's kernels behind the framework's operations: the same results as on the CPU, for bf16, batches, layouts that lie any
// way, and nothing at all.
#include <functional>

#include "framework/base/context.h"
#include "framework/base/rng.h"
#include "framework/tensor/compare.h"
#include "framework/tensor/raw.h"
#include "framework/testing/test.h"
#include "labs/03_gpu_fusion/register.h"

using namespace llmsys;
using namespace llmsys::lab03;

namespace {

using Operation = std::function<Tensor(const Tensor& x)>;

// Runs `operation` on the CPU, and on cuda with this lab's kernels.
void check_same(const Tensor& x, const Operation& operation, const Tolerance& tolerance = {}) {
  const Tensor want = operation(x);
  Registry mine = framework_registry();
  register_lab03(mine);
  Context here = context();
  here.registry = &mine;
  const ContextScope scope(here);
  const Comparison result = compare(raw::to(operation(raw::to(x, Device::cuda)), Device::cpu), want, tolerance);
  INFO(to_text(result));
  CHECK(result.ok());
}

// Integers: their products and sums are exact.
Tensor integers(const Shape& shape, DType dtype) {
  Rng rng(7);
  std::vector<double> values(static_cast<size_t>(shape.numel()));
  for (double& value : values) value = static_cast<double>(rng.below(9)) - 4;
  return raw::to(from_vector(values, shape), dtype);
}

// One unit in the last place of bf16, or of a sum in another order in float32.
Tolerance rounding(DType dtype) {
  return dtype == DType::bf16 ? Tolerance{.atol = 1e-3, .rtol = 1.0 / 128} : Tolerance{.atol = 1e-7, .rtol = 1e-5};
}

// This lab's dtypes, and one that it leaves to the framework.
void for_each_dtype(const std::function<void(DType dtype)>& check) {
  for (const DType dtype : {DType::f32, DType::bf16, DType::f64}) check(dtype);
}

Tensor softmax_rows(const Tensor& x) { return raw::softmax(x, -1); }

}  // namespace

TEST_CASE("products of matrices, of batches, of transposed, sliced and shared factors") {
  for_each_dtype([](DType dtype) {
    const Tensor x = integers({3, 4, 5}, dtype);
    check_same(x, [](const Tensor& t) { return raw::matmul(t, raw::transpose(t)); });
    check_same(x, [](const Tensor& t) { return raw::matmul(raw::transpose(t), t); });
    check_same(x, [](const Tensor& t) { return raw::matmul(t, raw::transpose(raw::select(t, 0, 1))); });
    check_same(x, [](const Tensor& t) { return raw::matmul(raw::select(t, 0, 2), raw::transpose(t)); });
    check_same(x, [](const Tensor& t) {
      return raw::matmul(raw::slice(t, 2, 1, 4), raw::slice(raw::select(t, 0, 0), 0, 0, 3));
    });
    check_same(x, [](const Tensor& t) { return raw::matmul(raw::slice(t, 2, 0, 1), raw::slice(t, 1, 0, 1)); });
  });
}

TEST_CASE("products with several tiles") {
  for (const DType dtype : {DType::f32, DType::bf16})
    check_same(integers({2, 70, 33}, dtype), [](const Tensor& t) { return raw::matmul(t, raw::transpose(t)); });
}

TEST_CASE("products of nothing") {
  const Tensor x = integers({3, 4, 5}, DType::f32);
  check_same(x, [](const Tensor& t) { return raw::matmul(raw::slice(t, 2, 0, 0), raw::slice(t, 1, 0, 0)); });
  check_same(x, [](const Tensor& t) { return raw::matmul(raw::slice(t, 1, 0, 0), raw::transpose(t)); });
  check_same(
      x, [](const Tensor& t) { return raw::matmul(raw::slice(t, 0, 0, 0), raw::transpose(raw::slice(t, 0, 0, 0))); });
}

TEST_CASE("softmax of rows, of batches, along other dimensions, of slices, of nothing") {
  for_each_dtype([](DType dtype) {
    const Tensor x = integers({3, 4, 5}, dtype);
    const Tolerance tolerance = rounding(dtype);
    check_same(x, softmax_rows, tolerance);
    check_same(
        x, [](const Tensor& t) { return raw::softmax(t, 1); }, tolerance);
    check_same(
        x, [](const Tensor& t) { return raw::softmax(raw::transpose(t), -1); }, tolerance);
    check_same(
        x, [](const Tensor& t) { return raw::softmax(raw::slice(t, 2, 1, 4), -1); }, tolerance);
    check_same(
        x, [](const Tensor& t) { return raw::softmax(raw::select(t, 1, 2), -1); }, tolerance);
  });
  for (const Shape& shape : {Shape{0}, Shape{0, 3}, Shape{3, 0}, Shape{1, 1}, Shape{7}, Shape{2, 700}})
    check_same(integers(shape, DType::f32), softmax_rows, rounding(DType::f32));
}

TEST_CASE("this lab serves products and softmax for f32 and bf16, and nothing else") {
  Registry mine = framework_registry();
  register_lab03(mine);
  for (const DType dtype : {DType::f32, DType::bf16}) {
    CHECK(mine.who(kMatmul, Device::cuda, dtype) == "lab03");
    CHECK(mine.who(kSoftmax, Device::cuda, dtype) == "lab03");
    CHECK(mine.who(kSum, Device::cuda, dtype) == "framework");
  }
  CHECK(mine.who(kMatmul, Device::cuda, DType::f64) == "framework");
  CHECK(mine.who(kSoftmax, Device::cpu, DType::f32) == "framework");
}
