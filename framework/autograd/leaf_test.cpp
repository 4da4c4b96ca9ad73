// Leaves: who may be one, and how gradients add up in them.
#include "framework/autograd/leaf.h"

#include "framework/memory/peak_meter.h"
#include "framework/testing/backward.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/recorded_ops.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

TEST_CASE("a tensor is made a leaf, keeps its gradient when asked again, and can stop being one") {
  Tensor x = from_values({1, 2}, {2}, DType::f64);
  CHECK_FALSE(requires_grad(x));
  const Tensor same = set_requires_grad(x);
  CHECK(same.is_same(x));
  CHECK(requires_grad(x));
  run_backward(scale(x, 3));
  set_requires_grad(x);
  require_equal(grad(x), full({2}, 3, DType::f64));
  set_requires_grad(x, false);
  CHECK_FALSE(requires_grad(x));
  CHECK(message_of([&] { static_cast<void>(grad(x)); }) ==
        "[grad] this tensor of shape (2) is no leaf that wants a gradient: call set_requires_grad(x) first");
}

TEST_CASE("integers and computed tensors cannot be made leaves") {
  CHECK(message_of([] { set_requires_grad(arange(3)); }) ==
        "[set_requires_grad] gradients are real numbers: needs a floating dtype, got i64");
  CHECK_FALSE(requires_grad(set_requires_grad(arange(3), false)));
  const Tensor y = scale(leaf(1), 2);
  CHECK(message_of([&] { set_requires_grad(y); }) ==
        "[set_requires_grad] this tensor of shape () was computed by scale: its gradient flows already; detach(x) "
        "makes a "
        "leaf of it");
}

TEST_CASE("detach gives the same elements outside of the graph") {
  const Tensor x = leaf(2);
  const Tensor y = scale(x, 2);
  const Tensor cut = detach(y);
  CHECK(cut.shares_storage_with(y));
  CHECK(requires_grad(y));
  CHECK_FALSE(requires_grad(cut));
  CHECK_FALSE(requires_grad(detach(x)));
}

TEST_CASE("a gradient is taken over without a copy if nobody else sees it") {
  const Tensor x = leaf({1, 2, 3});
  const void* made = nullptr;
  const Tensor y = record("mine", raw::neg(x), {&x}, {}, [&made](const Vjp& v) {
    const Tensor dx = raw::neg(v.grad());
    made = dx.data<double>();
    return Gradients{dx};
  });
  run_backward(y);
  CHECK(grad(x).data<double>() == made);
}

TEST_CASE("a gradient that somebody else sees is copied") {
  const Tensor a = leaf({1, 2}), b = leaf({3, 4});
  const Tensor dy = from_values({5, 6}, {2}, DType::f64);
  run_backward(add(a, b), dy);
  CHECK_FALSE(grad(a).shares_storage_with(grad(b)));
  CHECK_FALSE(grad(a).shares_storage_with(dy));
  run_backward(add(a, scale(b, 2)), dy);
  require_equal(grad(a), from_values({10, 12}, {2}, DType::f64));
  require_equal(grad(b), from_values({15, 18}, {2}, DType::f64));
  require_equal(dy, from_values({5, 6}, {2}, DType::f64));
}

TEST_CASE("gradients that meet are added in place only where nobody else sees the sum") {
  Tensor mine = from_values({1, 2}, {2}, DType::f64);
  const void* const memory = mine.data<double>();
  const Tensor more = from_values({10, 20}, {2}, DType::f64);
  const Tensor sum = add_gradients(std::move(mine), more);
  CHECK(sum.data<double>() == memory);
  require_equal(sum, from_values({11, 22}, {2}, DType::f64));

  const Tensor kept = sum, view = raw::slice(more, 0, 0, 2);
  require_equal(add_gradients(sum, more), from_values({21, 42}, {2}, DType::f64));
  require_equal(kept, from_values({11, 22}, {2}, DType::f64));
  require_equal(add_gradients(raw::slice(more, 0, 0, 2), kept), from_values({21, 42}, {2}, DType::f64));
  require_equal(view, from_values({10, 20}, {2}, DType::f64));
  require_equal(add_gradients(raw::expand(scalar(1, DType::f64), {2}), kept), from_values({12, 23}, {2}, DType::f64));
}

TEST_CASE("a gradient that is a part of something larger does not keep the rest alive") {
  const Tensor x = leaf({1, 2});
  const Tensor y = record("mine", raw::neg(x), {&x}, {},
                          [](const Vjp&) { return Gradients{raw::slice(zeros({1000}, DType::f64), 0, 10, 12)}; });
  run_backward(y);
  CHECK(grad(x).storage().bytes() == 16);
}

TEST_CASE("gradients of several passes add up in place, in the view that was given") {
  const Tensor bucket = zeros({5}, DType::f64);
  const Tensor x = leaf({1, 2});
  set_grad(x, raw::slice(bucket, 0, 1, 3));
  for (int pass = 0; pass < 2; ++pass) run_backward(scale(x, 3));
  require_equal(bucket, from_values({0, 6, 6, 0, 0}, {5}, DType::f64));
  CHECK(grad(x).shares_storage_with(bucket));
  set_grad(x, Tensor());
  run_backward(scale(x, 3));
  CHECK_FALSE(grad(x).shares_storage_with(bucket));
}

TEST_CASE("a gradient set by hand must look like the leaf and stays outside of graphs") {
  const Tensor x = leaf({1, 2});
  CHECK(message_of([&] { set_grad(x, zeros({3}, DType::f64)); }) ==
        "[set_grad] the gradient of this leaf must be f64 (2), got f64 (3)");
  CHECK(message_of([&] { set_grad(x, zeros({2})); }) ==
        "[set_grad] the gradient of this leaf must be f64 (2), got f32 (2)");
  CHECK(contains(message_of([&] { set_grad(x, raw::expand(zeros({1}, DType::f64), {2})); }),
                 "[set_grad] several elements of this gradient share memory"));
  CHECK_THROWS_AS(set_grad(scale(x, 2), zeros({2}, DType::f64)), AutogradError);
  CHECK_THROWS_AS(set_grad(zeros({2}), zeros({2})), AutogradError);
  set_grad(x, scale(leaf({1, 2}), 2));
  CHECK_FALSE(requires_grad(grad(x)));
}

TEST_CASE("a leaf and its gradient do not keep each other alive") {
  PeakMeter meter(current_memory(context().device));
  Context mine = context();
  use_memory(mine, meter);
  const ContextScope scope(mine);
  {
    Tensor x = leaf({1, 2});
    set_grad(x, zeros({2}, DType::f64));
    const Tensor gradient = grad(x);
    x = Tensor();
    CHECK(meter.current_bytes() == 16);
  }
  CHECK(meter.current_bytes() == 0);
}

TEST_CASE("a leaf that is the root itself gets the first gradient") {
  const Tensor x = leaf({1, 2});
  run_backward(x);
  require_equal(grad(x), ones({2}, DType::f64));
}
