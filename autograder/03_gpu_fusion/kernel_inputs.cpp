#include "autograder/03_gpu_fusion/kernel_inputs.h"

#include <cmath>

#include "autograder/03_gpu_fusion/reference/kernels.h"

namespace llmsys::lab03 {
namespace {

// Half of the distance to the next bf16, and a little for what float32 rounds: who rounds twice is further away.
constexpr double kRoundedOnce = 1.0 / 256 + 1e-4;

// Of dy: far from 0 for bf16, so that a sum over a row which somebody keeps in bf16 shows beside the differences from it.
double centre_of_dy(DType dtype) { return dtype == DType::bf16 ? 16 : 0; }

// Integers from -4 to 4: products of up to 2^16 / 16 = 4096 of them have exact sums in float32.
Tensor small_integers(const Shape& shape, DType dtype) {
  std::vector<double> values(static_cast<size_t>(shape.numel()));
  for (double& value : values) value = static_cast<double>(between(rng(), -4, 4));
  return raw::to(from_vector(values, shape), dtype);
}

Tensor normal(const Shape& shape, DType dtype, double scale = 1, double offset = 0) {
  return raw::to(raw::add(raw::mul(randn(shape, rng(), DType::f64), scale), offset), dtype);
}

Values ask(const std::string& scenario, Values in, bool count) {
  if (count) in.set("count", true);
  return student(scenario, in);
}

}  // namespace

void expect_near(const Value& got, const Tensor& want, DType dtype, const std::string& what) {
  const Tensor& answer = got.tensor();
  expect(answer.dtype() == dtype, text(what, " is ", answer.dtype(), ", want ", dtype));
  const Tolerance tolerance = dtype == DType::f32 ? Tolerance{.atol = 2e-6, .rtol = 1e-5}  //
                                                  : Tolerance{.atol = 1e-5, .rtol = kRoundedOnce};
  expect_close(raw::to(answer, DType::f64), want, tolerance, what);
}

Values expect_product(const std::string& scenario, const Product& sizes, DType dtype, int64_t splits, bool count) {
  const Tensor a = small_integers({sizes.M, sizes.K}, dtype), b = small_integers({sizes.K, sizes.N}, dtype);
  Values in{{"a", a}, {"b", b}};
  if (splits > 0) in.set("splits", splits);
  const Tensor want = raw::to(reference::matmul(a, b), DType::f32);
  const bool widens = scenario == "matmul_tensor_core";
  Values got = ask(scenario, in, count);
  expect_equal(got["c"], widens ? want : raw::to(want, dtype), "C");
  return got;
}

Values expect_softmax(int64_t rows, int64_t columns, DType dtype, double scale, bool count) {
  const Tensor x = normal({rows, columns}, dtype, scale);
  Values got = ask("softmax_forward", {{"x", x}}, count);
  expect_near(got["y"], reference::softmax(x), dtype, "y");
  return got;
}

void expect_softmax_backward(int64_t rows, int64_t columns, DType dtype) {
  const Tensor y = raw::to(reference::softmax(normal({rows, columns}, DType::f64, 2)), dtype);
  const Tensor dy = normal({rows, columns}, dtype, 1, centre_of_dy(dtype));
  const Values got = student("softmax_backward", {{"dy", dy}, {"y", y}});
  expect_near(got["dx"], reference::softmax_backward(dy, y), dtype, "dx");
}

Values layer_norm_inputs(int64_t rows, int64_t columns, DType dtype, double offset) {
  return {{"x", normal({rows, columns}, dtype, 2, offset)},
          {"w", normal({columns}, dtype, 0.3, 1)},
          {"b", normal({columns}, dtype, 0.5)},
          {"eps", rng().below(2) == 0 ? 1e-5 : 0.03}};
}

Values expect_layer_norm(int64_t rows, int64_t columns, DType dtype, double offset, bool count) {
  const Values in = layer_norm_inputs(rows, columns, dtype, offset);
  const Tensor& x = in["x"].tensor();
  const reference::LayerNorm want = reference::layer_norm(x, in["w"].tensor(), in["b"].tensor(), in["eps"].number());
  Values got = ask("layer_norm_forward", in, count);
  // x is exact to 2^-24 of its offset only; what float32 loses there, no algorithm finds again.
  const double lost = std::abs(offset) * 0x1p-22;
  const double rounding = dtype == DType::f32 ? 1e-5 : kRoundedOnce;
  expect_close(raw::to(got["y"].tensor(), DType::f64), want.y, {.atol = 2e-5 + lost, .rtol = rounding}, "y");
  expect_close(raw::to(got["mean"].tensor(), DType::f64), want.mean, {.atol = 1e-5 + lost, .rtol = 1e-6}, "mean");
  expect_close(raw::to(got["rstd"].tensor(), DType::f64), want.rstd, {.atol = 0, .rtol = 2e-5 + lost}, "rstd");
  return got;
}

Values layer_norm_backward_inputs(int64_t rows, int64_t columns, DType dtype) {
  Values in = layer_norm_inputs(rows, columns, dtype, 1);
  const Tensor &x = in["x"].tensor(), &w = in["w"].tensor();
  const reference::LayerNorm forward = reference::layer_norm(x, w, in["b"].tensor(), in["eps"].number());
  return {{"x", x},
          {"w", w},
          {"dy", normal({rows, columns}, dtype, 1, centre_of_dy(dtype))},
          {"mean", raw::to(forward.mean, DType::f32)},
          {"rstd", raw::to(forward.rstd, DType::f32)}};
}

Values expect_layer_norm_backward(int64_t rows, int64_t columns, DType dtype, const std::string& which, bool count) {
  const Values in = layer_norm_backward_inputs(rows, columns, dtype);
  const auto tensor = [&in](const char* name) -> const Tensor& { return in[name].tensor(); };
  const reference::LayerNormGradients want =
      reference::layer_norm_backward(tensor("dy"), tensor("x"), tensor("mean"), tensor("rstd"), tensor("w"));
  Values got = ask("layer_norm_backward", in, count);
  const auto wanted = [&which](const char* name) { return which.empty() || which == name; };
  if (wanted("dx")) expect_near(got["dx"], want.dx, dtype, "dx");
  const Tolerance sums{.atol = 2e-5 * std::sqrt(static_cast<double>(rows + 1)), .rtol = 1e-5};
  if (wanted("dw")) expect_close(raw::to(got["dw"].tensor(), DType::f64), want.dw, sums, "dw");
  if (wanted("db")) expect_close(raw::to(got["db"].tensor(), DType::f64), want.db, sums, "db");
  return got;
}

void expect_scan(int64_t n) {
  const Tensor x = small_integers({n}, DType::f32);
  expect_equal(student("inclusive_scan", {{"x", x}})["y"], raw::to(reference::scan(x), DType::f32), "y");
}

}  // namespace llmsys::lab03
