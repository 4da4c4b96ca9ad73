// Lab 02's kernels behind the framework's operations: the same results as on the CPU, for layouts they serve themselves and for
// those they hand on.
#include <functional>

#include "framework/testing/on_cuda.h"
#include "labs/02_gpu_kernels/register.h"

using namespace llmsys;
using namespace llmsys::lab02;

namespace {

void check_same(const Tensor& x, const std::function<Tensor(const Tensor& x)>& operation,
                const Tolerance& tolerance = {}) {
  Registry mine = framework_registry();
  register_lab02(mine);
  testing::check_same_on_cuda(mine, x, operation, tolerance);
}

// This lab's dtypes, and some that it leaves to the framework.
void for_each_dtype(const std::function<void(DType dtype)>& check) {
  for (const DType dtype : {DType::f32, DType::bf16, DType::f64, DType::i64}) check(dtype);
}

}  // namespace

TEST_CASE("copies of any layout") {
  for_each_dtype([](DType dtype) {
    const Tensor x = testing::small_integers({4, 6, 5}, dtype);
    check_same(x, [](const Tensor& t) { return raw::clone(t); });
    check_same(x, [](const Tensor& t) { return raw::contiguous(raw::transpose(t, 0, 2)); });
    check_same(x, [](const Tensor& t) { return raw::contiguous(raw::slice(t, 2, 1, 5, 2)); });
    check_same(x, [](const Tensor& t) { return raw::contiguous(raw::transpose(raw::select(t, 1, 2))); });
    check_same(x, [](const Tensor& t) { return raw::contiguous(raw::transpose(raw::select(t, 0, 3))); });
    check_same(x, [](const Tensor& t) { return raw::contiguous(raw::expand(raw::slice(t, 0, 1, 2), {3, 6, 5})); });
  });
  check_same(testing::small_integers({3, 5}, DType::f32), [](const Tensor& t) { return raw::to(t, DType::bf16); });
  check_same(testing::small_integers({3, 5}, DType::bf16),
             [](const Tensor& t) { return raw::to(raw::transpose(t), DType::f32); });
  for (const Shape& shape : {Shape{}, Shape{0}, Shape{0, 3}, Shape{1, 1}})
    check_same(testing::small_integers(shape, DType::f32), [](const Tensor& t) { return raw::clone(t); });
}

TEST_CASE("sums over the last dimensions, over others, over all, over none") {
  for_each_dtype([](DType dtype) {
    const Tensor x = testing::small_integers({4, 6, 5}, dtype);
    for (const IntList& dims : {IntList{2}, IntList{1, 2}, IntList{0, 1, 2}, IntList{0}, IntList{1}, IntList{0, 2}})
      for (const bool keepdim : {false, true})
        check_same(x, [&](const Tensor& t) { return raw::sum(t, dims, keepdim); });
    check_same(x, [](const Tensor& t) { return raw::sum(raw::transpose(t), {2}, false); });
    check_same(x, [](const Tensor& t) { return raw::sum(raw::slice(t, 2, 0, 1), {2}, false); });
  });
  for (const Shape& shape : {Shape{}, Shape{0}, Shape{0, 3}, Shape{3, 0}, Shape{1, 1}, Shape{1, 7}})
    check_same(testing::small_integers(shape, DType::f32), [](const Tensor& t) { return raw::sum(t); });
  check_same(testing::small_integers({3, 0}, DType::f32), [](const Tensor& t) { return raw::sum(t, {1}, false); });
  check_same(testing::small_integers({0, 3}, DType::f32), [](const Tensor& t) { return raw::sum(t, {1}, false); });
}

TEST_CASE("products of matrices, of batches, of transposed, sliced and shared factors") {
  for_each_dtype([](DType dtype) {
    const Tensor x = testing::small_integers({3, 4, 5}, dtype);
    check_same(x, [](const Tensor& t) { return raw::matmul(t, raw::transpose(t)); });
    check_same(x, [](const Tensor& t) { return raw::matmul(raw::transpose(t), t); });
    check_same(x, [](const Tensor& t) { return raw::matmul(t, raw::transpose(raw::select(t, 0, 1))); });
    check_same(x, [](const Tensor& t) {
      return raw::matmul(raw::slice(t, 2, 1, 4), raw::slice(raw::select(t, 0, 0), 0, 0, 3));
    });
    check_same(x, [](const Tensor& t) { return raw::matmul(raw::slice(t, 2, 0, 1), raw::slice(t, 1, 0, 1)); });
    check_same(x, [](const Tensor& t) { return raw::matmul(raw::slice(t, 2, 0, 0), raw::slice(t, 1, 0, 0)); });
  });
}

TEST_CASE("the handed-on layouts are served under this lab's name") {
  Registry mine = framework_registry();
  register_lab02(mine);
  for (const DType dtype : {DType::f32, DType::bf16}) {
    CHECK(mine.who(kCopy, Device::cuda, dtype) == "lab02");
    CHECK(mine.who(kSum, Device::cuda, dtype) == "lab02");
    CHECK(mine.who(kMatmul, Device::cuda, dtype) == "lab02");
  }
  CHECK(mine.who(kMatmul, Device::cuda, DType::f64) == "framework");
  CHECK(mine.who(kMatmul, Device::cpu, DType::f32) == "framework");
}
