#include "autograder/01_autodiff/graph_inputs.h"

#include "framework/tensor/raw.h"

namespace llmsys::lab01 {
namespace {

// Which nodes the roots were computed from, themselves included.
std::vector<bool> reachable(const PlainGraph& graph, const std::vector<std::vector<int64_t>>& inputs) {
  std::vector<bool> out(static_cast<size_t>(graph.nodes), false);
  std::vector<int64_t> pending = graph.roots;
  while (!pending.empty()) {
    const int64_t node = pending.back();
    pending.pop_back();
    if (node < 0 || out[static_cast<size_t>(node)]) continue;
    out[static_cast<size_t>(node)] = true;
    for (const int64_t input : inputs[static_cast<size_t>(node)]) pending.push_back(input);
  }
  return out;
}

void expect_gradients(const Values& got, const GraphProgram& program, const reference::Walk& want) {
  const List& gradients = got["gradients"].list();
  for (size_t i = 0; i < program.leaves.size(); ++i) {
    const std::string leaf = text("the gradient of leaf ", i);
    const bool there = std::holds_alternative<Tensor>(gradients.at(i).variant());
    expect(there || !want.gradients[i], leaf + " is missing: no gradient was sent there");
    expect(!there || want.gradients[i], leaf + " is there, but nothing leads from a root to it");
    if (!there) continue;
    const Tensor expected = from_vector(*want.gradients[i], program.leaves[i].shape());
    double largest = 1;
    for (const double value : *want.gradients[i]) largest = std::max(largest, std::abs(value));
    expect_close(gradients.at(i), expected, {.atol = 1e-10 * largest, .rtol = 1e-9}, leaf);
  }
}

void expect_calls(const Tensor& calls, const std::vector<int64_t>& want, int64_t leaves) {
  for (int64_t i = 0; i < calls.numel(); ++i) {
    const int64_t got = calls.at<int64_t>(i), once = want[static_cast<size_t>(i)];
    const std::string who = i < leaves ? text("leaf ", i) : text("the operation that made value ", i);
    expect(got == once, text("apply() of ", who, " was called ", got, " times, want ", once,
                             once == 0 ? ": no gradient reaches it" : ": once for each backward pass"));
  }
}

}  // namespace

void expect_order(const PlainGraph& graph) {
  const auto count = static_cast<int64_t>(graph.edges.size() / 2);
  const Values got =
      student("topological_order",
              {{"nodes", graph.nodes}, {"edges", from_vector(graph.edges, {count, 2})}, {"roots", graph.roots}});
  std::vector<std::vector<int64_t>> inputs(static_cast<size_t>(graph.nodes));
  for (size_t e = 0; e < graph.edges.size(); e += 2)
    inputs[static_cast<size_t>(graph.edges[e])].push_back(graph.edges[e + 1]);
  const std::vector<bool> wanted = reachable(graph, inputs);
  std::vector<bool> seen(wanted.size(), false);
  for (const int64_t node : to_vector<int64_t>(got["order"].tensor())) {
    expect(node >= 0, "the order holds a node that is not of this graph (null?)");
    const auto at = static_cast<size_t>(node);
    expect(!seen[at], text("node ", node, " is in the order twice"));
    expect(wanted[at], text("node ", node, " is in the order, but no root was computed from it"));
    for (const int64_t input : inputs[at])
      expect(input < 0 || seen[static_cast<size_t>(input)], text("node ", node, " comes before its input ", input));
    seen[at] = true;
  }
  const auto missing = std::mismatch(seen.begin(), seen.end(), wanted.begin());
  expect(missing.first == seen.end(), text("node ", missing.first - seen.begin(), " is missing from the order"));
}

Values walk_inputs(const GraphProgram& program, const WalkOptions& options) {
  Values in = to_values(program);
  in.set("passes", options.passes);
  in.set("retain", options.retain);
  in.set("counted", options.counted);
  return in;
}

void expect_walk(const GraphProgram& program, const WalkOptions& options) {
  const Values got = student("backward", walk_inputs(program, options));
  reference::Walk want = reference::backward(program, options.passes);
  expect_gradients(got, program, want);
  if (options.counted) expect_calls(got["calls"].tensor(), want.calls, static_cast<int64_t>(program.leaves.size()));
  for (size_t i = 0; i < program.gradients.size(); ++i)
    expect_equal(got["given"].list().at(i), program.gradients[i],
                 text("gradients[", i, "], which was given and belongs to the caller, afterwards"));
}

void expect_gradient(const GraphProgram& program, double value, const WalkOptions& options) {
  expect_walk(program, options);
  const Values got = student("backward", walk_inputs(program, options));
  expect_close(got["gradients"].list().at(0), full(program.leaves[0].shape(), value, DType::f64),
               {.atol = 1e-12, .rtol = 1e-12}, "the gradient of leaf 0");
}

GraphProgram one_leaf(double value, int64_t n) {
  GraphProgram program;
  program.leaf(full({n}, value, DType::f64));
  return program;
}

GraphProgram ladder(int64_t rungs) {
  GraphProgram program = one_leaf(1);
  int64_t x = 0;
  for (int64_t i = 0; i < rungs; ++i)
    x = program.step(GraphOp::add, program.step(GraphOp::half, x), program.step(GraphOp::neg, x));
  program.root(x, gradient_of(1));
  return program;
}

GraphProgram random_program(int64_t steps) {
  constexpr int64_t kElements = 3;
  static constexpr std::array kOps = {GraphOp::add,  GraphOp::sub, GraphOp::mul,
                                      GraphOp::tanh, GraphOp::neg, GraphOp::sin_cos};
  GraphProgram program;
  const int64_t leaves = between(rng(), 1, 4);
  for (int64_t i = 0; i < leaves; ++i) program.leaf(raw::sub(raw::mul(rand({kElements}, rng(), DType::f64), 2), 1));
  while (static_cast<int64_t>(program.steps.size()) < steps) {
    const GraphOp op = kOps[rng().below(kOps.size())];
    const int64_t a = between(rng(), 0, program.value_count - 1), b = between(rng(), 0, program.value_count - 1);
    const int64_t result = program.step(op, a, operand_count(op) == 2 ? b : -1);
    if (op == GraphOp::add || op == GraphOp::sub) program.step(GraphOp::half, result);  // results stay within 1
  }
  program.root(program.value_count - 1, randn({kElements}, rng(), DType::f64));
  return program;
}

}  // namespace llmsys::lab01
