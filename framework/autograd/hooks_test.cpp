// Hooks on tensors and leaves: when they run, in which order, what they may do.
#include "framework/autograd/hooks.h"

#include "framework/testing/backward.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/recorded_ops.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

double value(const Tensor& x) { return x.item<double>(); }

}  // namespace

TEST_CASE("hooks run in order, on the complete gradient, and may replace it") {
  const Tensor a = leaf(3);
  const Tensor b = scale(a, 2);
  std::vector<double> seen;
  register_hook(b, [&](const Tensor& gradient) {
    seen.push_back(value(gradient));
    return raw::mul(gradient, 10);
  });
  register_hook(b, [&](const Tensor& gradient) {
    seen.push_back(value(gradient));
    return Tensor();
  });
  run_backward(mul(b, b));
  CHECK(seen == std::vector<double>{12, 120});  // both uses of b arrived: 2b
  CHECK(value(grad(a)) == 240);
}

TEST_CASE("a hook on a leaf sees one pass's gradient, before it is added up") {
  const Tensor a = leaf(3);
  std::vector<double> seen;
  register_hook(a, [&](const Tensor& gradient) {
    seen.push_back(value(gradient));
    return raw::neg(gradient);
  });
  for (int pass = 0; pass < 2; ++pass) run_backward(scale(a, 2));
  CHECK(seen == std::vector<double>{2, 2});
  CHECK(value(grad(a)) == -4);
}

TEST_CASE("hooks of different outputs of one operation do not mix") {
  const Tensor x = leaf({1, 2});
  const auto [head, tail] = split(x, 1);
  register_hook(tail, [](const Tensor& gradient) { return raw::mul(gradient, 5); });
  int calls = 0;
  register_hook(head, [&](const Tensor&) { return ++calls, Tensor(); });
  run_backward(tail);
  require_equal(grad(x), from_values({0, 5}, {2}, DType::f64));
  CHECK(calls == 0);  // no gradient came to head
}

TEST_CASE("a hook that was removed does not run, even if an earlier hook of the same round removes it") {
  const Tensor a = leaf(1);
  std::vector<int> calls;
  HookHandle second;
  HookHandle first = register_hook(a, [&](const Tensor&) {
    calls.push_back(1);
    second.remove();
    return Tensor();
  });
  second = register_hook(a, [&](const Tensor&) { return calls.push_back(2), Tensor(); });
  run_backward(scale(a, 1));
  first.remove();
  first.remove();
  HookHandle().remove();
  run_backward(scale(a, 1));
  CHECK(calls == std::vector<int>{1});
}

TEST_CASE("a hook may remove itself, register others for the next time, and lead back to itself") {
  const Tensor a = leaf(1);
  std::vector<int> calls;
  HookHandle self;
  self = register_hook(a, [&](const Tensor&) {
    calls.push_back(1);
    self.remove();
    for (int i = 0; i < 20; ++i) register_hook(a, [&](const Tensor&) { return calls.push_back(2), Tensor(); });
    if (calls.size() == 1) run_backward(scale(a, 1));  // a pass inside the pass
    return Tensor();
  });
  register_hook(a, [&](const Tensor&) { return calls.push_back(3), Tensor(); });
  run_backward(scale(a, 1));
  std::vector<int> want = {1, 3};
  want.insert(want.end(), 20, 2);
  want.push_back(3);  // the outer pass goes on with those that were there when it began
  CHECK(calls == want);
}

TEST_CASE("a hook may register a hook on another output of the same operation") {
  const Tensor x = leaf({1, 2});
  const auto [head, tail] = split(x, 1);
  const Tensor* const other = &tail;  // a hook that holds what it hangs on would keep it alive for ever
  register_hook(head, [other](const Tensor&) {
    retain_grad(*other);
    return Tensor();
  });
  retain_grad(head);
  run_backward(head);
  CHECK(value(grad(head)) == 1);
}

