// Every C++ line that docs/extending_autograd.md shows, compiled and held to what the page says about it.
#include "framework/autograd/deferred.h"
#include "framework/autograd/grad_mode.h"
#include "framework/autograd/record.h"
#include "framework/autograd/saved_ledger.h"
#include "framework/nn/module.h"
#include "framework/tensor/raw.h"
#include "framework/testing/backward.h"
#include "framework/testing/compare.h"
#include "framework/testing/modules.h"
#include "framework/testing/test.h"

namespace llmsys {
namespace {

// [operation]
Tensor softplus(const Tensor& x) {  // log(1 + e^x), of any shape
  const Tensor e = raw::exp(x);
  return record("softplus", raw::log(raw::add(e, 1)), {&x}, {&e}, [](const Vjp& v) {
    return Gradients{raw::mul(v.grad(), raw::div(v.saved(0), raw::add(v.saved(0), 1)))};  // dy e^x / (1 + e^x)
  });
}
// [operation]

TEST_CASE("the page's operation has the gradient that it claims") {
  const Tensor x = set_requires_grad(from_values({-2, 0, 3}, {3}, DType::f64));
  testing::run_backward(softplus(x));
  const double h = 1e-6;
  const Tensor difference = raw::sub(softplus(raw::add(detach(x), h)), softplus(raw::sub(detach(x), h)));
  testing::require_close(grad(x), raw::div(difference, 2 * h), {.atol = 1e-9, .rtol = 1e-9});
}

TEST_CASE("the page's hooks do what it says") {
  SavedLedger ledger;
  DeferredGradients later;
  Context mine = context();
  const ContextScope scope(mine);
  testing::Scale m(3);
  const Tensor w = testing::leaf(2);
  const Tensor view = raw::reshape(raw::slice(zeros({4}, DType::f64), 0, 1, 2), {});
  int ready = 0;
  Tensor seen, dy_of_m;
  // [hooks]
  const Tensor h = testing::exp(w);
  register_hook(h, [](const Tensor& dh) { return raw::mul(dh, 0.5); });
  register_post_accumulate_hook(w, [&](Tensor&) { ++ready; });
  retain_grad(h);
  set_grad(w, view);
  Tensor cut = detach(h);
  {
    const GradMode off(false);
    CHECK_FALSE(requires_grad(softplus(w)));
  }
  m.register_forward_pre_hook([&](Module&, Tensors& inputs) { seen = inputs[0]; });
  m.register_backward_pre_hook([&](Module&, Gradients& dy) { dy_of_m = dy[0]; });
  mine.saved_tensor_hooks = &ledger;
  mine.deferred = &later;
  // [hooks]
  const Tensor y = m(h);
  CHECK(ledger.live_bytes() > 0);
  testing::run_backward(y);
  CHECK(ready == 0);
  later.run();
  CHECK(ready == 1);
  CHECK(seen.is_same(h));
  CHECK(cut.shares_storage_with(h));
  CHECK(dy_of_m.item<double>() == 1);
  CHECK(grad(h).item<double>() == 1.5);
  CHECK(view.item<double>() == 1.5 * std::exp(2.0));
  CHECK(ledger.live_bytes() == 0);
}

}  // namespace
}  // namespace llmsys
