// Lab 04, task 4.4: attention.
#include "autograder/04_transformer/op_inputs.h"
#include "autograder/judge/counters.h"
#include "autograder/judge/timing.h"

using namespace llmsys;
using namespace llmsys::lab04;

namespace {

void expect_heads(int64_t B, int64_t T, int64_t H, int64_t D) {
  const Tensor x = some({B, T, H * D}), dy = some({B, T, H * D});
  const Values got = student("heads", {{"x", x}, {"heads", H}, {"dy", dy}});
  expect_close(got["split"], reference::split_heads(reference::Array(x), H).tensor(DType::f64), {}, "split_heads");
  expect_close(got["merged"], x, {}, "merge_heads(split_heads(x))");
  expect_close(got["dx"], dy, {}, "the gradient that came back through both");
  expect(!got["copied"].boolean(), "split_heads copies: reshape and transpose give views");
}

Values mask_inputs(int64_t queries, int64_t keys, bool wide) {
  return {{"queries", queries}, {"keys", keys}, {"wide", wide}};
}

void expect_attention(const AttentionSizes& sizes, DType dtype = DType::f64) {
  const Values in = attention_inputs(sizes, dtype);
  expect_answer("causal_attention", in, attention_answer(in));
}

// x with other numbers from position `from` on, in dimension 2.
Tensor changed_from(const Tensor& x, int64_t from) {
  Tensor out = raw::clone(x);
  raw::copy_(raw::slice(out, 2, from), some(raw::slice(out, 2, from).shape(), x.dtype()));
  return out;
}

}  // namespace

LAB_TEST("4.4", "heads", "heads are views, come back as they were, and let gradients through") {
  expect_heads(2, 3, 4, 5);
  expect_heads(1, 1, 1, 2);
  for (int i = 0; i < 3; ++i)
    expect_heads(between(rng(), 1, 3), between(rng(), 1, 5), between(rng(), 1, 4), between(rng(), 1, 4));
}

LAB_TEST("4.4", "mask",
         "a query sees itself and what came before it, also when queries are the last of the positions") {
  for (const auto& [queries, keys] : {std::pair<int64_t, int64_t>{3, 3}, {2, 5}, {1, 4}, {1, 1}, {6, 7}})
    for (const bool wide : {true, false}) {
      const Values in = mask_inputs(queries, keys, wide);
      expect_answer("causal_mask", in, mask_answer(in));
    }
}

LAB_TEST("4.4", "example", "three tokens with one head, as the handout prints them, and random ones") {
  const Values in = {{"q", from_values({1, 0, 0, 2, 1, 1}, {1, 1, 3, 2})},
                     {"k", from_values({1, 0, 0, 1, 1, 1}, {1, 1, 3, 2})},
                     {"v", from_values({1, 2, 3, 4, 5, 0}, {1, 1, 3, 2})}};
  expect_answer("causal_attention", in,
                {{"y", from_values({1, 2, 2.608859, 3.608859, 3.510470, 1.489530}, {1, 1, 3, 2})}});
  for (int i = 0; i < 3; ++i) expect_attention({.B = 2, .H = 3, .G = 3, .T = 4, .S = 4, .D = between(rng(), 2, 6)});
  expect_attention({.B = 1, .H = 2, .G = 2, .T = 9, .S = 9, .D = 8}, DType::f32);
}

LAB_TEST("4.4", "property", "what comes later changes nothing, bit for bit; what came before does") {
  for (const DType dtype : {DType::f32, DType::f64}) {
    const AttentionSizes sizes{.B = 2, .H = 4, .G = 2, .T = 7, .S = 7, .D = 6};
    const Values in = attention_inputs(sizes, dtype);
    const Tensor before = student("causal_attention", in)["y"].tensor();
    const int64_t from = between(rng(), 1, 6);
    Values changed = in;
    for (const char* name : {"q", "k", "v"}) changed.set(name, changed_from(in[name].tensor(), from));
    const Tensor after = expect_answer("causal_attention", changed, attention_answer(changed))["y"].tensor();
    const auto seen = [&](const Tensor& y) { return raw::contiguous(raw::slice(y, 2, 0, from)); };
    expect_equal(seen(after), seen(before), "the outputs of tokens before the changed ones");
  }
}

