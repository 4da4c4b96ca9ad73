// The graph itself: what is recorded, what flows through it, what is freed when.
#include <thread>

#include "framework/base/parallel.h"
#include "framework/memory/peak_meter.h"
#include "framework/testing/backward.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/recorded_ops.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

TEST_CASE("a product has the product rule's gradients") {
  const Tensor a = leaf(3), b = leaf(5);
  run_backward(mul(mul(a, b), a));  // a^2 b
  CHECK(grad(a).item<double>() == 30);
  CHECK(grad(b).item<double>() == 9);
}

TEST_CASE("nothing is recorded where no input wants a gradient") {
  const Tensor a = scalar(3, DType::f64);
  const Tensor y = mul(a, a);
  CHECK_FALSE(requires_grad(y));
  CHECK(is_leaf(y));
  CHECK(y.node() == nullptr);
}

TEST_CASE("a graph can be looked at: names, edges, shapes") {
  const Tensor a = leaf({1, 2}), b = from_values({3, 4}, {2}, DType::f64);
  const Tensor y = mul(a, b);
  REQUIRE(y.node() != nullptr);
  CHECK(y.node()->name() == std::string("mul"));
  CHECK(y.node()->inputs().size() == 2);
  CHECK(y.node()->inputs()[0].node.get() == a.node());
  CHECK_FALSE(y.node()->inputs()[1].node);
  CHECK(y.node()->outputs()[0].shape == Shape{2});
  CHECK(a.node()->name() == std::string("leaf"));
  CHECK(a.node()->is_leaf());
}

TEST_CASE("a chain of 200,000 operations is dropped without recursion") {
  Tensor x = leaf(1);
  const Tensor one = leaf(1);
  for (int i = 0; i < 200000; ++i) x = mul(x, one);
  x = Tensor();
  for (int i = 0; i < 200000; ++i) x = mul(x.defined() ? x : one, x.defined() ? x : one);  // two edges to one node
  x = Tensor();
  SUCCEED("no stack overflow");
}

TEST_CASE("a chain in which each operation saves what is no input of it is dropped without recursion") {
  const Tensor w = leaf(1);
  Tensor x = w;
  for (int i = 0; i < 200000; ++i)
    x = record("mine", raw::mul(w, x), {&w}, {&x}, [](const Vjp& v) { return Gradients{v.saved(0)}; });
  x = Tensor();
  SUCCEED("no stack overflow");
}

TEST_CASE("a graph of 100,000 operations is dropped on another thread") {
  PeakMeter meter(default_memory());
  Context mine = context();
  mine.memory = &meter;
  const ContextScope scope(mine);
  {
    Tensor x = leaf(1);
    const Tensor one = leaf(1);
    for (int i = 0; i < 100000; ++i) x = mul(x, one);
    std::thread([x = std::move(x)]() mutable { x = Tensor(); }).join();
    CHECK(meter.current_bytes() == 8);  // the leaf `one`; the other leaf went with the graph
  }
  CHECK(meter.current_bytes() == 0);
}

TEST_CASE("two threads drop graphs that share their first half") {
  Tensor shared = leaf(1);
  const Tensor one = leaf(1);
  for (int i = 0; i < 2000; ++i) shared = mul(shared, one);
  Tensor a = mul(shared, one), b = mul(shared, one);
  shared = Tensor();
  std::thread other([b = std::move(b)]() mutable { b = Tensor(); });
  a = Tensor();
  other.join();
  SUCCEED("freed once");
}

TEST_CASE("two ranks run graphs of their own at the same time") {
  const auto rank = [](double x, double& result) {
    Context mine;
    const ContextScope scope(mine);
    const Tensor w = leaf(x);
    for (int step = 0; step < 100; ++step) run_backward(mul(exp(w), w));
    result = grad(w).item<double>();
  };
  double results[2] = {0, 0};
  std::thread other(rank, 1.0, std::ref(results[1]));
  rank(0.0, results[0]);
  other.join();
  CHECK(results[0] == 100);  // d(w e^w)/dw = (1 + w) e^w
  CHECK(std::abs(results[1] - 200 * std::exp(1.0)) <= 1e-10);
}

TEST_CASE("ranks on threads share frozen tensors and save them") {
  const Tensor frozen = scalar(2, DType::f64);
  double results[2] = {0, 0};
  const auto rank = [&](size_t me) {
    const Tensor w = leaf(static_cast<double>(me));
    for (int step = 0; step < 50; ++step) run_backward(mul(w, frozen));
    results[me] = grad(w).item<double>();
  };
  std::thread other(rank, 1);
  rank(0);
  other.join();
  CHECK(results[0] == 100);
  CHECK(results[1] == 100);
}

TEST_CASE("backward a second time says what to do") {
  const Tensor a = leaf(3);
  const Tensor y = mul(a, a);
  run_backward(y);
  CHECK(
      message_of([&] { run_backward(y); }) ==
      "[mul] backward ran through this graph before, and what it had saved was freed: compute the loss again, or keep "
      "the graph the first time with retain_graph");
}

TEST_CASE("a graph that was retained can be used again, and then no more") {
  const Tensor a = leaf(3);
  const Tensor y = mul(a, a);
  run_backward(y, Tensor(), true);
  run_backward(y);
  CHECK(grad(a).item<double>() == 12);
  CHECK_THROWS_AS(run_backward(y), AutogradError);
}

TEST_CASE("a gradient of the wrong shape does not enter a node") {
  const Tensor a = leaf({1, 2});
  const Tensor y = scale(a, 2);
  CHECK(message_of([&] { run_backward(y, zeros({3}, DType::f64)); }) ==
        "[scale] the gradient of output 0 must be f64 (2) like the output itself, got f64 (3)");
  CHECK(message_of([&] { y.node()->apply({}); }) == "[scale] takes 1 gradients, one for each output, got 0");
}

TEST_CASE("a graph that shares inputs adds up what each use sends") {
  const Tensor a = leaf(2);
  const Tensor b = add(a, a);  // 2a
  run_backward(mul(b, b));     // 4a^2
  CHECK(grad(a).item<double>() == 16);
}
