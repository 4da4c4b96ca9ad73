// Lab 04, task 4.4: attention, its gradients and its costs.
#include "autograder/01_autodiff/layouts.h"
#include "autograder/04_transformer/measure.h"
#include "autograder/04_transformer/scenarios.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/04_transformer/attention.h"
#include "labs/04_transformer/ops.h"

namespace llmsys::lab04 {
namespace {

using lab01::laid_out;

Tensor leaf(const Tensor& x) { return set_requires_grad(raw::clone(x)); }

Values attended(const Values& in) {
  return {{"y", sent(lab04::causal_attention(laid_out(in, "q"), laid_out(in, "k"), laid_out(in, "v")))},
          {"q", in["q"]},
          {"k", in["k"]},
          {"v", in["v"]}};
}

Values attention_gradients(const Values& in) {
  const Tensor q = leaf(in["q"].tensor()), k = leaf(in["k"].tensor()), v = leaf(in["v"].tensor());
  const Tensor y = lab04::causal_attention(q, k, v), dy = in["dy"].tensor();
  backward({&y, 1}, {&dy, 1});
  return {{"dq", sent(grad(q))}, {"dk", sent(grad(k))}, {"dv", sent(grad(v))}};
}

// x in heads, merged again, and the gradient on the way back: what splits and merges also records.
Values heads(const Values& in) {
  const Tensor x = leaf(in["x"].tensor()), dy = in["dy"].tensor();
  const Tensor split = split_heads(x, in["heads"].integer());  // (B,H,T,D)
  const Tensor merged = merge_heads(split);                    // (B,T,H*D)
  backward({&merged, 1}, {&dy, 1});
  return {{"split", sent(split)},
          {"merged", sent(merged)},
          {"dx", sent(grad(x))},
          {"copied", !split.shares_storage_with(x)}};
}

// q, k and v as a model has them: parts of a graph, each needed by it alone.
Values attention_costs(const Values& in) {
  const int64_t B = in["B"].integer(), H = in["H"].integer(), G = in["G"].integer(), T = in["T"].integer();
  const int64_t D = in["D"].integer();
  const Tensor q = set_requires_grad(ones({B, H, T, D})), k = set_requires_grad(ones({B, G, T, D}));
  const Tensor v = set_requires_grad(ones({B, G, T, D}));
  const auto attend = [&] { return lab04::causal_attention(q, k, v); };
  return {{"flops", product_flops(attend)}, {"saved", saved_bytes(attend)}};
}

}  // namespace

void add_attention_scenarios(ScenarioTable& table) {
  table.add("causal_attention", attended);
  table.add("attention_gradients", attention_gradients);
  table.add("attention_costs", attention_costs);
  table.add("heads", heads);
  table.add("causal_mask", [](const Values& in) -> Values {
    const DType dtype = in["wide"].boolean() ? DType::f64 : DType::f32;
    return {{"mask", sent(causal_mask(in["queries"].integer(), in["keys"].integer(), dtype))}};
  });
}

}  // namespace llmsys::lab04
