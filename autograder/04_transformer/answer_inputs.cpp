// Lab 04: from Values to the references and back.
#include "autograder/04_transformer/op_inputs.h"

namespace llmsys::lab04 {

using namespace reference;

namespace {

Array array(const Values& in, const char* name) { return Array(in[name].tensor()); }

DType dtype_of(const Values& in, const char* name) { return in[name].tensor().dtype(); }

std::vector<int64_t> targets_of(const Values& in) { return to_vector<int64_t>(in["targets"].tensor()); }

Values norm_values(const Norm& norm, bool layer, DType dtype) {
  if (!layer) return {{"y", norm.y.tensor(dtype)}, {"rrms", norm.rstd.tensor(dtype)}};
  return {{"y", norm.y.tensor(dtype)}, {"mean", norm.mean.tensor(dtype)}, {"rstd", norm.rstd.tensor(dtype)}};
}

}  // namespace

Values rms_norm_answer(const Values& in, NormMistake mistake) {
  return norm_values(rms_norm(array(in, "x"), array(in, "w"), in["eps"].number(), mistake), false, dtype_of(in, "x"));
}

Values layer_norm_answer(const Values& in, NormMistake mistake) {
  return norm_values(layer_norm(array(in, "x"), array(in, "w"), array(in, "b"), in["eps"].number(), mistake), true,
                     dtype_of(in, "x"));
}

Values rms_norm_vjp_answer(const Values& in, NormVjpMistake mistake) {
  const NormGradients d = rms_norm_vjp(array(in, "dy"), array(in, "x"), array(in, "w"), array(in, "rrms"), mistake);
  return {{"dx", d.dx.tensor(dtype_of(in, "x"))}, {"dw", d.dw.tensor(dtype_of(in, "x"))}};
}

Values layer_norm_vjp_answer(const Values& in, NormVjpMistake mistake) {
  const NormGradients d =
      layer_norm_vjp(array(in, "dy"), array(in, "x"), array(in, "w"), array(in, "mean"), array(in, "rstd"), mistake);
  const DType dtype = dtype_of(in, "x");
  return {{"dx", d.dx.tensor(dtype)}, {"dw", d.dw.tensor(dtype)}, {"db", d.db.tensor(dtype)}};
}

Values table_answer(const Values& in, TableMistake mistake) {
  const Angles angles = reference::rope_table(in["start"].integer(), in["tokens"].integer(), in["head_size"].integer(),
                                              in["theta"].number(), mistake);
  const DType dtype = in["wide"].boolean() ? DType::f64 : DType::f32;
  return {{"cos", angles.cos.tensor(dtype)}, {"sin", angles.sin.tensor(dtype)}};
}

Values turn_answer(const Values& in, double sign, Layout layout, TurnMistake mistake) {
  const Angles angles{.cos = array(in, "cos"), .sin = array(in, "sin")};
  const char* const what = sign > 0 ? "x" : "dy";
  return {{sign > 0 ? "y" : "dx", turned(array(in, what), angles, sign, layout, mistake).tensor(dtype_of(in, what))}};
}

Values attention_answer(const Values& in, AttentionMistake mistake) {
  return {{"y", attention(array(in, "q"), array(in, "k"), array(in, "v"), mistake).tensor(dtype_of(in, "q"))}};
}

Values mask_answer(const Values& in, AttentionMistake mistake) {
  const DType dtype = in["wide"].boolean() ? DType::f64 : DType::f32;
  return {{"mask", reference::causal_mask(in["queries"].integer(), in["keys"].integer(), mistake).tensor(dtype)}};
}

Values gate_answer(const Values& in, GateMistake mistake) {
  return {{"y", swiglu(array(in, "gate"), array(in, "up"), mistake).tensor(dtype_of(in, "gate"))}};
}

Values gate_vjp_answer(const Values& in, GateVjpMistake mistake) {
  const GateGradients d = reference::swiglu_vjp(array(in, "dy"), array(in, "gate"), array(in, "up"), mistake);
  const DType dtype = dtype_of(in, "gate");
  return {{"dgate", d.dgate.tensor(dtype)}, {"dup", d.dup.tensor(dtype)}};
}

Values gelu_answer(const Values& in, GeluMistake mistake) {
  return {{"y", gelu(array(in, "x"), mistake).tensor(dtype_of(in, "x"))}};
}

Values gelu_vjp_answer(const Values& in, GeluVjpMistake mistake) {
  return {{"dx", reference::gelu_vjp(array(in, "dy"), array(in, "x"), mistake).tensor(dtype_of(in, "x"))}};
}

Values loss_answer(const Values& in, LossMistake mistake) {
  const Loss loss = reference::cross_entropy(array(in, "logits"), targets_of(in), mistake);
  const DType dtype = dtype_of(in, "logits");
  return {{"loss", scalar(loss.loss, dtype)}, {"lse", loss.lse.tensor(dtype)}};
}

Values loss_vjp_answer(const Values& in, LossVjpMistake mistake) {
  const double dloss = array(in, "dloss").v.at(0);
  const Array d = reference::cross_entropy_vjp(dloss, array(in, "logits"), targets_of(in), array(in, "lse"), mistake);
  return {{"dlogits", d.tensor(dtype_of(in, "logits"))}};
}

}  // namespace llmsys::lab04
