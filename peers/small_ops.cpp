// The C++ half of small_ops.py: the same three measurements without the interpreter. Compiled by `small_ops.py --cpp`.
#include <torch/extension.h>

#include <chrono>
#include <functional>
#include <vector>

namespace {

using torch::Tensor;

// The same ten operations as `graph` in small_ops.py.
Tensor graph(const Tensor& a, const Tensor& b, const Tensor& c) {
  const Tensor t1 = a * b;
  const Tensor t2 = t1 + c;
  const Tensor t3 = torch::tanh(t2);
  const Tensor t4 = t3 * a;
  const Tensor t5 = t4 - b;
  const Tensor t6 = torch::exp(t5);
  const Tensor t7 = t6 * c;
  const Tensor t8 = t7 + t3;
  const Tensor t9 = torch::tanh(t8);
  return t9.sum();
}

// Seconds of one call of `work`, the mean over `loops`.
double seconds_each(int loops, const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < loops; ++i) work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() / loops;
}

// Seconds of one add, one forward, one forward + backward; then the gradients of a, b, c.
std::vector<double> measure(int loops, double a_value, double b_value, double c_value) {
  const auto options = torch::TensorOptions().dtype(torch::kFloat32).requires_grad(true);
  const Tensor x = torch::full({8}, 1.0, options);
  const Tensor y = torch::full({8}, 2.0, options);
  std::vector<Tensor> leaves;
  for (const double value : {a_value, b_value, c_value}) leaves.push_back(torch::full({}, value, options));

  std::vector<double> result;
  result.push_back(seconds_each(loops, [&] { const Tensor z = x + y; }));
  result.push_back(seconds_each(loops, [&] { const Tensor z = graph(leaves[0], leaves[1], leaves[2]); }));
  result.push_back(seconds_each(loops, [&] {
    for (Tensor& leaf : leaves) leaf.mutable_grad() = Tensor();
    graph(leaves[0], leaves[1], leaves[2]).backward();
  }));
  for (const Tensor& leaf : leaves) result.push_back(leaf.grad().item<double>());
  return result;
}

}  // namespace

PYBIND11_MODULE(TORCH_EXTENSION_NAME, module) {
  // Without the interpreter's lock: backward() refuses to run while it is held.
  module.def("measure", &measure, pybind11::call_guard<pybind11::gil_scoped_release>());
}
