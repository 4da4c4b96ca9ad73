// Lab 01's handout says what the code says: the words that reports point at, and the numbers of its worked examples.
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "autograder/01_autodiff/handout.h"
#include "autograder/judge/lab_test.h"
#include "framework/autograd/hooks.h"
#include "framework/autograd/leaf.h"
#include "framework/base/error.h"
#include "framework/testing/test.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/01_autodiff/dispatcher.h"
#include "labs/01_autodiff/elementwise_rules.h"
#include "labs/01_autodiff/gradient_check.h"
#include "labs/01_autodiff/nesterov.h"
#include "labs/01_autodiff/ops.h"
#include "labs/01_autodiff/training_step.h"
#include "labs/01_autodiff/unbroadcast.h"

using namespace llmsys;
using namespace llmsys::lab01;

namespace {

Tensor pair(double first, double second) { return from_values({first, second}, {2}); }

// "(0.5, -0.25)"
std::string listed(const Tensor& x) {
  std::string out = "(";
  for (int64_t i = 0; i < x.numel(); ++i) out += (i == 0 ? "" : ", ") + shortest(x.at<float>(i));
  return out + ")";
}

// A row of task 1.1's table.
void says_rule(const std::string& rule, const std::string& given, const Tensor& result) {
  says("| `" + rule + "` | " + given + " | " + listed(result) + " |");
}

std::string message_of(const std::function<void()>& mistake) {
  try {
    mistake();
  } catch (const AutogradError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("each diagnosis points at words that stand in the handout once", "[handout]") {
  for (const Diagnosis& diagnosis : lab_diagnoses()) {
    CAPTURE(diagnosis.task, diagnosis.name, diagnosis.handout);
    CHECK(occurrences(diagnosis.handout) == 1);
  }
}

TEST_CASE("the handout's table of rules is what the rules give", "[handout]") {
  const Tensor dy = pair(1, 2), y = pair(3, 0.5), b = pair(2, 4);
  says_rule("mul_vjp", "other = (3, 0.5)", mul_vjp(dy, y));
  says_rule("div_vjp_a", "b = (2, 4)", div_vjp_a(dy, b));
  says_rule("div_vjp_b", "y = (3, 0.5), b = (2, 4)", div_vjp_b(dy, y, b));
  says_rule("exp_vjp", "y = (3, 0.5)", exp_vjp(dy, y));
  says_rule("log_vjp", "x = (2, 4)", log_vjp(dy, b));
  says_rule("sqrt_vjp", "y = (2, 4)", sqrt_vjp(dy, b));
  says_rule("tanh_vjp", "y = (0.5, -0.6)", tanh_vjp(dy, pair(0.5, -0.6)));
  says_rule("relu_vjp", "y = (3, 0)", relu_vjp(dy, pair(3, 0)));
}

TEST_CASE("the handout's gradient check: six calls, nine digits, and two errors", "[handout]") {
  int calls = 0;
  const auto squares = [&calls](const Tensor& x) {
    ++calls;
    return raw::sum(raw::mul(x, x)).item<double>();
  };
  const Tensor gradient = numeric_gradient(squares, from_values({1, 2, 3}, {3}, DType::f64));
  CHECK(calls == 6);
  CHECK(gradient_error(gradient, from_values({2, 4, 6}, {3}, DType::f64)) <= 1e-9);
  says("six calls of f; the gradient is (2, 4, 6) with an\nerror below 1e-9");
  says("`gradient_error((1, 2), (1, 2.5))` is 0.5 / 2.5 = " + shortest(gradient_error(pair(1, 2), pair(1, 2.5))));
  says("`gradient_error((0, 0), (0.125, 0))` is " + shortest(gradient_error(pair(0, 0), pair(0.125, 0))));
}

TEST_CASE("the handout's sums of a broadcast gradient", "[handout]") {
  const Tensor dy = from_values({1, 2, 3, 4, 5, 6}, {2, 3});
  says(block({{"dy", dy},
              {"back to (3)", unbroadcast(dy, {3})},
              {"back to (2,1)", unbroadcast(dy, {2, 1})},
              {"back to ()", unbroadcast(dy, {})}}));
}

TEST_CASE("the handout's walk through the tape of mean(tanh(X W))", "[handout]") {
  const Tensor X = from_values({1, 0, -1, 0, 2, 1}, {2, 3});
  const Tensor W = set_requires_grad(from_values({0.5, -0.5, 0.25, 0.5, 0, 1}, {3, 2}));
  says(block({{"X", X}, {"W", W}, {"X W", raw::matmul(X, W)}, {"tanh(X W)", raw::tanh(raw::matmul(X, W))}}));
  const Tensor Y = matmul(X, W), H = tanh(Y), loss = mean(H);
  retain_grad(Y), retain_grad(H);
  backward(loss);
  says("| 4 `mean` | 1 | " + nested(grad(H)) + " |");
  says("| 3 `tanh` | " + nested(grad(H)) + " | " + nested(grad(Y)) + " |");
  says("| 2 `matmul` | " + nested(grad(Y)) + " | to W: " + nested(grad(W)) + " |");
  says("the loss is " + fixed(loss.item<float>(), 4));
}

TEST_CASE("the handout's rules of whole tensors", "[handout]") {
  const Tensor both = from_values({3, 1, 4, 2}, {2, 2}), dy = from_values({1, 2, 0, -1}, {2, 2});
  says(block({{"A = B", both},
              {"dY", dy},
              {"dA", matmul_vjp_a(dy, both, both.shape())},
              {"dB", matmul_vjp_b(dy, both, both.shape())}}));
  const Tensor x = from_values({5, 1, 5, 2, 2, 2, 7, 0, 3}, {3, 3}), dmax = from_values({1, 6, 4}, {3});
  says(block({{"x", x}, {"dy, of max", dmax}, {"max_vjp, dim 1", max_vjp(dmax, x, raw::max(x, 1), 1, false)}}));
  const Tensor index = from_vector<int64_t>({1, 3, 1}), rows = from_values({1, 2, 3, 4, 5, 6}, {3, 2});
  says(block({{"index", index}, {"dy", rows}, {"embedding_vjp, V = 4", embedding_vjp(rows, {4, 2}, index)}}));
  const Tensor logits = set_requires_grad(pair(0, std::log(3.0))), log_p = log_softmax(logits);
  says("(" + fixed(log_p.at<float>(0), 4) + ", " + fixed(log_p.at<float>(1), 4) + ")");
  const Tensor first = pair(1, 0);
  backward({&log_p, 1}, {&first, 1});
  says("its rule gives " + listed(grad(logits)));
}

TEST_CASE("the handout's steps of SGD, Nesterov's momentum and AdamW", "[handout]") {
  Tensor w = pair(1, -2), velocity = zeros({2}), ahead = pair(1, -2), its_velocity = zeros({2});
  Tensor adam = pair(1, -2), m = zeros({2}), v = zeros({2});
  const Tensor gradients[] = {pair(0.5, -0.25), pair(1, 0.5)};
  for (int64_t step = 1; step <= 2; ++step) {
    const Tensor& gradient = gradients[step - 1];
    sgd_step(w, gradient, velocity, {.learning_rate = 0.1, .momentum = 0.9});
    nesterov_step(ahead, gradient, its_velocity, {.learning_rate = 0.1, .momentum = 0.9});
    adamw_step(adam, gradient, m, v, step, {.learning_rate = 0.1, .eps = 0.25, .weight_decay = 0});
    const std::string row = "| " + std::to_string(step) + " | ";
    says(row + listed(velocity) + " | " + listed(w) + " |\n");
    says(row + listed(velocity) + " | " + listed(w) + " | " + listed(ahead) + " |");
    says(row + listed(m) + " | " + listed(v) + " | " + listed(adam) + " |");
  }
}

TEST_CASE("the handout's loss and its gradient", "[handout]") {
  const Tensor logits = set_requires_grad(from_values({0, std::log(3.0), 0, 0}, {2, 2}));
  const Tensor loss = cross_entropy(logits, from_vector<int64_t>({1, 0}));
  backward(loss);
  says("(log 4/3 + log 2) / 2 = " + fixed(loss.item<float>(), 4));
  const std::string printed = block({{"", grad(logits)}});
  says(printed.substr(1));
}

TEST_CASE("the handout quotes the errors of a graph that is gone and of a changed tensor", "[handout]") {
  const Tensor w = set_requires_grad(ones({2, 3}));
  const Tensor once = mul(w, w), gradient = ones({2, 3});
  backward({&once, 1}, {&gradient, 1});
  says(message_of([&] { backward({&once, 1}, {&gradient, 1}); }));
  Tensor x = ones({2, 3});
  const Tensor y = sum(mul(x, w));
  raw::add_(x, ones({2, 3}));
  says(message_of([&] { backward(y); }));
}

TEST_CASE("the handout's dispatched call goes from the highest key down", "[handout]") {
  Dispatcher dispatcher;
  std::string path;
  const auto calls_on = [&path](const std::string& name) {
    return [&path, name](const Dispatcher& table, DispatchKeys rest, const std::vector<Tensor>& inputs) {
      path += name + " → ";
      return table.call("mul", rest, inputs);
    };
  };
  dispatcher.set_fallback(DispatchKey::trace, calls_on("trace"));
  dispatcher.set("mul", DispatchKey::autograd, calls_on("autograd"));
  dispatcher.set("mul", DispatchKey::cpu, [&path](const Dispatcher&, DispatchKeys, const std::vector<Tensor>& inputs) {
    path += "cpu";
    return raw::mul(inputs[0], inputs[1]);
  });
  dispatcher.call("mul", {DispatchKey::cpu, DispatchKey::autograd, DispatchKey::trace}, {pair(1, 2), pair(3, 4)});
  says("The call goes " + path);
}