TEST_CASE("a hook that throws ends the pass and nothing else") {
  const Tensor a = leaf(1);
  HookHandle handle = register_hook(a, [](const Tensor&) -> Tensor { throw ValueError("enough"); });
  CHECK(message_of([&] { run_backward(scale(a, 1)); }) == "enough");
  CHECK_FALSE(grad(a).defined());
  CHECK(context().grad_mode);
  handle.remove();
  run_backward(scale(a, 3));
  CHECK(value(grad(a)) == 3);
}

TEST_CASE("a hook must return a gradient of the same shape") {
  const Tensor a = leaf(1);
  register_hook(a, [](const Tensor&) { return zeros({2}, DType::f64); });
  CHECK(message_of([&] { run_backward(scale(a, 1)); }) ==
        "[leaf] the gradient of output 0 must be f64 () like the output itself, got f64 (2)");
}

TEST_CASE("retain_grad keeps the gradient of a tensor that is no leaf, after its hooks") {
  const Tensor a = leaf(3);
  const Tensor b = scale(a, 2);
  CHECK(contains(message_of([&] { static_cast<void>(grad(b)); }),
                 "[grad] this tensor was computed by scale and its gradient is not kept: call retain_grad(x)"));
  retain_grad(b);
  CHECK_FALSE(grad(b).defined());
  register_hook(b, [](const Tensor& gradient) { return raw::neg(gradient); });
  run_backward(mul(b, b));
  CHECK(value(grad(b)) == -12);
  CHECK(value(grad(a)) == -24);
  retain_grad(a);  // a leaf keeps its own anyway
  CHECK(value(grad(a)) == -24);
}

TEST_CASE("a retained gradient is that of the last pass") {
  const Tensor x = leaf({1, 2});
  const auto [head, tail] = split(x, 1);
  retain_grad(head);
  run_backward(head, Tensor(), true);
  CHECK(grad(head).defined());
  run_backward(tail);
  CHECK_FALSE(grad(head).defined());
}

TEST_CASE("a post-accumulate hook runs once a pass, when the leaf's gradient is complete") {
  const Tensor a = leaf(3);
  std::vector<double> seen;
  register_post_accumulate_hook(a, [&](Tensor& gradient) { seen.push_back(value(gradient)); });
  for (int pass = 0; pass < 2; ++pass) run_backward(add(scale(a, 2), mul(a, a)));
  CHECK(seen == std::vector<double>{8, 16});  // 2 + 2a from two paths; then the sum of both passes
}

TEST_CASE("a post-accumulate hook may change the gradient in place or drop it") {
  const Tensor a = leaf(3);
  HookHandle change = register_post_accumulate_hook(a, [](Tensor& gradient) { raw::fill_(gradient, 7); });
  run_backward(scale(a, 2));
  CHECK(value(grad(a)) == 7);
  change.remove();
  std::vector<bool> defined;
  LeafNode* const node = &leaf_of("test", a);
  register_post_accumulate_hook(a, [node](Tensor&) { node->set_gradient(Tensor()); });
  register_post_accumulate_hook(a, [&](Tensor& gradient) { defined.push_back(gradient.defined()); });
  for (int pass = 0; pass < 2; ++pass) run_backward(scale(a, 2));
  CHECK_FALSE(grad(a).defined());
  CHECK(defined == std::vector<bool>{false, false});
}

TEST_CASE("hooks need something to hang on") {
  const Tensor constant = scalar(1, DType::f64), computed = scale(leaf(1), 2);
  CHECK(message_of([&] { register_hook(constant, [](const Tensor&) { return Tensor(); }); }) ==
        "[register_hook] this tensor of shape () is not part of a graph: call set_requires_grad(x) on it, or on what "
        "it is "
        "computed from");
  CHECK_THROWS_AS(retain_grad(constant), AutogradError);
  CHECK(message_of([&] { register_post_accumulate_hook(computed, [](Tensor&) {}); }) ==
        "[register_post_accumulate_hook] this tensor of shape () is no leaf that wants a gradient: call "
        "set_requires_grad(x) first");
}
