// Lab 04, task 4.3: rotary positions.
#include <cmath>

#include "autograder/04_transformer/op_inputs.h"

using namespace llmsys;
using namespace llmsys::lab04;

namespace {

constexpr auto kHalves = reference::Layout::halves;

Values table_inputs(int64_t start, int64_t tokens, int64_t head_size, double theta, bool wide) {
  return {{"start", start}, {"tokens", tokens}, {"head_size", head_size}, {"theta", theta}, {"wide", wide}};
}

// x (1,D) at that position, turned by the student.
reference::Array turned_at(const Tensor& x, int64_t position, double theta) {
  const reference::Angles angles = reference::rope_table(position, 1, x.size(-1), theta);
  const Values in = {{"x", x}, {"cos", angles.cos.tensor(x.dtype())}, {"sin", angles.sin.tensor(x.dtype())}};
  return reference::Array(expect_answer("rope_forward", in, turn_answer(in, 1, kHalves))["y"].tensor());
}

}  // namespace

LAB_TEST("4.3", "example", "a quarter of a turn takes (1, 2, 3, 4) to (-3, 2, 1, 4), as the handout prints it") {
  const Values in = {{"x", from_values({1, 2, 3, 4}, {1, 4})},
                     {"cos", from_values({0, 1}, {1, 2})},
                     {"sin", from_values({1, 0}, {1, 2})}};
  expect_answer("rope_forward", in, {{"y", from_values({-3, 2, 1, 4}, {1, 4})}});
  for (int i = 0; i < 4; ++i) {
    const Values random = turn_inputs({2, 3, between(rng(), 1, 4), 2 * between(rng(), 2, 4)});
    expect_answer("rope_forward", random, turn_answer(random, 1, kHalves));
  }
}

LAB_TEST("4.3", "table", "pair i turns by p theta^(-2i/D) at position p, and far positions keep their digits") {
  for (int i = 0; i < 5; ++i) {
    const Values in = table_inputs(between(rng(), 0, 40), between(rng(), 1, 5), 2 * between(rng(), 2, 5),
                                   static_cast<double>(between(rng(), 10, 20000)), true);
    expect_answer("rope_table", in, table_answer(in), {.atol = 1e-9});
  }
  const Values far = table_inputs(131072 + between(rng(), 0, 1000), 3, 8, 500000, false);
  expect_answer("rope_table", far, table_answer(far), {.atol = 1e-6});
}

LAB_TEST("4.3", "property",
         "the score of a turned query and key depends on how far they are apart, and on nothing else") {
  for (int i = 0; i < 3; ++i) {
    const int64_t D = 2 * between(rng(), 1, 4), apart = between(rng(), 0, 9);
    const Tensor q = some({1, D}), k = some({1, D});
    const auto score = [&](int64_t at) { return dot(turned_at(q, at + apart, 100), turned_at(k, at, 100)); };
    const double here = score(0), there = score(between(rng(), 1, 50));
    expect(std::abs(here - there) <= 1e-9 * (1 + std::abs(here)), "the same distance elsewhere has another score");
    const reference::Array turned = turned_at(q, between(rng(), 1, 50), 100), before(q);
    expect(std::abs(dot(turned, turned) - dot(before, before)) <= 1e-9 * dot(before, before),
           "a turn changes no length");
  }
}

LAB_TEST("4.3", "gradient", "the gradient is turned back by the same angles") {
  for (int i = 0; i < 3; ++i) {
    const Values in = turn_inputs({2, between(rng(), 1, 4), 2 * between(rng(), 2, 4)});
    const Values got = expect_answer("rope_vjp", in, turn_answer(in, -1, kHalves));
    const reference::Array dy(in["dy"].tensor());
    const reference::Angles angles{.cos = reference::Array(in["cos"].tensor()),
                                   .sin = reference::Array(in["sin"].tensor())};
    const auto value = [&](const reference::Array& x) { return dot(reference::turned(x, angles, 1), dy); };
    expect_close(got["dx"], slopes(value, reference::Array(in["x"].tensor())).tensor(DType::f64),
                 {.atol = 1e-8, .rtol = 1e-8}, "dx");
  }
}
