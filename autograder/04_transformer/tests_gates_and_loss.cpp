// Lab 04, tasks 4.5 and 4.6: SwiGLU, and the loss.
#include <cmath>
#include <utility>

#include "autograder/04_transformer/op_inputs.h"
#include "autograder/judge/counters.h"
#include "framework/base/error.h"
#include "labs/04_transformer/cross_entropy.h"

using namespace llmsys;
using namespace llmsys::lab04;

namespace {

void expect_loss(const Values& in) { expect_answer("cross_entropy_forward", in, loss_answer(in)); }

void expect_loss_vjp(const Values& in) { expect_answer("cross_entropy_vjp", in, loss_vjp_answer(in)); }

// The gradient must be the slope of the loss times dloss.
void expect_loss_slope(const Values& in) {
  const Values got = student("cross_entropy_vjp", in);
  const std::vector<int64_t> targets = to_vector<int64_t>(in["targets"].tensor());
  const double dloss = to_vector<double>(in["dloss"].tensor()).at(0);
  const auto value = [&](const reference::Array& logits) {
    return dloss * reference::cross_entropy(logits, targets).loss;
  };
  expect_close(got["dlogits"], slopes(value, reference::Array(in["logits"].tensor())).tensor(DType::f64),
               {.atol = 1e-8, .rtol = 1e-7}, "dlogits");
}

}  // namespace

LAB_TEST("4.5", "example", "silu(gate) up, as the handout prints it, and random numbers") {
  const Values in = {{"gate", from_values({0, 2, -2}, {3})}, {"up", from_values({5, 1, 10}, {3})}};
  expect_answer("swiglu_forward", in, {{"y", from_values({0, 1.761594, -2.384058}, {3})}});
  for (int i = 0; i < 4; ++i) {
    const Values random = gate_inputs(random_shape(rng(), 1, 3, 1, 6), i == 0 ? DType::f32 : DType::f64);
    expect_answer("swiglu_forward", random, gate_answer(random));
  }
}

LAB_TEST("4.5", "gradient", "dgate and dup are the slopes, by central differences") {
  for (int i = 0; i < 3; ++i) {
    const Values in = gate_inputs(random_shape(rng(), 1, 3, 2, 4));
    const Values got = expect_answer("swiglu_vjp", in, gate_vjp_answer(in));
    const reference::Array dy(in["dy"].tensor()), gate(in["gate"].tensor()), up(in["up"].tensor());
    const auto of_gate = [&](const auto& x) { return dot(reference::swiglu(x, up), dy); };
    const auto of_up = [&](const auto& x) { return dot(reference::swiglu(gate, x), dy); };
    expect_close(got["dgate"], slopes(of_gate, gate).tensor(DType::f64), {.atol = 1e-8, .rtol = 1e-7}, "dgate");
    expect_close(got["dup"], slopes(of_up, up).tensor(DType::f64), {.atol = 1e-8, .rtol = 1e-7}, "dup");
  }
}

LAB_TEST("4.5", "edges", "large gates, no numbers at all, and other layouts in memory") {
  for (const DType dtype : {DType::f32, DType::f64}) {
    const Tensor gate = raw::to(from_values({200, -200, 1e4, -1e4, 0}, {5}), dtype);
    const Values in = {{"gate", gate}, {"up", some({5}, dtype)}, {"dy", some({5}, dtype)}};
    expect_answer("swiglu_forward", in, gate_answer(in));
    expect_answer("swiglu_vjp", in, gate_vjp_answer(in));
  }
  const Values none = gate_inputs({2, 0});
  expect_answer("swiglu_forward", none, gate_answer(none));
  for (const char* layout : {"transposed", "strided"}) {
    Values in = gate_inputs({3, 4});
    in.set("layout", layout);
    expect_answer("swiglu_forward", in, gate_answer(in));
    expect_answer("swiglu_vjp", in, gate_vjp_answer(in));
  }
}

