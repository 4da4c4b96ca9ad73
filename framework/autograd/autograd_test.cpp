// The graph itself: what is recorded, what flows, what is freed. More in the files beside it.
#include "framework/autograd/grad_mode.h"
#include "framework/autograd/record.h"
#include "framework/tensor/raw.h"
#include "framework/testing/backward.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

Tensor mul(const Tensor& a, const Tensor& b) {
  return record("mul", raw::mul(a, b), {&a, &b}, {&a, &b}, [](const Vjp& v) {
    return Gradients{raw::mul(v.grad(), v.saved(1)), raw::mul(v.grad(), v.saved(0))};
  });
}

Tensor leaf(double value) { return set_requires_grad(scalar(value, DType::f64)); }

}  // namespace

TEST_CASE("a product has the product rule's gradients") {
  const Tensor a = leaf(3), b = leaf(5);
  run_backward(mul(mul(a, b), a));  // a^2 b
  CHECK(grad(a).item<double>() == 30);
  CHECK(grad(b).item<double>() == 9);
}

TEST_CASE("a chain of 200,000 operations is dropped without recursion") {
  Tensor x = leaf(1);
  const Tensor one = leaf(1);
  for (int i = 0; i < 200000; ++i) x = mul(x, one);
  x = Tensor();
  SUCCEED("no stack overflow");
}

TEST_CASE("backward a second time says what to do") {
  const Tensor a = leaf(3);
  const Tensor y = mul(a, a);
  run_backward(y);
  CHECK(contains(message_of([&] { run_backward(y); }), "[mul] backward ran through this graph before"));
}

TEST_CASE("a saved tensor that was changed in place is an error that names the operation") {
  const Tensor a = leaf(3), b = scalar(2, DType::f64);
  const Tensor y = mul(a, b);
  raw::fill_(b, 7);
  CHECK(contains(message_of([&] { run_backward(y); }), "[mul] its saved tensor 1, f64 (), was changed in place"));
}
