// Lab 04: random inputs of operations.
#include "autograder/04_transformer/op_inputs.h"

#include "framework/base/error.h"
#include "labs/04_transformer/cross_entropy.h"

namespace llmsys::lab04 {

using reference::Array;

Tensor some(const Shape& shape, DType dtype, double size, double centre) {
  return raw::add(raw::mul(randn(shape, rng(), dtype), size), centre);
}

Values expect_answer(const std::string& scenario, const Values& in, const Values& want, const Tolerance& tolerance) {
  const Values got = student(scenario, in);
  for (const auto& [name, value] : want) expect_close(got[name], value.tensor(), tolerance, scenario + ": " + name);
  for (const auto& [name, value] : got)
    if (want.find(name) == nullptr && in.find(name) != nullptr)
      expect_equal(value, in[name], text(scenario, " must not change ", name));
  return got;
}

Values expect_answer(const std::string& scenario, const Values& in, const Values& want) {
  return expect_answer(scenario, in, want, rounding(want.begin()->value.tensor().dtype()));
}

Values norm_inputs(const std::vector<int64_t>& shape, DType dtype) {
  return {{"x", some(Shape(shape), dtype)},
          {"w", some({shape.back()}, dtype)},
          {"b", some({shape.back()}, dtype)},
          {"eps", 1e-5 * static_cast<double>(between(rng(), 1, 20000))}};
}

Values norm_vjp_inputs(const std::vector<int64_t>& shape, DType dtype) {
  Values in = norm_inputs(shape, dtype);
  in.set("dy", some(Shape(shape), dtype));
  in.set("rrms", rms_norm_answer(in)["rrms"]);
  const Values layer = layer_norm_answer(in);
  in.set("mean", layer["mean"]);
  in.set("rstd", layer["rstd"]);
  return in;
}

Values turn_inputs(const std::vector<int64_t>& shape, int64_t start, DType dtype) {
  const int64_t T = shape[shape.size() - 2], D = shape.back();
  const reference::Angles angles = reference::rope_table(start, T, D, 100);
  return {{"x", some(Shape(shape), dtype)},
          {"dy", some(Shape(shape), dtype)},
          {"cos", angles.cos.tensor(dtype)},
          {"sin", angles.sin.tensor(dtype)}};
}

Values gate_inputs(const std::vector<int64_t>& shape, DType dtype) {
  const Shape sizes(shape);
  return {{"dy", some(sizes, dtype)}, {"gate", some(sizes, dtype)}, {"up", some(sizes, dtype)}};
}

Values attention_inputs(const AttentionSizes& s, DType dtype) {
  return {{"q", some({s.B, s.H, s.T, s.D}, dtype)},
          {"k", some({s.B, s.G, s.S, s.D}, dtype)},
          {"v", some({s.B, s.G, s.S, s.D}, dtype)},
          {"dy", some({s.B, s.H, s.T, s.D}, dtype)}};
}

Values loss_inputs(int64_t N, int64_t V, int64_t every, DType dtype) {
  std::vector<int64_t> targets(static_cast<size_t>(N));
  for (int64_t n = 0; n < N; ++n)
    targets[static_cast<size_t>(n)] = every > 0 && n % every == every - 1 ? kIgnore : between(rng(), 0, V - 1);
  return {{"logits", some({N, V}, dtype, 3)}, {"targets", from_vector(targets)}};
}

Values loss_vjp_inputs(int64_t N, int64_t V, int64_t every, DType dtype) {
  Values in = loss_inputs(N, V, every, dtype);
  in.set("dloss", some({}, dtype));
  in.set("lse", loss_answer(in)["lse"]);
  return in;
}

}  // namespace llmsys::lab04
