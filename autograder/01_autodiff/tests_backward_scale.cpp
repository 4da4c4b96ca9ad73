// Lab 01, task 1.4: long graphs, and what a pass costs.
#include "autograder/01_autodiff/graph_inputs.h"

using namespace llmsys;
using namespace llmsys::lab01;

namespace {

constexpr int64_t kLong = 100000;

// FLOPs of the backward pass over those of the forward pass; each value's rule is called at most once.
double flop_ratio(const GraphProgram& program) {
  const Values got = student("flops_of_graph", to_values(program));
  const Tensor calls = got["calls"].tensor();
  for (int64_t i = 0; i < calls.numel(); ++i)
    expect(calls.at<int64_t>(i) <= 1,
           text("the rule of value ", i, " was called ", calls.at<int64_t>(i), " times, want at most once"));
  expect(got["backward"].integer() > 0, "the backward pass computed nothing");
  return got["backward"].number() / got["forward"].number();
}

}  // namespace

LAB_TEST("1.4", "long", "a chain of 100,000 nodes, and a node with 100,000 inputs and users, take no deep stack") {
  PlainGraph chain{.nodes = kLong, .edges = {}, .roots = {kLong - 1}}, fan = chain;
  for (int64_t i = 1; i < kLong; ++i) {
    chain.edge(i, i - 1);
    fan.edge(i, 0);
    fan.edge(kLong - 1, i - 1);
  }
  expect_order(renumbered(chain));
  expect_order(fan);
  GraphProgram program = one_leaf(1, 1);
  int64_t x = 0;
  for (int64_t i = 0; i < kLong; ++i) x = program.step(GraphOp::neg, x);
  program.root(x, gradient_of(1, 1));
  const Values got = student("backward", walk_inputs(program, {.retain = false, .counted = false}));
  const Value& gradient = got["gradients"].list().at(0);
  expect(std::holds_alternative<Tensor>(gradient.variant()), "no gradient was sent to the leaf");
  expect_close(gradient, gradient_of(1, 1), {}, "the gradient of a number negated 100,000 times");
}

LAB_TEST("1.4", "flops", "backward costs at most 5 times forward: 10 nodes, 10,000 nodes, 20 diamonds in a row") {
  const double ladder_ratio = flop_ratio(ladder(20));
  expect(ladder_ratio <= 5, text("backward cost ", ladder_ratio,
                                 " times the FLOPs of forward on a ladder of 20 diamonds, want at most 5"));
  for (const int64_t nodes : {10, 10, 10, 10000}) {
    GraphProgram program = random_program(nodes);
    for (int64_t value = 0; value < program.value_count; ++value) program.root(value, gradient_of(1, 3));
    const double ratio = flop_ratio(program);
    expect(ratio <= 5,
           text("backward cost ", ratio, " times the FLOPs of forward on ", nodes, " nodes, want at most 5"));
  }
}

LAB_TEST("1.4", "memory", "a chain of 1,000 operations needs a few gradients at a time, and nothing is left behind") {
  constexpr int64_t kNumel = 16384, kBytes = kNumel * 4, kSteps = 1000, kShort = 20;
  const Values plain =
      student("memory_of_chain", {{"steps", kSteps}, {"numel", kNumel}, {"saves", false}, {"retain", false}});
  const int64_t peak = plain["peak"].integer();
  expect(peak <= 5 * kBytes, text("backward held ", peak, " bytes at its peak, which is ", peak / kBytes,
                                  " gradients of 65536 bytes; want at most 5: drop each as soon as it was used"));
  const Values saving =
      student("memory_of_chain", {{"steps", kShort}, {"numel", kNumel}, {"saves", true}, {"retain", false}});
  expect_equal(saving["saved_before"], kShort * kBytes, "bytes saved by 20 tanh");
  expect_equal(saving["saved_after"], 0, "bytes still saved after backward");
  expect_equal(saving["left"], kBytes, "bytes left when the graph is gone: the leaf's gradient");
  const Values kept =
      student("memory_of_chain", {{"steps", kShort}, {"numel", kNumel}, {"saves", true}, {"retain", true}});
  expect_equal(kept["saved_after"], kShort * kBytes, "bytes still saved after backward with retain_graph");
  expect_equal(kept["left"], kBytes, "bytes left when the kept graph is gone: the leaf's gradient");
}
