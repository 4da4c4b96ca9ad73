// Lab 01: computes a GraphProgram with recorded operations: those of the lab, and a few that only a test needs.
#include "autograder/01_autodiff/graph_run.h"
#include "framework/autograd/grad_mode.h"
#include "framework/autograd/record.h"
#include "framework/tensor/probe.h"
#include "labs/01_autodiff/backward.h"
#include "labs/01_autodiff/ops.h"

namespace llmsys::lab01 {
namespace {

constexpr int64_t kMaxCalls = 300000;  // of rules, in one scenario: more is a walk along every path

Tensor first(const Tensor& a, const Tensor& b) {
  return record("first", raw::clone(a), {&a, &b}, {}, [](const Vjp& v) { return Gradients{v.grad(), Tensor()}; });
}

Tensor watched(const Tensor& a, CallCounter* counter, int64_t value) {
  return record("watched", raw::clone(a), {&a}, {}, [counter, value](const Vjp& v) {
    if (counter != nullptr) counter->called(value);
    return Gradients{v.grad()};
  });
}

// One operation with two results.
std::vector<Tensor> sin_cos(const Tensor& a) {
  std::vector<Tensor> results = {raw::sin(a), raw::cos(a)};
  record_all("sin_cos", results, std::vector<const Tensor*>{&a},
             std::vector<const Tensor*>{results.data(), &results[1]}, [](const Vjp& v) {
               return Gradients{raw::sub(raw::mul(v.grad(0), v.saved(1)), raw::mul(v.grad(1), v.saved(0)))};
             });
  return results;
}

// As checkpointing does: keeps a, computes again, and goes back through what it has just recorded.
Tensor recompute(const Tensor& a) {
  const auto f = [](const Tensor& x) { return tanh(mul(x, x)); };
  return record("recompute", f(detach(a)), {&a}, {&a}, [f](const Vjp& v) {
    const GradMode on(true);
    const Tensor inner = set_requires_grad(detach(v.saved(0)));
    const Tensor again = f(inner), dy = v.grad();
    lab01::backward({&again, 1}, {&dy, 1}, false);
    return Gradients{grad(inner)};
  });
}

std::vector<Tensor> results_of(const GraphStep& step, const std::vector<Tensor>& values, CallCounter* counter) {
  const auto next = static_cast<int64_t>(values.size());
  const Tensor a = values[static_cast<size_t>(step.a)];
  const Tensor b = step.b < 0 ? Tensor() : values[static_cast<size_t>(step.b)];
  switch (step.op) {
    case GraphOp::add: return {add(a, b)};
    case GraphOp::sub: return {sub(a, b)};
    case GraphOp::mul: return {mul(a, b)};
    case GraphOp::tanh: return {tanh(a)};
    case GraphOp::exp: return {exp(a)};
    case GraphOp::neg: return {neg(a)};
    case GraphOp::half: return {mul(a, 0.5)};
    case GraphOp::sin_cos: return sin_cos(a);
    case GraphOp::first: return {first(a, b)};
    case GraphOp::watched: return {watched(a, counter, next)};
    case GraphOp::recompute: return {recompute(a)};
  }
  throw ValueError(text("[GraphProgram] there is no operation ", static_cast<int64_t>(step.op)));
}

}  // namespace

void CallCounter::called(int64_t value) {
  ++calls_[static_cast<size_t>(value)];
  LLMSYS_CHECK(ValueError, ++total_ <= kMaxCalls, "apply() was called more than ", kMaxCalls, " times on ",
               calls_.size(), " values: each node must be called once, not once for each path that leads to it");
}

void CallCounter::watch(const Tensor& x, int64_t value) {
  register_hook(x, [this, value](const Tensor& gradient) {
    called(value);
    if (context().probes != nullptr) probe(text("the gradient that reaches value ", value), gradient);
    return Tensor();
  });
}

std::vector<Tensor> compute(const GraphProgram& program, CallCounter* counter) {
  std::vector<Tensor> values;
  for (const Tensor& leaf : program.leaves) {
    values.push_back(set_requires_grad(raw::clone(leaf)));
    if (counter != nullptr) counter->watch(values.back(), static_cast<int64_t>(values.size()) - 1);
  }
  for (const GraphStep& step : program.steps)
    for (const Tensor& result : results_of(step, values, counter)) {
      if (counter != nullptr && step.op != GraphOp::watched)
        counter->watch(result, static_cast<int64_t>(values.size()));
      values.push_back(result);
    }
  return values;
}

std::vector<Tensor> roots_of(const GraphProgram& program, const std::vector<Tensor>& values) {
  std::vector<Tensor> roots;
  for (const int64_t root : program.roots) roots.push_back(values[static_cast<size_t>(root)]);
  return roots;
}

}  // namespace llmsys::lab01
