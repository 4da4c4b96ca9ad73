// What is saved for backward: when it is freed, when it is stale, and how it may be kept elsewhere.
#include "framework/autograd/saved_tensor.h"

#include "framework/autograd/saved_ledger.h"
#include "framework/memory/peak_meter.h"
#include "framework/testing/backward.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/recorded_ops.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

/// A Context whose saved tensors go through `hooks` and whose memory is metered.
struct Watched {
  explicit Watched(SavedTensorHooks* hooks) : scope((settings(mine, meter, hooks), mine)) {}
  static void settings(Context& mine, PeakMeter& meter, SavedTensorHooks* hooks) {
    use_memory(mine, meter);
    mine.saved_tensor_hooks = hooks;
  }

  PeakMeter meter{current_memory(context().device)};
  Context mine = context();
  ContextScope scope;
};

/// Keeps saved tensors as bytes outside of the tensors' memory, as offload to a disk would.
class Offload final : public SavedTensorHooks {
 public:
  std::unique_ptr<PackedTensor> pack(const Tensor& x, const char*) override {
    struct Away final : PackedTensor {
      explicit Away(const Tensor& x) : values(to_vector<double>(x)), shape(x.shape()) {}
      Tensor unpack() override { return from_vector(values, shape); }
      std::vector<double> values;
      Shape shape;
    };
    return std::make_unique<Away>(x);
  }
};

/// Keeps saved tensors rounded to f32.
class Rounded final : public SavedTensorHooks {
 public:
  std::unique_ptr<PackedTensor> pack(const Tensor& x, const char* operation) override {
    struct Narrow final : PackedTensor {
      explicit Narrow(const Tensor& x) : tensor(raw::to(x, DType::f32)) {}
      Tensor unpack() override { return raw::to(tensor, DType::f64); }
      Tensor tensor;
    };
    if (std::string(operation) == "exp") return nullptr;  // kept as it is
    return std::make_unique<Narrow>(x);
  }
};

/// Keeps saved tensors, after an operation that itself saves tensors.
class Recording final : public SavedTensorHooks {
 public:
  std::unique_ptr<PackedTensor> pack(const Tensor& x, const char*) override {
    ++calls;
    CHECK_FALSE(requires_grad(mul(x, x)));
    return nullptr;
  }
  int calls = 0;
};

}  // namespace

TEST_CASE("what an operation saved is freed as soon as backward is through with it") {
  SavedLedger ledger;
  const Watched watched(&ledger);
  const Tensor a = leaf(std::initializer_list<double>{1, 2, 3, 4});
  Tensor y = exp(exp(a));  // each saves its output
  CHECK(ledger.saved_bytes() == 64);
  CHECK(ledger.live_bytes() == 64);
  CHECK(ledger.saves() == std::map<std::string, int64_t>{{"exp", 2}});
  int64_t live = -1;
  register_hook(a, [&](const Tensor&) { return live = ledger.live_bytes(), Tensor(); });
  run_backward(y);
  CHECK(live == 0);
  CHECK(ledger.live_bytes() == 0);
  CHECK(watched.meter.current_bytes() == 3 * 32);  // a, its gradient, y; the inner exp's output went
}

TEST_CASE("an input that no rule needs is freed during forward") {
  const Watched watched(nullptr);
  const Tensor a = leaf({1, 2, 3, 4});
  Tensor x = a;
  for (int i = 0; i < 100; ++i) x = scale(x, 1);
  CHECK(watched.meter.peak_bytes() < 4 * 32);
  CHECK(watched.meter.current_bytes() == 2 * 32);
}

TEST_CASE("the ledger counts a storage once, and no parameters") {
  SavedLedger ledger;
  const Watched watched(&ledger);
  const Tensor w = leaf({1, 2}), x = zeros({2}, DType::f64);
  const Tensor y = mul(mul(x, w), x);  // saves x, w, the product, x again
  CHECK(ledger.saved_bytes() == 32);
  CHECK(ledger.saves().at("mul") == 4);
}

