// Lab 02: all of the student's kernels as the system's.
#include "autograder/02_gpu_kernels/kernel_inputs.h"
#include "autograder/02_gpu_kernels/reference/kernels.h"

using namespace llmsys;
using namespace llmsys::lab02;

namespace {

// An operation of the framework on Device::cuda, with this lab's kernels registered; lab 02 must have served it.
Tensor served(const Values& in) {
  const Values got = student("operation", in);
  expect_equal(got["who"], "lab02", "who served it");
  return got["y"].tensor();
}

}  // namespace

LAB_TEST("2.all", "together", "the framework's copy, transpose, sums and products on cuda run on your kernels") {
  for (const DType dtype : {DType::f32, DType::bf16}) {
    const Tensor x = small_integers({33, 50}, dtype), y = small_integers({50, 20}, dtype);
    expect_equal(served({{"op", "clone"}, {"x", x}}), x, "clone");
    expect_equal(served({{"op", "transpose"}, {"x", x}}), reference::transpose(x), "contiguous(transpose)");
    expect_equal(raw::reshape(served({{"op", "sum"}, {"x", x}}), {1}), reference::sum(x), "sum");
    expect_equal(served({{"op", "row_sums"}, {"x", x}}), reference::row_sums(x), "sum over the last dimension");
    expect_equal(served({{"op", "matmul"}, {"x", x}, {"y", y}}), reference::matmul(x, y), "matmul");
    const Tensor turned = reference::transpose(y);
    expect_equal(served({{"op", "matmul_transposed"}, {"x", x}, {"y", turned}}), reference::matmul(x, y),
                 "matmul with a transposed factor");
  }
}
