// Lab 04, challenges 4.9, 4.10 and 4.11: GPT-2, and the other layout of rotary positions.
#include <cmath>

#include "autograder/04_transformer/model_inputs.h"
#include "autograder/04_transformer/op_inputs.h"

using namespace llmsys;
using namespace llmsys::lab04;

namespace {

using reference::Array;
using reference::Layout;

constexpr Tolerance kSlopes{.atol = 1e-7, .rtol = 1e-7};

Tensor in_order(int64_t rows, int64_t columns) {
  return raw::reshape(arange(rows * columns, DType::f64), {rows, columns});
}

}  // namespace

LAB_TEST("4.9", "layer_norm", "the numbers of the handout, and the reference's") {
  const Values in = {{"x", from_values({1, 7, -5, 5}, {2, 2})},
                     {"w", from_values({1, 2}, {2})},
                     {"b", from_values({0.5, 0}, {2})},
                     {"eps", 16.0}};
  expect_answer("layer_norm_forward", in,
                {{"y", from_values({-0.1, 1.2, -0.280869, 1.561738}, {2, 2})},
                 {"mean", from_values({4, 0}, {2, 1})},
                 {"rstd", from_values({0.2, 0.156174}, {2, 1})}});
  for (int i = 0; i < 4; ++i) {
    const Values random = norm_inputs(random_shape(rng(), 2, 4, 2, 6), i == 0 ? DType::f32 : DType::f64);
    expect_answer("layer_norm_forward", random, layer_norm_answer(random));
  }
  Values far = norm_inputs({3, 16}, DType::f32);  // E[x^2] - mean^2 has no digits left here
  far.set("x", some({3, 16}, DType::f32, 1, 2000));
  expect_answer("layer_norm_forward", far, layer_norm_answer(far), {.atol = 5e-3, .rtol = 5e-3});
}

LAB_TEST("4.9", "gelu", "GELU in its tanh form, also where tanh is flat") {
  const Values in = {{"x", from_values({-1, 0, 1, 3}, {4})}};
  expect_answer("gelu_forward", in, {{"y", from_values({-0.158808, 0, 0.841192, 2.996363}, {4})}});
  for (int i = 0; i < 3; ++i) {
    const Values random = {{"x", some(Shape(random_shape(rng(), 1, 3, 1, 6)), DType::f64, 2)}};
    expect_answer("gelu_forward", random, gelu_answer(random));
  }
  const Values far = {{"x", from_values({-100, 100, -1e4, 1e4}, {4})}, {"dy", ones({4})}};
  expect_answer("gelu_forward", far, gelu_answer(far));
  expect_answer("gelu_vjp", far, {{"dx", from_values({0, 1, 0, 1}, {4})}});
}

LAB_TEST("4.9", "gradient", "all gradients are the slopes, by central differences") {
  for (int i = 0; i < 3; ++i) {
    const Values in = norm_vjp_inputs({2, between(rng(), 1, 3), between(rng(), 3, 6)});
    const Values got = expect_answer("layer_norm_vjp", in, layer_norm_vjp_answer(in));
    const Array dy(in["dy"].tensor()), x(in["x"].tensor()), w(in["w"].tensor()), b(in["b"].tensor());
    const auto of_x = [&](const Array& at) { return dot(reference::layer_norm(at, w, b, in["eps"].number()).y, dy); };
    expect_close(got["dx"], slopes(of_x, x).tensor(DType::f64), kSlopes, "dx of LayerNorm");
    const Values gelu_in = {{"x", in["x"]}, {"dy", in["dy"]}};
    const Values gelu_got = expect_answer("gelu_vjp", gelu_in, gelu_vjp_answer(gelu_in));
    const auto of_gelu = [&](const Array& at) { return dot(reference::gelu(at), dy); };
    expect_close(gelu_got["dx"], slopes(of_gelu, x).tensor(DType::f64), kSlopes, "dx of GELU");
  }
}

LAB_TEST("4.10", "block", "a GPT-2 block with random weights") {
  for (int i = 0; i < 3; ++i) {
    const Values in = part_inputs(random_config(ModelFamily::gpt2));
    expect_answer("gpt2_block", in, block_answer(in));
  }
}

LAB_TEST("4.10", "golden", "the logits, loss and gradients of transformers' GPT-2, and of random models") {
  for (int i = 0; i < 2; ++i) {
    const Values in = model_inputs(random_config(ModelFamily::gpt2), between(rng(), 1, 6));
    expect_answer("gpt2_logits", in, logits_answer(in), {.atol = 1e-9, .rtol = 1e-9});
  }
  const Golden want = golden("gpt2");
  expect_close(student("gpt2_logits", want.inputs)["logits"], want.logits, {.atol = 1e-8, .rtol = 1e-6}, "logits");
}

