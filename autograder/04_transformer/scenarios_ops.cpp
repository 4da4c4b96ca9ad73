// Lab 04, tasks 4.2, 4.3, 4.5 and 4.6: norms, positions, gates, the loss. What a function got comes back: it changes nothing.
#include "autograder/01_autodiff/layouts.h"
#include "autograder/04_transformer/measure.h"
#include "autograder/04_transformer/scenarios.h"
#include "labs/04_transformer/cross_entropy.h"
#include "labs/04_transformer/rms_norm.h"
#include "labs/04_transformer/rope.h"
#include "labs/04_transformer/swiglu.h"

namespace llmsys::lab04 {
namespace {

using lab01::laid_out;

void add_norms(ScenarioTable& table) {
  table.add("rms_norm_forward", [](const Values& in) -> Values {
    const RmsNormResult out = rms_norm_forward(laid_out(in, "x"), in["w"].tensor(), in["eps"].number());
    return {{"y", sent(out.y)}, {"rrms", sent(out.rrms)}, {"x", in["x"]}, {"w", in["w"]}};
  });
  table.add("rms_norm_vjp", [](const Values& in) -> Values {
    const RmsNormGradients out =
        rms_norm_vjp(laid_out(in, "dy"), laid_out(in, "x"), in["w"].tensor(), in["rrms"].tensor());
    return {{"dx", sent(out.dx)}, {"dw", sent(out.dw)}, {"dy", in["dy"]}, {"x", in["x"]}, {"w", in["w"]}};
  });
}

void add_rope(ScenarioTable& table) {
  table.add("rope_table", [](const Values& in) -> Values {
    const DType dtype = in["wide"].boolean() ? DType::f64 : DType::f32;
    const RopeTable out = rope_table(in["start"].integer(), in["tokens"].integer(), in["head_size"].integer(),
                                     in["theta"].number(), dtype);
    return {{"cos", sent(out.cos)}, {"sin", sent(out.sin)}};
  });
  table.add("rope_forward", [](const Values& in) -> Values {
    return {{"y", sent(rope_forward(laid_out(in, "x"), table_of(in)))}, {"x", in["x"]}};
  });
  table.add("rope_vjp", [](const Values& in) -> Values {
    return {{"dx", sent(rope_vjp(laid_out(in, "dy"), table_of(in)))}, {"dy", in["dy"]}};
  });
}

void add_gates(ScenarioTable& table) {
  table.add("swiglu_forward", [](const Values& in) -> Values {
    return {
        {"y", sent(swiglu_forward(laid_out(in, "gate"), laid_out(in, "up")))}, {"gate", in["gate"]}, {"up", in["up"]}};
  });
  table.add("swiglu_vjp", [](const Values& in) -> Values {
    const SwigluGradients out = swiglu_vjp(laid_out(in, "dy"), laid_out(in, "gate"), laid_out(in, "up"));
    return {
        {"dgate", sent(out.dgate)}, {"dup", sent(out.dup)}, {"dy", in["dy"]}, {"gate", in["gate"]}, {"up", in["up"]}};
  });
}

// Bytes at the peak of the loss, and of its gradient, beyond the logits.
Values loss_memory(const Values& in) {
  const Tensor logits = full({in["N"].integer(), in["V"].integer()}, 0.5);
  const Tensor targets = zeros({in["N"].integer()}, DType::i64), dloss = scalar(1);
  CrossEntropyResult out;
  const int64_t forward = peak_bytes([&] { return out = cross_entropy_forward(logits, targets); });
  const int64_t backward = peak_bytes([&] { return cross_entropy_vjp(dloss, logits, targets, out.lse); });
  return {{"forward", forward}, {"backward", backward}};
}

void add_losses(ScenarioTable& table) {
  table.add("cross_entropy_forward", [](const Values& in) -> Values {
    const CrossEntropyResult out = cross_entropy_forward(laid_out(in, "logits"), in["targets"].tensor());
    return {{"loss", sent(out.loss)}, {"lse", sent(out.lse)}, {"logits", in["logits"]}, {"targets", in["targets"]}};
  });
  table.add("cross_entropy_vjp", [](const Values& in) -> Values {
    const Tensor d =
        cross_entropy_vjp(in["dloss"].tensor(), laid_out(in, "logits"), in["targets"].tensor(), in["lse"].tensor());
    return {{"dlogits", sent(d)}, {"logits", in["logits"]}, {"targets", in["targets"]}, {"lse", in["lse"]}};
  });
  table.add("loss_memory", loss_memory);
}

}  // namespace

void add_op_scenarios(ScenarioTable& table) {
  add_norms(table);
  add_rope(table);
  add_gates(table);
  add_losses(table);
}

}  // namespace llmsys::lab04
