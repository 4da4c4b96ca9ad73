// record(): several outputs, inputs that want nothing, and what a rule may get wrong.
#include "framework/autograd/grad_mode.h"
#include "framework/testing/backward.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/recorded_ops.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

/// An operation of one input (2) f64 and one output whose rule is `rule`.
template <class Rule>
Tensor with_rule(const Tensor& x, Rule rule) {
  return record("mine", raw::neg(x), {&x}, {&x}, std::move(rule));
}

}  // namespace

TEST_CASE("an operation may have several outputs, and an unused one counts as zero") {
  const Tensor x = leaf({1, 2, 3});
  const auto [head, tail] = split(x, 1);
  CHECK(head.node() == tail.node());
  CHECK(tail.node_output() == 1);
  run_backward(tail, from_values({10, 20}, {2}, DType::f64));
  require_equal(grad(x), from_values({0, 10, 20}, {3}, DType::f64));
}

TEST_CASE("all outputs of an operation may be used, more than once") {
  const Tensor x = leaf({1, 2, 3, 4});
  const auto [head, tail] = split(x, 2);
  run_backward(mul(add(head, tail), tail));  // (h + t) t
  require_equal(grad(x), from_values({3, 4, 1 + 2 * 3, 2 + 2 * 4}, {4}, DType::f64));
}

TEST_CASE("a rule is told which gradients came") {
  const Tensor x = leaf({1, 2});
  Tensor parts[] = {raw::neg(x), raw::exp(x)};
  const Tensor* const inputs[] = {&x};
  std::vector<bool> came;
  record_all("two", parts, inputs, {}, [&came](const Vjp& v) {
    came = {v.has_grad(0), v.has_grad(1)};
    return Gradients{v.grad(1)};
  });
  run_backward(parts[1]);
  CHECK(came == std::vector<bool>{false, true});
}

TEST_CASE("a rule is told which gradients are wanted, and computing the others is no mistake") {
  const Tensor a = leaf({1, 2}), b = from_values({3, 4}, {2}, DType::f64);
  std::vector<bool> wanted;
  const Tensor y = record("mine", raw::mul(a, b), {&a, &b}, {&b}, [&wanted](const Vjp& v) {
    wanted = {v.wanted(0), v.wanted(1)};
    CHECK(v.input_shape(0) == Shape{2});
    CHECK(message_of([&] { static_cast<void>(v.input_shape(1)); }) ==
          "[mine] nobody wants the gradient of input 1: its shape is not kept");
    return Gradients{raw::mul(v.grad(), v.saved(0)), zeros({77})};  // nobody looks at the second
  });
  run_backward(y);
  CHECK(wanted == std::vector<bool>{true, false});
  require_equal(grad(a), b);
}

TEST_CASE("an undefined gradient stands for zero and adds nothing") {
  const Tensor x = leaf({1, 2});
  run_backward(with_rule(x, [](const Vjp&) { return Gradients(1); }));
  CHECK_FALSE(grad(x).defined());
}

TEST_CASE("a rule must return a gradient for each input, of its shape and dtype") {
  const Tensor x = leaf({1, 2});
  const auto message = [&](const Gradients& result) {
    return message_of([&] { run_backward(with_rule(x, [&result](const Vjp&) { return result; })); });
  };
  CHECK(message({}) == "[mine] its rule must return 1 gradients, one for each input, got 0");
  CHECK(message({zeros({2, 1}, DType::f64)}) ==
        "[mine] the gradient of input 0 must be f64 (2) like the input itself, got f64 (2,1)");
  CHECK(message({zeros({2}, DType::f32)}) ==
        "[mine] the gradient of input 0 must be f64 (2) like the input itself, got f32 (2)");
  CHECK_FALSE(grad(x).defined());
}