LAB_TEST("4.10", "key_values", "tokens that come in pieces have the positions that key_values says") {
  const ModelConfig config = random_config(ModelFamily::gpt2);
  Values in = model_inputs(config, 6);
  in.set("pieces", std::vector<int64_t>{3, 1, 2});
  const Values got = student("gpt2_in_pieces", in);
  expect_equal(got["layers"], std::vector<int64_t>{0, 1, 0, 1, 0, 1}, "the layers that asked key_values.attend()");
  expect_close(got["logits"], logits_answer(in)["logits"].tensor(), {.atol = 1e-9, .rtol = 1e-9}, "logits");
}

LAB_TEST("4.11", "pairs", "neighbours turn together, and back") {
  const Values in = {{"x", from_values({1, 2, 3, 4}, {1, 4})},
                     {"cos", from_values({0, 1}, {1, 2})},
                     {"sin", from_values({1, 0}, {1, 2})}};
  expect_answer("rope_pairs_forward", in, {{"y", from_values({-2, 1, 3, 4}, {1, 4})}});
  for (int i = 0; i < 4; ++i) {
    const Values random = turn_inputs({2, between(rng(), 1, 4), 2 * between(rng(), 2, 4)});
    expect_answer("rope_pairs_forward", random, turn_answer(random, 1, Layout::pairs));
    expect_answer("rope_pairs_vjp", random, turn_answer(random, -1, Layout::pairs));
  }
}

LAB_TEST("4.11", "rows", "rows change places within each head, and back") {
  for (const auto& [heads, D] : {std::pair<int64_t, int64_t>{2, 4}, {1, 6}, {3, 8}}) {
    const Tensor stored = in_order(heads * D, 3);
    const Values in = {{"stored", stored}, {"heads", heads}};
    expect_answer("halves_from_pairs", in,
                  {{"w", reference::halves_from_pairs(Array(stored), heads).tensor(DType::f64)}});
    expect_answer("pairs_from_halves", in,
                  {{"w", reference::pairs_from_halves(Array(stored), heads).tensor(DType::f64)}});
  }
  const Tensor by_pairs = arange(8, DType::f64);  // of a bias
  const Tensor by_halves = from_values({0, 2, 1, 3, 4, 6, 5, 7}, {8}, DType::f64);
  expect_answer("halves_from_pairs", {{"stored", by_pairs}, {"heads", 2}}, {{"w", by_halves}});
  expect_answer("pairs_from_halves", {{"stored", by_halves}, {"heads", 2}}, {{"w", by_pairs}});
}

LAB_TEST("4.11", "checkpoint", "a checkpoint's scores stay the same when its layout changes") {
  const int64_t H = 2, D = 6, C = 5, T = 4;
  const Tensor x = some({1, T, C}), wq = some({H * D, C}), wk = some({H * D, C});
  const reference::Angles angles = reference::rope_table(between(rng(), 0, 20), T, D, 100);
  // Scores of all queries and keys; `turn` is what happens to heads (1,H,T,D).
  const auto scores = [&](const Tensor& q, const Tensor& k, const auto& turn) {
    const auto heads = [&](const Tensor& w) {
      return turn(reference::split_heads(reference::linear(Array(x), Array(w)), H));
    };
    const Array a = heads(q), b = heads(k);
    std::vector<double> all;
    for (int64_t i = 0; i < H * T * T; ++i) {
      double score = 0;
      for (int64_t d = 0; d < D; ++d) score += a.at(i / T, d) * b.at(i / (T * T) * T + i % T, d);
      all.push_back(score);
    }
    return from_vector(all);
  };
  const auto by_pairs = [&](const Array& heads) {
    const Tensor rows = heads.tensor(DType::f64);
    const Values got =
        student("rope_pairs_forward",
                {{"x", rows}, {"cos", angles.cos.tensor(DType::f64)}, {"sin", angles.sin.tensor(DType::f64)}});
    expect_equal(got["y"].tensor().shape(), rows.shape(), "shape of y");  // the sums below read all of it
    return Array(got["y"].tensor());
  };
  const auto by_halves = [&](const Array& heads) { return reference::turned(heads, angles, 1); };
  const auto converted = [&](const Tensor& w) {
    const Tensor got = student("halves_from_pairs", {{"stored", w}, {"heads", H}})["w"].tensor();
    expect_equal(got.shape(), w.shape(), "shape of w");
    return got;
  };
  const Tensor stored = scores(wq, wk, by_pairs);
  expect_close(scores(converted(wq), converted(wk), by_halves), stored, {.atol = 1e-10, .rtol = 1e-10}, "scores");
}