TEST_CASE("a saved output makes no ring: dropping the result frees all") {
  const Watched watched(nullptr);
  { const Tensor y = exp(exp(leaf({1, 2}))); }
  CHECK(watched.meter.current_bytes() == 0);
  {
    const Tensor x = leaf({1, 2});
    const Tensor y = raw::neg(x);
    const Tensor result = record("mine", y, {&x}, {&y, &x}, [](const Vjp& v) { return Gradients{v.saved(0)}; });
    CHECK(result.is_same(y));
  }
  CHECK(watched.meter.current_bytes() == 0);
}

TEST_CASE("a saved tensor that was changed in place is an error that says which and what to do") {
  const Tensor a = leaf(3), b = scalar(2, DType::f64);
  const Tensor y = mul(a, b);
  raw::fill_(b, 7);
  CHECK(message_of([&] { run_backward(y); }) ==
        "[mul] its saved tensor 1, f64 (), was changed in place after it was saved (version 1, saved at 0): backward "
        "needs "
        "the old values. Change a clone instead, or change it after backward");
}

TEST_CASE("a change through any view of the storage counts, a change before saving does not") {
  const Tensor a = leaf({3, 4});
  const Tensor whole = zeros({4}, DType::f64);
  const Tensor part = raw::slice(whole, 0, 0, 2);
  raw::fill_(whole, 2);
  const Tensor good = mul(a, part);
  run_backward(good);
  const Tensor bad = mul(a, part);
  raw::fill_(raw::slice(whole, 0, 2), 7);  // other elements of the same storage: cannot be told apart
  CHECK_THROWS_AS(run_backward(bad), AutogradError);
}

TEST_CASE("the ledger's check of versions names the operation too") {
  SavedLedger ledger;
  const Watched watched(&ledger);
  const Tensor b = scalar(2, DType::f64);
  const Tensor y = mul(leaf(3), b);
  raw::fill_(b, 7);
  CHECK(contains(message_of([&] { run_backward(y); }), "[mul] a tensor it saved, f64 (), was changed in place"));
}

TEST_CASE("storage that is released and comes back with its contents is no change") {
  const Tensor a = leaf(3), b = scalar(2, DType::f64);
  const Tensor y = mul(a, b);
  b.storage().release();
  CHECK(contains(message_of([&] { run_backward(y); }), "was released: call storage().materialize() first"));
  b.storage().materialize();
  Tensor(b).data<double>()[0] = 2;
  run_backward(y);
  CHECK(grad(a).item<double>() == 2);
}

TEST_CASE("saved tensors can be kept elsewhere and come back for backward") {
  Offload offload;
  const Watched watched(&offload);
  const Tensor a = leaf({1, 2, 3, 4});
  const Tensor y = mul(exp(a), exp(a));
  CHECK(watched.meter.current_bytes() == 2 * 32);  // a and y: nothing that was saved
  run_backward(y);
  require_close(grad(a), raw::mul(raw::exp(raw::mul(a, 2)), 2), {.atol = 1e-12, .rtol = 1e-12});
}

TEST_CASE("saved tensors can be rounded, operation by operation") {
  const double third = 1.0 / 3;
  Rounded rounded;
  const Watched watched(&rounded);
  const Tensor a = leaf(third), b = leaf(1);
  run_backward(mul(a, b));
  CHECK(grad(b).item<double>() == static_cast<double>(static_cast<float>(third)));
  const Tensor c = leaf(third);
  run_backward(exp(c));
  CHECK(grad(c).item<double>() == std::exp(third));
}

TEST_CASE("what a pack hook computes is not recorded and does not come back to it") {
  Recording hooks;
  const Watched watched(&hooks);
  const Tensor a = leaf(3);
  run_backward(mul(a, a));
  CHECK(hooks.calls == 2);
  CHECK(grad(a).item<double>() == 6);
}

TEST_CASE("a graph may outlive the ledger and the hooks that packed for it") {
  Tensor y;
  {
    SavedLedger ledger;
    Context mine = context();
    mine.saved_tensor_hooks = &ledger;
    const ContextScope scope(mine);
    y = exp(leaf(1));
  }
  run_backward(y);
  SUCCEED();
}
