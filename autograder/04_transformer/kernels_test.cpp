// Kernels compute what the students' formulas do, forward and backward, whatever the shape and strides.
#include <functional>
#include <limits>

#include "framework/nn/module_hooks.h"
#include "framework/tensor/compare.h"
#include "framework/tensor/raw.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/04_transformer/kernels.h"
#include "labs/04_transformer/ops.h"
#include "labs/15_flash_attention/flash_attention.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

using Operation = std::function<Tensor(const Tensors& inputs)>;

Tensor numbers(const Shape& shape, uint64_t seed, DType dtype = DType::f32) {
  Rng rng(seed);
  return raw::to(raw::mul(randn(shape, rng), 3.0), dtype);
}

// The result and the gradient of each input, from `registry`.
Tensors run(const Registry& registry, const Tensors& inputs, const Operation& f) {
  Context here = context();
  here.registry = &registry;
  const ContextScope scope(here);
  Tensors leaves;
  for (const Tensor& x : inputs) {
    leaves.push_back(raw::clone(x));
    set_requires_grad(leaves.back(), true);
  }
  const Tensor y = f(leaves);
  backward(sum(mul(y, raw::to(numbers(y.shape(), 99), y.dtype()))));
  Tensors out{y};
  for (const Tensor& leaf : leaves) out.push_back(grad(leaf));
  return out;
}

// With this lab's kernels, and without them in float64.
void check_same(const Tensors& inputs, const Operation& f, const Tolerance& tolerance = {.atol = 2e-5, .rtol = 2e-5}) {
  Registry fused = framework_registry();
  lab04::register_lab04(fused);
  lab15::register_lab15(fused);
  const Tensors got = run(fused, inputs, f);
  Tensors wide;
  for (const Tensor& x : inputs) wide.push_back(raw::to(x, DType::f64));
  const Tensors want = run(framework_registry(), wide, f);
  for (size_t i = 0; i < got.size(); ++i) {
    const Comparison result = compare(raw::to(got[i], DType::f64), want[i], tolerance);
    INFO("result " << i << ": " << to_text(result));
    CHECK(result.ok());
  }
}

}  // namespace

TEST_CASE("norms have the same results and gradients by kernel and by formula") {
  for (const int64_t C : {1, 3, 16, 31, 33, 100, 768}) {
    CAPTURE(C);
    check_same({numbers({3, 5, C}, 1), numbers({C}, 2)},
               [](const Tensors& in) { return rms_norm(in[0], in[1], 1e-5); });
    if (C > 1)  // of one number the variance is 0, and the gradient all rounding
      check_same({numbers({3, 5, C}, 1), numbers({C}, 2), numbers({C}, 3)},
                 [](const Tensors& in) { return layer_norm(in[0], in[1], in[2], 1e-5); });
  }
  check_same({numbers({40, 5}, 1), numbers({40}, 2)},
             [](const Tensors& in) { return rms_norm(transpose(in[0]), in[1], 1e-5); });
}

TEST_CASE("gates have the same results and gradients by kernel and by formula") {
  for (const int64_t n : {1, 15, 16, 10000}) {
    CAPTURE(n);
    check_same({numbers({n, 2}, 1)}, [](const Tensors& in) { return gelu(in[0]); });
    check_same({numbers({n, 2}, 1), numbers({n, 2}, 2)}, [](const Tensors& in) { return swiglu(in[0], in[1]); });
    check_same({numbers({2, n}, 1), numbers({n, 2}, 2)},
               [](const Tensors& in) { return swiglu(transpose(in[0]), in[1]); });
  }
}

TEST_CASE("rotary positions are the same by kernel and by formula") {
  for (const int64_t D : {2, 6, 64}) {
    CAPTURE(D);
    const auto turn = [D](const Tensor& x) { return rope(x, lab04::rope_table(7, x.size(2), D, 10000, x.dtype())); };
    check_same({numbers({2, 3, 5, D}, 1)}, [&](const Tensors& in) { return turn(in[0]); });
    check_same({numbers({2, 5, 3, D}, 1)}, [&](const Tensors& in) { return turn(transpose(in[0], 1, 2)); });
  }
}