LAB_TEST("4.6", "example", "the loss and gradient of the handout, and log V for logits that are all the same") {
  const Tensor logits = from_values({0, std::log(3.0), 0, 0}, {2, 2}), targets = from_vector<int64_t>({1, 0});
  const Values got = expect_answer("cross_entropy_forward", {{"logits", logits}, {"targets", targets}},
                                   {{"loss", scalar((std::log(4.0 / 3) + std::log(2.0)) / 2)},
                                    {"lse", from_values({std::log(4.0), std::log(2.0)}, {2, 1})}});
  expect_answer("cross_entropy_vjp",
                {{"dloss", scalar(1)}, {"logits", logits}, {"targets", targets}, {"lse", got["lse"]}},
                {{"dlogits", from_values({0.125, -0.125, -0.25, 0.25}, {2, 2})}});
  const int64_t V = between(rng(), 2, 50);
  Values even = loss_inputs(3, V);
  even.set("logits", full({3, V}, 7, DType::f64));
  expect_loss(even);
}

LAB_TEST("4.6", "property", "the loss of random logits, and a gradient that is its slope times what comes from above") {
  for (int i = 0; i < 4; ++i) {
    const int64_t N = between(rng(), 2, 6), V = between(rng(), 2, 9);
    expect_loss(loss_inputs(N, V, 0, i == 0 ? DType::f32 : DType::f64));
    const Values in = loss_vjp_inputs(N, V);
    expect_loss_vjp(in);
    expect_loss_slope(in);
  }
}

LAB_TEST("4.6", "large", "logits of ten thousand are no overflow, and none is lost beside them") {
  for (const DType dtype : {DType::f32, DType::f64}) {
    Values in = loss_inputs(5, 6, 0, dtype);
    in.set("logits", raw::mul(in["logits"].tensor(), 3e3));
    expect_answer("cross_entropy_forward", in, loss_answer(in), {.atol = 1e-3, .rtol = 1e-6});
    in.set("dloss", scalar(1, dtype));
    in.set("lse", loss_answer(in)["lse"]);
    expect_answer("cross_entropy_vjp", in, loss_vjp_answer(in), {.atol = 1e-6});
  }
}

LAB_TEST("4.6", "ignored", "rows whose target is kIgnore are neither added nor counted, and get no gradient") {
  for (const int64_t every : {2, 3}) {
    expect_loss(loss_inputs(7, 5, every));
    const Values in = loss_vjp_inputs(7, 5, every);
    expect_loss_vjp(in);
    expect_loss_slope(in);
  }
  expect_loss(loss_inputs(3, 4, 1));  // none counts: the loss is 0, not NaN
  expect_loss_vjp(loss_vjp_inputs(3, 4, 1));
}

LAB_TEST("4.6", "errors", "any other target beyond the vocabulary is an IndexError") {
  for (const int64_t wrong : {int64_t{4}, int64_t{-1}, int64_t{-101}, int64_t{1} << 40}) {
    Values in = loss_inputs(3, 4);
    in.set("targets", from_vector<int64_t>({0, wrong, 3}));
    expect_error("cross_entropy_forward", in, ErrorKind::index, {});
  }
}

LAB_TEST("4.6", "memory", "the loss makes no softmax; its gradient makes two tensors of the logits' size at most") {
  const int64_t N = between(rng(), 40, 60), V = between(rng(), 500, 600);
  const Values got = student("loss_memory", {{"N", N}, {"V", V}});
  const auto logits = static_cast<double>(4 * N * V);
  score_counter("times the logits' bytes, for the loss", static_cast<double>(got["forward"].integer()) / logits,
                {.best = 0.2, .worst = 3, .possible = 0, .emulated = false});
  score_counter("times the logits' bytes, for its gradient", static_cast<double>(got["backward"].integer()) / logits,
                {.best = 2.2, .worst = 6, .possible = 1, .emulated = false});
}
