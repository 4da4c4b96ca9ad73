// What lab 01's handout says about FLOPs and saved bytes is what the ledgers count.
#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "autograder/01_autodiff/handout.h"
#include "framework/autograd/grad_mode.h"
#include "framework/autograd/leaf.h"
#include "framework/autograd/record.h"
#include "framework/autograd/saved_ledger.h"
#include "framework/base/context.h"
#include "framework/tensor/observe.h"
#include "framework/testing/test.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/01_autodiff/ops.h"
#include "labs/01_autodiff/predictions.h"
#include "labs/01_autodiff/training_step.h"

using namespace llmsys;
using namespace llmsys::lab01;

namespace {

struct Cost {
  int64_t forward;   // FLOPs
  int64_t backward;  // FLOPs
  int64_t tensors;   // saved, parameters too
  int64_t bytes;     // saved, parameters not
};

// Computes the roots and sends gradients of 1 back from them, with both ledgers watching.
Cost cost_of(const std::function<std::vector<Tensor>()>& compute) {
  FlopLedger flops;
  SavedLedger saved;
  Context mine = context();
  mine.observer = &flops;
  mine.saved_tensor_hooks = &saved;
  const ContextScope scope(mine);
  const std::vector<Tensor> roots = compute();
  Cost cost{flops.flops(), 0, 0, saved.saved_bytes()};
  for (const auto& [operation, count] : saved.saves()) cost.tensors += count;
  std::vector<Tensor> gradients;
  for (const Tensor& root : roots) gradients.push_back(ones(root.shape(), root.dtype()));
  flops.reset();
  backward(roots, gradients);
  cost.backward = flops.flops();
  CHECK(saved.live_bytes() == 0);
  return cost;
}

Tensor parameter(const Shape& shape) { return set_requires_grad(full(shape, 0.5)); }

// "2n", "n" or "0" for a count that is a multiple of n.
std::string multiple(int64_t count, int64_t n) {
  REQUIRE(count % n == 0);
  if (count == 0) return "0";
  return (count == n ? "" : std::to_string(count / n)) + "n";
}

void says_operation(const std::string& call, const std::string& saves, int64_t tensors,
                    const std::function<Tensor(const Tensor& a, const Tensor& b)>& operation) {
  constexpr int64_t kNumel = 1000;
  const Tensor a = parameter({kNumel}), b = parameter({kNumel});
  const Cost cost = cost_of([&] { return std::vector<Tensor>{operation(a, b)}; });
  CHECK(cost.tensors == tensors);
  says("| `" + call + "` | " + saves + " | " + multiple(cost.forward, kNumel) + " | " +
       multiple(cost.backward, kNumel) + " |");
}

void says_graph(const std::string& name, const std::function<std::vector<Tensor>()>& compute) {
  const Cost cost = cost_of(compute);
  says("| " + name + " | " + grouped(cost.forward) + " | " + grouped(cost.backward) + " | " +
       shortest(static_cast<double>(cost.backward) / static_cast<double>(cost.forward)) + " |");
}

// tanh with the rule of those who think of x first: 1 - tanh(x)^2.
Tensor tanh_saving_input(const Tensor& x) {
  return record("tanh", raw::tanh(x), {&x}, {&x}, [](const Vjp& v) {
    const Tensor y = raw::tanh(v.saved(0));
    return Gradients{raw::mul(v.grad(), raw::sub(1, raw::mul(y, y)))};
  });
}

int64_t bytes_of_two_layers(Tensor (*activation)(const Tensor&)) {
  const Tensor X = ones({64, 64}), W1 = parameter({64, 64}), W2 = parameter({64, 64});
  return cost_of([&] { return std::vector<Tensor>{matmul(activation(matmul(X, W1)), W2)}; }).bytes;
}

// The model of ./lab train on one batch.
Tensor loss_of_training() {
  const Tensor x = zeros({512, 16}, DType::i64), targets = zeros({512}, DType::i64);
  const Tensor seen = reshape(embedding(parameter({77, 32}), x), {512, 512});
  const Tensor hidden = relu(add(matmul(seen, parameter({512, 512})), parameter({512})));
  return cross_entropy(add(matmul(mul(hidden, hidden), parameter({512, 77})), parameter({77})), targets);
}

Tensor random_operation(Rng& rng, const Tensor& a, const Tensor& b) {
  switch (rng.below(6)) {
    case 0: return add(a, b);
    case 1: return mul(a, b);
    case 2: return div(a, b);
    case 3: return tanh(a);
    case 4: return exp(a);
    default: return relu(a);
  }
}

// Each of 10,000 values is computed from one or two of the 50 before it, and is a root.
std::vector<Tensor> random_graph() {
  Rng rng(1);
  std::vector<Tensor> values = {parameter({8}), parameter({8})};
  const auto any = [&] { return values[values.size() - 1 - rng.below(std::min<uint64_t>(50, values.size()))]; };
  while (values.size() < 10002) {
    const Tensor a = any(), b = any();
    values.push_back(random_operation(rng, a, b));
  }
  return values;
}

}  // namespace

TEST_CASE("the handout's table of what operations save and cost", "[handout]") {
  says_operation("add(a, b)", "nothing", 0, [](const Tensor& a, const Tensor& b) { return add(a, b); });
  says_operation("mul(a, b)", "a and b", 2, [](const Tensor& a, const Tensor& b) { return mul(a, b); });
  says_operation("div(a, b)", "b and the result", 2, [](const Tensor& a, const Tensor& b) { return div(a, b); });
  says_operation("exp(x)", "the result", 1, [](const Tensor& x, const Tensor&) { return exp(x); });
  says_operation("log(x)", "x", 1, [](const Tensor& x, const Tensor&) { return log(x); });
  says_operation("sqrt(x)", "the result", 1, [](const Tensor& x, const Tensor&) { return sqrt(x); });
  says_operation("tanh(x)", "the result", 1, [](const Tensor& x, const Tensor&) { return tanh(x); });
  says_operation("relu(x)", "the result", 1, [](const Tensor& x, const Tensor&) { return relu(x); });
  says_operation("sum(x)", "nothing", 0, [](const Tensor& x, const Tensor&) { return sum(x); });
}

TEST_CASE("the handout's bytes: tanh that saves its result, and tanh that saves its input", "[handout]") {
  says("| its result | " + grouped(bytes_of_two_layers(tanh)) + " |");
  says("| its input | " + grouped(bytes_of_two_layers(tanh_saving_input)) + " |");
}

TEST_CASE("the handout's closing claims are what the ledger counts", "[handout]") {
  says_graph("matmul (64,512) (512,512)", [] {
    return std::vector<Tensor>{matmul(parameter({64, 512}), parameter({512, 512}))};
  });
  says_graph("matmul (8,64,512) (512,512), one W for the batch", [] {
    return std::vector<Tensor>{matmul(parameter({8, 64, 512}), parameter({512, 512}))};
  });
  CHECK(predict_backward_flops(8, 64, 512, 512) == 2 * 2 * 8 * 64 * 512 * 512);
  says_graph("the loss of `./lab train`, batch of 512", [] { return std::vector<Tensor>{loss_of_training()}; });
  says_graph("10,000 random elementwise operations, each a root", random_graph);
  const Tensor a = parameter({8}), b = parameter({8});
  says_graph("y = y / b, 1,000 times: the worst we know", [&] {
    Tensor y = a;
    for (int i = 0; i < 1000; ++i) y = div(y, b);
    return std::vector<Tensor>{y};
  });
}