TEST_CASE("attention is the same by kernel and by formula, also for grouped heads and behind a cache") {
  const auto attend = [](const Tensors& in) { return causal_attention(in[0], in[1], in[2]); };
  const auto unit = [](const Shape& shape, uint64_t seed) { return raw::div(numbers(shape, seed), 3.0); };
  for (const auto& [T, S] : {std::pair<int64_t, int64_t>{1, 1}, {1, 300}, {5, 5}, {64, 64}, {65, 129}, {200, 200}}) {
    CAPTURE(T, S);
    for (const int64_t G : {1, 2, 4}) {
      CAPTURE(G);
      check_same({unit({2, 4, T, 6}, 1), unit({2, G, S, 6}, 2), unit({2, G, S, 6}, 3)}, attend);
    }
  }
  const auto attend_views = [](const Tensors& in) {
    return causal_attention(transpose(in[0], 1, 2), transpose(in[1], 1, 2), transpose(in[2], 1, 2));
  };
  check_same({unit({2, 70, 4, 6}, 1), unit({2, 70, 2, 6}, 2), unit({2, 70, 2, 6}, 3)}, attend_views);
}

TEST_CASE("the loss is the same by kernel and by formula, also where targets do not count") {
  for (const int64_t V : {1, 2, 17, 1000, 5000}) {
    CAPTURE(V);
    const Tensor targets = from_vector(std::vector<int64_t>{0, V - 1, lab04::kIgnore, V / 2}, {4});
    check_same({numbers({4, V}, 1)}, [&](const Tensors& in) { return cross_entropy(in[0], targets); });
    check_same({raw::mul(numbers({4, V}, 1), 1e4)}, [&](const Tensors& in) { return cross_entropy(in[0], targets); });
  }
  Tensor masked = numbers({2, 3000}, 1);  // numbers that cannot come, a thousand in a row at first and at last
  for (const int64_t begin : {0, 1900})
    raw::fill_(raw::slice(masked, 1, begin, begin + 1100), -std::numeric_limits<double>::infinity());
  const Tensor possible = from_vector(std::vector<int64_t>{1100, 1899}, {2});
  check_same({masked}, [&](const Tensors& in) { return cross_entropy(in[0], possible); });
  const Tensor none = from_vector(std::vector<int64_t>{lab04::kIgnore, lab04::kIgnore}, {2});
  check_same({numbers({2, 3}, 1)}, [&](const Tensors& in) { return cross_entropy(in[0], none); });
}

TEST_CASE("the loss by kernel is the same without a gradient, and its gradient the same each time a graph is kept") {
  Registry fused = framework_registry();
  lab04::register_lab04(fused);
  Context here = context();
  here.registry = &fused;
  const ContextScope scope(here);
  const Tensor logits = set_requires_grad(numbers({3, 1500}, 1));
  const Tensor loss = cross_entropy(logits, from_vector(std::vector<int64_t>{0, 1499, lab04::kIgnore}));
  const Tensor alone = cross_entropy(detach(logits), from_vector(std::vector<int64_t>{0, 1499, lab04::kIgnore}));
  CHECK(compare(loss, alone, {.atol = 1e-6, .rtol = 1e-6}).ok());
  backward(loss, {.retain_graph = true});
  const Tensor once = raw::clone(grad(logits));
  backward(loss);
  CHECK(compare(grad(logits), raw::mul(once, 2.0), {.atol = 0, .rtol = 0}).ok());
}

TEST_CASE("a target beyond the vocabulary is refused, by kernel and by formula") {
  Registry fused = framework_registry();
  lab04::register_lab04(fused);
  for (const Registry* registry : std::initializer_list<const Registry*>{&fused, &framework_registry()}) {
    Context here = context();
    here.registry = registry;
    const ContextScope scope(here);
    for (const int64_t bad : {int64_t{3}, int64_t{-1}}) {
      const Tensor targets = from_vector(std::vector<int64_t>{0, bad}, {2});
      CHECK_THROWS_AS(cross_entropy(numbers({2, 3}, 1), targets), IndexError);
    }
  }
}
