// backward() with the solution's traversal: its errors, hooks, gradients in buckets, work for later, passes within passes.
#include "labs/01_autodiff/autodiff.h"

#include "framework/autograd/deferred.h"
#include "framework/autograd/record.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"
#include "labs/01_autodiff/ops.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

Tensor leaf(std::initializer_list<double> values) {
  return set_requires_grad(from_values(values, {static_cast<int64_t>(values.size())}, DType::f64));
}

Tensor row(std::initializer_list<double> values) {
  return from_values(values, {static_cast<int64_t>(values.size())}, DType::f64);
}

// f(x) whose inner graph is thrown away and made again by its rule, as recomputation does.
Tensor recomputed(const Tensor& x) {
  const auto inner = [](const Tensor& in) { return tanh(mul(in, in)); };
  Tensor y;
  {
    const GradMode off(false);
    y = inner(x);
  }
  return record("recomputed", y, {&x}, {&x}, [inner](const Vjp& v) {
    const Tensor again = set_requires_grad(raw::clone(v.saved(0)));
    const GradMode on(true);
    const Tensor result = inner(again), dy = v.grad();
    llmsys::backward({&result, 1}, {&dy, 1});
    return Gradients{grad(again)};
  });
}

}  // namespace

TEST_CASE("backward says what it needs: one element, a graph, gradients that fit the roots") {
  const Tensor x = leaf({1, 2}), loss = sum(x);
  CHECK(contains(message_of([&] { llmsys::backward(x); }), "needs a loss of one element, got (2)"));
  CHECK(contains(message_of([] { llmsys::backward(scalar(1)); }), "is not part of a graph"));
  CHECK_THROWS_AS(llmsys::backward(scalar(1)), AutogradError);
  const std::vector<Tensor> roots = {loss}, none, wide = {row({1})}, single = {scalar(1)};
  CHECK(contains(message_of([&] { llmsys::backward(roots, none); }), "got 0 for 1"));
  CHECK(contains(message_of([&] { llmsys::backward(roots, wide); }),
                 "the gradient of root 0 must be f64 () like the root, got f64 (1)"));
  CHECK(contains(message_of([&] { llmsys::backward(roots, single); }), "like the root, got f32 ()"));
  CHECK_FALSE(grad(x).defined());
}

TEST_CASE("a graph serves once, or as often as one likes with retain_graph; gradients add up") {
  const Tensor x = leaf({1, 2}), loss = sum(mul(x, x));
  llmsys::backward(loss, {.retain_graph = true});
  llmsys::backward(loss);
  require_equal(grad(x), row({4, 8}));
  CHECK(contains(message_of([&] { llmsys::backward(loss); }), "retain_graph"));
  CHECK_THROWS_AS(llmsys::backward(loss), AutogradError);
}

TEST_CASE("a saved tensor that was changed in place is an error that names the operation") {
  const Tensor x = leaf({1, 2}), y = neg(x), loss = sum(mul(y, y));
  raw::fill_(y, 3);
  CHECK(contains(message_of([&] { llmsys::backward(loss); }), "[mul]"));
  CHECK_THROWS_AS(llmsys::backward(loss), AutogradError);
  const Tensor sums = sum(add(y, y));  // saves nothing: changing y does not matter
  raw::fill_(y, 4);
  llmsys::backward(sums);
  require_equal(grad(x), row({-2, -2}));
}

TEST_CASE("nothing is recorded while recording is off, and detach leaves the graph") {
  const Tensor x = leaf({1, 2});
  {
    const GradMode off(false);
    CHECK_FALSE(requires_grad(mul(x, x)));
  }
  const Tensor loss = sum(mul(x, detach(neg(x))));
  llmsys::backward(loss);
  require_equal(grad(x), row({-1, -2}));
}

TEST_CASE("hooks see complete gradients, once a pass, and may replace them; retained gradients stay") {
  const Tensor x = leaf({3}), y = mul(x, 2);
  std::vector<double> seen;
  register_hook(y, [&](const Tensor& gradient) {
    seen.push_back(gradient.item<double>());
    return raw::mul(gradient, 10);
  });
  int accumulated = 0;
  register_post_accumulate_hook(x, [&](Tensor&) { ++accumulated; });
  retain_grad(y);
  llmsys::backward(sum(add(mul(y, y), y)));
  CHECK(seen == std::vector<double>{13});  // 2 y + 1
  require_equal(grad(y), row({130}));
  require_equal(grad(x), row({260}));
  CHECK(accumulated == 1);
}

TEST_CASE("gradients that are views fill one flat bucket") {
  const Tensor bucket = zeros({4}, DType::f64), a = leaf({1, 2}), b = leaf({3, 4});
  set_grad(a, raw::slice(bucket, 0, 0, 2));
  set_grad(b, raw::slice(bucket, 0, 2, 4));
  llmsys::backward(sum(mul(a, b)));
  llmsys::backward(sum(a));
  require_equal(bucket, row({4, 5, 1, 2}));
}

TEST_CASE("gradients of leaves may come later, those of activations at once") {
  const Tensor x = leaf({1, 2}), w = leaf({3, 5});
  DeferredGradients later;
  {
    Context mine = context();
    mine.deferred = &later;
    const ContextScope scope(mine);
    const Tensor y = tanh(mul(neg(x), w));
    llmsys::backward(sum(y));
  }
  CHECK_FALSE(grad(w).defined());
  CHECK(later.size() > 0);
  later.run();
  const Tensor expected = leaf({3, 5});
  llmsys::backward(sum(tanh(mul(neg(detach(x)), expected))));
  require_equal(grad(w), grad(expected));
}

TEST_CASE("a rule may run a backward pass of its own") {
  const Tensor x = leaf({0.5, -1}), plain = leaf({0.5, -1});
  llmsys::backward(sum(mul(recomputed(recomputed(x)), x)));
  const auto inner = [](const Tensor& in) { return tanh(mul(in, in)); };
  llmsys::backward(sum(mul(inner(inner(plain)), plain)));
  require_close(grad(x), grad(plain), {.atol = 1e-14, .rtol = 1e-14});
}
