#include "autograder/02_gpu_kernels/kernel_inputs.h"

#include "autograder/02_gpu_kernels/reference/kernels.h"

namespace llmsys::lab02 {

Tensor small_integers(const Shape& shape, DType dtype) {
  std::vector<double> values(static_cast<size_t>(shape.numel()));
  for (double& value : values) {
    const auto drawn = static_cast<double>(between(rng(), 1, 8));
    value = drawn > 4 ? drawn - 9 : drawn;
  }
  return reference::rounded(values, shape, dtype);
}

Tensor counted(const Shape& shape, DType dtype) {
  std::vector<double> values(static_cast<size_t>(shape.numel()));
  for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i % 251 + 1);
  return reference::rounded(values, shape, dtype);
}

void expect_copy(const std::string& kernel, int64_t n, DType dtype, Offsets offsets) {
  const Tensor x = counted({n}, dtype);
  Values in = {{"kernel", kernel}, {"x", x}, {"x_offset", offsets.x}, {"y_offset", offsets.y}};
  if (offsets.in_a_stream) in.set("captured", true);
  const Values got = student("copy", in);
  expect_equal(got["y"], x, "y");
  expect(got["beside"].boolean(), "y is right, but the kernel also wrote to elements beside it");
}

void expect_transpose(int64_t R, int64_t C, DType dtype) {
  const Tensor x = counted({R, C}, dtype);
  expect_equal(student("transpose", {{"x", x}})["y"], reference::transpose(x), "y");
}

void expect_row_sums(int64_t R, int64_t C, DType dtype) {
  const Tensor x = small_integers({R, C}, dtype);
  expect_equal(student("row_sums", {{"x", x}})["y"], reference::row_sums(x), "y");
}

void expect_sum(int64_t n, DType dtype) {
  const Tensor x = small_integers({n}, dtype);
  expect_equal(student("sum", {{"x", x}})["y"], reference::sum(x), "y");
}

void expect_matmul(const Product& sizes, DType dtype) {
  const Tensor a = small_integers({sizes.M, sizes.K}, dtype), b = small_integers({sizes.K, sizes.N}, dtype);
  const Values got = student("matmul", {{"a", a}, {"b", b}, {"a_gap", sizes.a_gap}, {"b_gap", sizes.b_gap}});
  expect_equal(got["c"], reference::matmul(a, b), "C");
}

void expect_pipeline(int64_t n, int64_t chunk, int64_t seed) {
  const Tensor x = small_integers({n});
  std::vector<double> want = reference::elements(x);
  for (double& value : want) value = value * value + 1;
  const Values got = student("pipeline", {{"x", x}, {"chunk", chunk}, {"seed", seed}});
  expect_equal(got["y"], reference::rounded(want, {n}, DType::f32), "y");
}

}  // namespace llmsys::lab02