TEST_CASE("a rule that asks for what is not there is told so") {
  const Tensor x = leaf({1, 2});
  const auto message = [&](auto rule) { return message_of([&] { run_backward(with_rule(x, rule)); }); };
  CHECK(message([](const Vjp& v) { return Gradients{v.saved(1)}; }) ==
        "[mine] its rule asks for saved tensor 1, but there are 1");
  CHECK(message([](const Vjp& v) { return Gradients{v.grad(-1)}; }) ==
        "[mine] its rule asks for output -1, but there are 1");
  CHECK(message([](const Vjp& v) { return Gradients(v.wanted(1) ? 1 : 0); }) ==
        "[mine] its rule asks for input 1, but there are 1");
  const Tensor y = record("mine", raw::neg(x), {&x}, {nullptr}, [](const Vjp& v) { return Gradients{v.saved(0)}; });
  CHECK(message_of([&] { run_backward(y); }) == "[mine] did not save tensor 0: it was recorded as not needed");
}

TEST_CASE("a rule that throws leaves the graph as it was: the pass can be repeated") {
  const Tensor x = leaf({1, 2});
  bool fails = true;
  const Tensor y = with_rule(x, [&fails](const Vjp& v) {
    if (fails) throw ValueError("not today");
    return Gradients{v.saved(0)};
  });
  CHECK(message_of([&] { run_backward(y); }) == "not today");
  CHECK(context().grad_mode);
  fails = false;
  run_backward(y);
  require_equal(grad(x), from_values({1, 2}, {2}, DType::f64));
}

TEST_CASE("nothing is recorded inside a rule") {
  const Tensor x = leaf({1, 2});
  run_backward(with_rule(x, [](const Vjp& v) {
    const Tensor dx = mul(v.grad(), v.saved(0));
    CHECK_FALSE(requires_grad(dx));
    return Gradients{dx};
  }));
}

TEST_CASE("an operation that returns its input gives a new handle and leaves the input alone") {
  const Tensor x = leaf({1, 2}), constant = from_values({3, 4}, {2}, DType::f64);
  const auto second = [](const Tensor& a, const Tensor& b) {
    return record("second", b, {&a, &b}, {}, [](const Vjp& v) { return Gradients{Tensor(), v.grad()}; });
  };
  const Tensor y = second(constant, x);
  CHECK_FALSE(y.is_same(x));
  CHECK(y.shares_storage_with(x));
  CHECK(is_leaf(x));
  run_backward(y);
  require_equal(grad(x), ones({2}, DType::f64));
  const Tensor z = second(x, constant);  // the output is an input that wants no gradient
  CHECK_FALSE(requires_grad(constant));
  CHECK(requires_grad(z));
}

TEST_CASE("one tensor given twice as an output becomes two outputs") {
  const Tensor x = leaf({1, 2});
  const Tensor y = raw::neg(x);
  Tensor outputs[] = {y, y};
  const Tensor* const inputs[] = {&x};
  record_all("twice", outputs, inputs, {}, [](const Vjp& v) { return Gradients{raw::sub(v.grad(1), v.grad(0))}; });
  CHECK(outputs[0].node_output() == 0);
  CHECK(outputs[1].node_output() == 1);
  run_backward(outputs[1]);
  require_equal(grad(x), ones({2}, DType::f64));
}

TEST_CASE("what a rule captured is dropped with what was saved") {
  const auto state = std::make_shared<int>(7);
  const Tensor x = leaf({1, 2});
  const Tensor y = with_rule(x, [state](const Vjp& v) { return Gradients{v.grad()}; });
  CHECK(state.use_count() == 2);
  run_backward(y);
  CHECK(state.use_count() == 1);
}

TEST_CASE("many inputs and many saved tensors are as good as few") {
  std::vector<Tensor> leaves;
  std::vector<const Tensor*> inputs;
  for (int i = 0; i < 9; ++i) leaves.push_back(leaf(i));
  for (const Tensor& x : leaves) inputs.push_back(&x);
  Tensor sum = scalar(0, DType::f64);
  for (const Tensor& x : leaves) sum = raw::add(sum, raw::mul(x, x));
  record_all("squares", {&sum, 1}, inputs, inputs, [](const Vjp& v) {
    Gradients result;
    for (int i = 0; i < 9; ++i) result.push_back(raw::mul(v.saved(i), 2));
    return result;
  });
  run_backward(sum);
  for (int i = 0; i < 9; ++i) CHECK(grad(leaves[static_cast<size_t>(i)]).item<double>() == 2 * i);
}
