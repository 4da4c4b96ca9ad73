// Lab 01, task 1.4: the backward pass on small graphs.
#include "autograder/01_autodiff/graph_inputs.h"
#include "framework/tensor/raw.h"

using namespace llmsys;
using namespace llmsys::lab01;

namespace {

// A leaf, y = e^(-x/2) of it, and its root's gradient.
GraphProgram chain_of_three() {
  GraphProgram program = one_leaf(0);
  const int64_t y = program.step(GraphOp::exp, program.step(GraphOp::neg, program.step(GraphOp::half, 0)));
  program.root(y, gradient_of(3));
  return program;
}

// 0 -> 1, 2 -> 3 and 0 -> 3: node 3 must wait for the longest way.
PlainGraph diamond() {
  PlainGraph graph{.nodes = 4, .edges = {}, .roots = {3}};
  graph.edges = {3, 0, 3, 1, 3, 2, 1, 0, 2, 0};
  return graph;
}

// Four edges a diamond, 2^diamonds ways: who searches each way, and looks at the end whether a node was there, never ends.
PlainGraph row_of_diamonds(int64_t diamonds) {
  PlainGraph graph{.nodes = 3 * diamonds + 1, .edges = {}, .roots = {3 * diamonds}};
  for (int64_t last = 3; last < graph.nodes; last += 3)
    for (const int64_t middle : {last - 2, last - 1}) {
      graph.edge(last, middle);
      graph.edge(middle, last - 3);
    }
  return graph;
}

// Edges to smaller numbers only, some to nothing.
PlainGraph random_graph(int64_t nodes) {
  PlainGraph graph{.nodes = nodes, .edges = {}, .roots = {nodes - 1}};
  for (int64_t user = 1; user < nodes; ++user)
    for (int64_t i = between(rng(), 0, 3); i > 0; --i)
      graph.edge(user, rng().below(5) == 0 ? -1 : between(rng(), std::max<int64_t>(0, user - 6), user - 1));
  return renumbered(graph);
}

}  // namespace

LAB_TEST("1.4", "chain", "e^(-x/2) at 0 has slope -1/2; a kept graph serves twice, another one does not") {
  PlainGraph chain{.nodes = 5, .edges = {4, 3, 3, 2, 2, 1, 1, 0}, .roots = {4}};
  expect_order(chain);
  expect_order(renumbered(chain));
  expect_gradient(chain_of_three(), -1.5);
  expect_gradient(chain_of_three(), -1.5, {.retain = false});
  expect_gradient(chain_of_three(), -3, {.passes = 2});
  expect_error("backward", walk_inputs(chain_of_three(), {.passes = 2, .retain = false}), ErrorKind::autograd,
               {"retain_graph"});
}

LAB_TEST("1.4", "diamond", "what goes out on two ways comes back as a sum, and each node is called once") {
  expect_order(diamond());
  for (int i = 0; i < 5; ++i) expect_order(renumbered(diamond()));
  expect_order(renumbered(row_of_diamonds(50)));
  GraphProgram product = one_leaf(2);  // (x/2) (-x) = -x^2/2, slope -x
  product.root(product.step(GraphOp::mul, product.step(GraphOp::half, 0), product.step(GraphOp::neg, 0)),
               gradient_of(1));
  expect_gradient(product, -2);
  expect_gradient(ladder(6), 1.0 / 64);
  GraphProgram uneven = one_leaf(1);  // x + tanh(tanh(x)): the short way arrives long before the long one
  uneven.root(uneven.step(GraphOp::add, 0, uneven.step(GraphOp::tanh, uneven.step(GraphOp::tanh, 0))), gradient_of(1));
  expect_walk(uneven);
  GraphProgram shared = one_leaf(1);  // s = (a + b) + (a + c): the rule of + gives both operands the same tensor
  const int64_t a = shared.step(GraphOp::half, 0), b = shared.step(GraphOp::neg, 0), c = shared.step(GraphOp::tanh, 0);
  const int64_t left = shared.step(GraphOp::add, a, b), right = shared.step(GraphOp::add, a, c);
  shared.root(shared.step(GraphOp::add, left, right), gradient_of(1));
  expect_walk(shared);
}

LAB_TEST("1.4", "repeated", "an input that is used several times gets the sum: x + x has slope 2, x x has 2 x") {
  expect_order({.nodes = 2, .edges = {1, 0, 1, 0, 1, -1}, .roots = {1}});
  for (const auto& [op, slope] : {std::pair{GraphOp::add, 2.0}, {GraphOp::mul, 6.0}, {GraphOp::sub, 0.0}}) {
    GraphProgram program = one_leaf(3);
    program.root(program.step(op, 0, 0), gradient_of(1));
    expect_gradient(program, slope);
  }
  GraphProgram doubled = one_leaf(1);
  int64_t x = 0;
  for (int i = 0; i < 10; ++i) x = doubled.step(GraphOp::add, x, x);
  doubled.root(x, gradient_of(1));
  expect_gradient(doubled, 1024);
  for (const int64_t output : {0, 1}) {  // sin and cos are two outputs of one node: their gradients are not mixed
    GraphProgram one_of_two = one_leaf(0);
    one_of_two.root(one_of_two.step(GraphOp::sin_cos, 0) + output, gradient_of(1));
    expect_gradient(one_of_two, output == 0 ? 1 : 0);
  }
  GraphProgram both = one_leaf(1);
  const int64_t sine = both.step(GraphOp::sin_cos, 0);
  both.root(both.step(GraphOp::mul, sine, both.step(GraphOp::tanh, sine + 1)), gradient_of(1));
  expect_walk(both);
}

LAB_TEST("1.4", "roots",
         "several roots add up; roots may repeat, lead to each other, be leaves; rules may call backward") {
  expect_order({.nodes = 4, .edges = {1, 0, 2, 1, 3, 1}, .roots = {2, -1, 3, 1, 3, 0}});
  expect_order({.nodes = 3, .edges = {1, 0}, .roots = {}});
  GraphProgram program = one_leaf(1);
  const int64_t a = program.step(GraphOp::half, 0), b = program.step(GraphOp::neg, a);
  program.root(b, gradient_of(1));  // -1/2
  program.root(a, gradient_of(4));  // and 4/2, at an input of the other root
  expect_gradient(program, 1.5);
  program.root(b, gradient_of(2));   // the same root again: another -1
  program.root(0, gradient_of(10));  // the leaf itself
  expect_gradient(program, 10.5);
  GraphProgram unreached = one_leaf(1);
  const int64_t quiet = unreached.step(GraphOp::watched, unreached.step(GraphOp::tanh, 0));
  unreached.root(unreached.step(GraphOp::first, unreached.step(GraphOp::half, 0), quiet), gradient_of(1));
  expect_gradient(unreached, 0.5);
  GraphProgram nested = one_leaf(1);
  const int64_t inner = nested.step(GraphOp::recompute, 0), again = nested.step(GraphOp::recompute, inner);
  nested.root(nested.step(GraphOp::mul, nested.step(GraphOp::add, again, inner), 0), gradient_of(1));
  expect_walk(nested);
}

LAB_TEST("1.4", "random", "random graphs have the gradients of a plain tape, in any order of their nodes") {
  for (int i = 0; i < 10; ++i) expect_order(random_graph(between(rng(), 1, 60)));
  for (int i = 0; i < 20; ++i) {
    GraphProgram program = random_program(between(rng(), 1, 60));
    if (i % 2 == 0) program.root(between(rng(), 0, program.value_count - 1), randn({3}, rng(), DType::f64));
    expect_walk(program, {.passes = 1 + i % 3});
  }
}
