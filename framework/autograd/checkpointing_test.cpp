// Backward inside backward: activation checkpointing, written with record() alone. A segment saves only its input, and
// its rule runs the segment again. (Chen et al. 2016, arXiv:1604.06174.)
#include "framework/autograd/grad_mode.h"
#include "framework/autograd/saved_ledger.h"
#include "framework/base/rng.h"
#include "framework/testing/backward.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/recorded_ops.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

/// y = segment(x) that saves only x. `segment` runs again in backward, with the random numbers of the first time.
template <class Segment>
Tensor checkpoint(const Tensor& x, Segment segment) {
  const RngState before = context().rng->state();
  Tensor y;
  {
    const GradMode off(false);
    y = segment(x);
  }
  return record("checkpoint", y, {&x}, {&x}, [segment, before](const Vjp& v) {
    const GradMode on(true);
    Rng again(before);
    Context mine = context();
    mine.rng = &again;
    const ContextScope scope(mine);
    const Tensor input = set_requires_grad(detach(v.saved(0)));
    run_backward(segment(input), v.grad());
    return Gradients{grad(input)};
  });
}

/// Zeroes half of the elements at random.
Tensor dropout(const Tensor& x) {
  Tensor mask = empty_like(x);
  for (int64_t i = 0; i < x.numel(); ++i) mask.at<double>(i) = context().rng->uniform() < 0.5 ? 0 : 2;
  return mul(x, mask);
}

struct Outcome {
  Tensor y, dx, dw;
  RngState after;
  int64_t saved_bytes;
};

/// Four segments dropout(exp(w x)) one after the other.
Outcome run_model(bool checkpointed) {
  Rng rng(7);
  SavedLedger ledger;
  Context mine = context();
  mine.rng = &rng;
  mine.saved_tensor_hooks = &ledger;
  const ContextScope scope(mine);
  const Tensor w = set_requires_grad(full({64}, 0.01, DType::f64)), x = set_requires_grad(ones({64}, DType::f64));
  const auto segment = [w](const Tensor& in) { return dropout(exp(mul(w, in))); };
  Tensor y = scale(x, 1);
  for (int i = 0; i < 4; ++i) y = checkpointed ? checkpoint(y, segment) : segment(y);
  const int64_t saved = ledger.live_bytes();
  run_backward(y);
  return {detach(y), grad(x), grad(w), rng.state(), saved};
}

}  // namespace

TEST_CASE("a checkpointed model gives bitwise the same gradients, and saves only the segments' inputs") {
  const Outcome plain = run_model(false), checkpointed = run_model(true);
  require_equal(checkpointed.y, plain.y);
  require_equal(checkpointed.dx, plain.dx);
  require_equal(checkpointed.dw, plain.dw);
  CHECK(checkpointed.after == plain.after);    // recomputing draws nothing from the run's own generator
  CHECK(plain.saved_bytes == 4 * 3 * 64 * 8);  // a segment saves its input, the output of exp, the mask
  CHECK(checkpointed.saved_bytes == 4 * 64 * 8);
}

TEST_CASE("with other random numbers the gradients would differ: the test above can fail") {
  Rng first(7), second(8);
  Context mine = context();
  const ContextScope scope(mine);
  mine.rng = &first;
  const Tensor a = dropout(ones({64}, DType::f64));
  mine.rng = &second;
  CHECK_FALSE(to_vector<double>(dropout(ones({64}, DType::f64))) == to_vector<double>(a));
}

TEST_CASE("checkpoints nest") {
  Rng rng(1);
  Context mine = context();
  mine.rng = &rng;
  const ContextScope scope(mine);
  const Tensor x = leaf({0.5, 1});
  const auto inner = [](const Tensor& in) { return exp(in); };
  const auto outer = [inner](const Tensor& in) { return mul(checkpoint(in, inner), in); };
  run_backward(checkpoint(x, outer));  // x e^x
  require_close(grad(x), raw::mul(raw::add(x, 1), raw::exp(x)), {.atol = 1e-14, .rtol = 1e-14});
}

TEST_CASE("an error while recomputing leaves recording and the graph as they were") {
  Rng rng(1);
  Context mine = context();
  mine.rng = &rng;
  const ContextScope scope(mine);
  const Tensor x = leaf({0.5, 1});
  int runs = 0;
  const Tensor y = checkpoint(x, [&runs](const Tensor& in) {
    if (++runs == 2) throw OutOfMemory("full");
    return exp(in);
  });
  CHECK(message_of([&] { run_backward(y); }) == "full");
  CHECK(context().grad_mode);
  CHECK(context().rng == &rng);
  run_backward(y);
  require_equal(grad(x), raw::exp(x));
}
