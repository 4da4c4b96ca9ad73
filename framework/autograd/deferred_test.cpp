// Gradients of weights later: the same numbers, the input's gradient first.
#include "framework/autograd/deferred.h"

#include "framework/autograd/saved_ledger.h"
#include "framework/testing/backward.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/recorded_ops.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

/// Backward through y, the weights' gradients left to `later`.
void run_deferred(const Tensor& y, DeferredGradients& later, const Tensor& gradient = Tensor()) {
  Context mine = context();
  mine.deferred = &later;
  const ContextScope scope(mine);
  run_backward(y, gradient);
}

/// A stage of layers, one of whose weights is used twice. What comes in was computed by the stage before.
struct Stage {
  Tensor w1 = leaf({0.1, 0.7}), w2 = leaf({1.3, -0.2}), shared = leaf({0.3, 0.9});
  Tensor x = leaf({0.4, 0.6}), input;

  Tensor forward() {
    input = scale(x, 1);
    retain_grad(input);
    return mul(mul(exp(mul(mul(input, w1), shared)), w2), shared);
  }
};

}  // namespace

TEST_CASE("the input's gradient comes at once, the weights' when they are asked for, and all bitwise as usual") {
  Stage usual, deferred;
  for (int pass = 0; pass < 2; ++pass) {
    run_backward(usual.forward());
    DeferredGradients later;
    run_deferred(deferred.forward(), later);
    CHECK(later.size() == 5);  // four products, and what made the input
    require_equal(grad(deferred.input), grad(usual.input));
    if (pass == 0) CHECK_FALSE(grad(deferred.w1).defined());
    later.run();
    CHECK(later.size() == 0);
    require_equal(grad(deferred.w1), grad(usual.w1));
    require_equal(grad(deferred.w2), grad(usual.w2));
    require_equal(grad(deferred.shared), grad(usual.shared));
  }
}

TEST_CASE("what was saved is freed only when the weights have their gradients") {
  SavedLedger ledger;
  Context mine = context();
  mine.saved_tensor_hooks = &ledger;
  const ContextScope scope(mine);
  Stage stage;
  DeferredGradients later;
  run_deferred(stage.forward(), later);
  CHECK(ledger.live_bytes() > 0);
  later.run();
  CHECK(ledger.live_bytes() == 0);
}

TEST_CASE("hooks of leaves run when the weights are done, once, with the complete gradient") {
  Stage stage;
  std::vector<double> seen;
  register_hook(stage.shared, [&](const Tensor& gradient) {
    seen.push_back(gradient.at<double>(0));
    return Tensor();
  });
  int accumulated = 0;
  register_post_accumulate_hook(stage.shared, [&](Tensor&) { ++accumulated; });
  DeferredGradients later;
  run_deferred(stage.forward(), later);
  CHECK(seen.empty());
  later.run();
  CHECK(accumulated == 1);
  CHECK(seen == std::vector<double>{grad(stage.shared).at<double>(0)});
}

TEST_CASE("hooks of an operation run once, though its rule runs twice") {
  const Tensor w = leaf(2), x = scale(leaf(3), 1);
  const Tensor y = mul(x, w);
  int calls = 0;
  register_hook(y, [&](const Tensor&) { return ++calls, Tensor(); });
  DeferredGradients later;
  run_deferred(y, later);
  later.run();
  CHECK(calls == 1);
}

TEST_CASE("a rule is asked for the inputs that are no leaves, then for the leaves, and never for nothing") {
  std::vector<std::vector<bool>> asked;
  const auto mine = [&asked](const Tensor& a, const Tensor& b) {
    return record("mine", raw::mul(a, b), {&a, &b}, {&a, &b}, [&asked](const Vjp& v) {
      asked.push_back({v.wanted(0), v.wanted(1)});
      return Gradients{raw::mul(v.grad(), v.saved(1)), raw::mul(v.grad(), v.saved(0))};  // computes both, each time
    });
  };
  const Tensor x = leaf(3), w = leaf(2);
  DeferredGradients later;
  run_deferred(mine(mine(x, w), w), later);  // x w^2
  CHECK(asked == std::vector<std::vector<bool>>{{true, false}});
  later.run();
  CHECK(asked == std::vector<std::vector<bool>>{{true, false}, {false, true}, {true, true}});
  CHECK(grad(x).item<double>() == 4);
  CHECK(grad(w).item<double>() == 12);
}

TEST_CASE("one collection may hold several micro-batches") {
  Stage usual, deferred;
  DeferredGradients later;
  for (const double scale : {1.0, 2.0, 3.0}) {
    const Tensor gradient = full({2}, scale, DType::f64);
    run_backward(usual.forward(), gradient);
    run_deferred(deferred.forward(), later, gradient);
  }
  CHECK(later.size() == 15);
  later.run();
  require_close(grad(deferred.w1), grad(usual.w1), {.atol = 1e-15, .rtol = 1e-15});
  require_close(grad(deferred.shared), grad(usual.shared), {.atol = 1e-15, .rtol = 1e-15});
}

TEST_CASE("after an error nothing waits, and the next pass is a fresh one") {
  const Tensor w = leaf(2), x = scale(leaf(3), 1);
  DeferredGradients later;
  bool fails = true;
  const auto mine = [&] {
    return record("mine", raw::mul(x, w), {&w}, {&x}, [&fails](const Vjp& v) {
      if (fails) throw ValueError("no");
      return Gradients{v.saved(0)};
    });
  };
  run_deferred(mine(), later);
  CHECK(message_of([&] { later.run(); }) == "no");
  CHECK(later.size() == 0);
  CHECK_FALSE(grad(w).defined());
  fails = false;
  run_deferred(mine(), later);
  later.run();
  CHECK(grad(w).item<double>() == 3);
}

TEST_CASE("gradients that a rule expanded, whose elements share memory, add up too") {
  const auto total = [](const Tensor& x) {
    return record("sum", raw::sum(x), {&x}, {},
                  [shape = x.shape()](const Vjp& v) { return Gradients{raw::expand(v.grad(), shape)}; });
  };
  const Tensor w = leaf({1, 2, 3});
  DeferredGradients later;
  run_deferred(add(scale(total(w), 2), scale(total(w), 3)), later);
  later.run();
  require_equal(grad(w), full({3}, 5, DType::f64));
}