LAB_TEST("4.4", "groups", "H/G query heads in a row share a head of keys and values; with G = H nothing is shared") {
  for (const int64_t G : {1, 2, 4}) {
    const AttentionSizes sizes{.B = 2, .H = 4, .G = G, .T = 5, .S = 5, .D = 4};
    Values in = attention_inputs(sizes);
    const Tensor grouped = expect_answer("causal_attention", in, attention_answer(in))["y"].tensor();
    for (const char* name : {"k", "v"}) {  // each head as often as it is shared
      const Tensor shared = raw::expand(raw::unsqueeze(in[name].tensor(), 2), {2, G, 4 / G, 5, 4});
      in.set(name, raw::contiguous(raw::reshape(shared, {2, 4, 5, 4})));
    }
    expect_close(student("causal_attention", in)["y"], grouped, {.atol = 1e-12, .rtol = 1e-12}, "multi-head attention");
  }
}

LAB_TEST("4.4", "large", "scores of a million are no overflow") {
  for (const DType dtype : {DType::f32, DType::f64}) {
    Values in = attention_inputs({.B = 1, .H = 2, .G = 1, .T = 4, .S = 4, .D = 4}, dtype);
    in.set("q", raw::mul(in["q"].tensor(), 1e3));
    in.set("k", raw::mul(in["k"].tensor(), 1e3));
    const Tensor y = student("causal_attention", in)["y"].tensor();
    expect(raw::all_finite(y), "an output is NaN or infinite");
    const auto first = [](const Tensor& x) { return raw::contiguous(raw::slice(raw::slice(x, 2, 0, 1), 1, 0, 1)); };
    expect_close(first(y), first(in["v"].tensor()), rounding(dtype), "the first token, which sees only itself");
  }
}

LAB_TEST("4.4", "gradient", "dq, dk and dv are the slopes, by central differences: your operations record") {
  for (const int64_t G : {1, 2}) {
    const Values in = attention_inputs({.B = 1, .H = 2, .G = G, .T = 3, .S = 4, .D = 4});
    const Values got = student("attention_gradients", in);
    const reference::Array q(in["q"].tensor()), k(in["k"].tensor()), v(in["v"].tensor()), dy(in["dy"].tensor());
    const auto slope = [&](const auto& f, const reference::Array& at) { return slopes(f, at).tensor(DType::f64); };
    const Tolerance close{.atol = 1e-7, .rtol = 1e-7};
    expect_close(got["dq"], slope([&](const auto& x) { return dot(attention(x, k, v), dy); }, q), close, "dq");
    expect_close(got["dk"], slope([&](const auto& x) { return dot(attention(q, x, v), dy); }, k), close, "dk");
    expect_close(got["dv"], slope([&](const auto& x) { return dot(attention(q, k, x), dy); }, v), close, "dv");
  }
}

LAB_TEST("4.4", "flops", "its products take 4 B H T T D FLOPs, however heads are grouped") {
  for (const int64_t G : {1, 3}) {
    const int64_t T = between(rng(), 8, 20), D = between(rng(), 4, 9);
    const Values in = {{"B", 2}, {"H", 6}, {"G", G}, {"T", T}, {"D", D}};
    const auto flops = static_cast<double>(student("attention_costs", in)["flops"].integer());
    const auto square = static_cast<double>(4 * 2 * 6 * T * T * D);
    score_counter("FLOPs of attention's products", flops,
                  {.best = square, .worst = 2 * square, .possible = square / 2, .emulated = false});
  }
}

LAB_TEST("4.4", "saved", "it keeps the probabilities, and no head of keys or values more than once") {
  for (const int64_t G : {1, 2}) {
    const int64_t T = between(rng(), 8, 16), D = 2 * T;
    const Values in = {{"B", 2}, {"H", 6}, {"G", G}, {"T", T}, {"D", D}};
    const auto saved = static_cast<double>(student("attention_costs", in)["saved"].integer());
    const auto square = static_cast<double>(4 * 2 * 6 * T * T), queries = static_cast<double>(4 * 2 * 6 * T * D);
    const auto keys = static_cast<double>(4 * 2 * G * T * D);
    score_counter("bytes kept for the backward pass", saved,
                  {.best = square + queries + 2 * keys,
                   .worst = 3 * square + 5 * queries,
                   .possible = square / 2,
                   .emulated = false});
  }
}

LAB_TEST("4.4", "time",
         "one query over many keys takes about as long as the solution takes: no head of keys is copied") {
  constexpr int64_t kHeads = 16, kKeys = 4096, kWidth = 64;
  const auto inputs = [] {
    return Values{{"q", randn({1, kHeads, 1, kWidth}, rng())},
                  {"k", randn({1, 1, kKeys, kWidth}, rng())},
                  {"v", randn({1, 1, kKeys, kWidth}, rng())}};
  };
  score_time_ratio(
      {"timed_attention", {}}, inputs,
      {.all = 1.8, .none = 6, .least_bytes = 2.0 * 4 * kKeys * kWidth, .least_flops = 4.0 * kHeads * kKeys * kWidth});
}
