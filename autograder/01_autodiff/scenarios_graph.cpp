// Lab 01, task 1.4: graphs to put in order, and to walk.
#include <sys/resource.h>

#include <algorithm>
#include <unordered_map>

#include "autograder/01_autodiff/graph_run.h"
#include "autograder/01_autodiff/scenarios.h"
#include "framework/autograd/leaf.h"
#include "labs/01_autodiff/backward.h"

namespace llmsys::lab01 {
namespace {

constexpr int64_t kNoNode = -1;   // in edges and roots
constexpr int64_t kUnknown = -2;  // in an order: a node that is not of the graph

// Leaves little room on the stack, so that a recursion over a long graph shows on every machine.
class SmallStack {
 public:
  SmallStack() {
    getrlimit(RLIMIT_STACK, &before_);
    const rlimit small = {.rlim_cur = std::min(before_.rlim_max, rlim_t{1} << 20), .rlim_max = before_.rlim_max};
    setrlimit(RLIMIT_STACK, &small);
  }
  ~SmallStack() { setrlimit(RLIMIT_STACK, &before_); }
  SmallStack(const SmallStack&) = delete;
  SmallStack& operator=(const SmallStack&) = delete;

 private:
  rlimit before_{};
};

// A node of a graph that is only there to be put in order.
class PlainNode final : public Node {
 public:
  explicit PlainNode(size_t inputs) : Node("plain", inputs, 1) {}
  void connect(size_t input, const NodePtr& node) { edges()[input] = {node, 0}; }

 protected:
  Gradients vjp(const Gradients&, WantedInputs) override { return Gradients(inputs().size()); }
};

// Nodes 0 .. n-1; row (u, i) of edges makes i the next input of u.
std::vector<NodePtr> plain_graph(int64_t n, const Tensor& edges) {
  const int64_t* row = edges.data<int64_t>();
  std::vector<size_t> inputs(static_cast<size_t>(n), 0);
  for (int64_t e = 0; e < edges.size(0); ++e) ++inputs[static_cast<size_t>(row[2 * e])];
  std::vector<NodePtr> nodes;
  for (const size_t count : inputs) nodes.emplace_back(new PlainNode(count));
  std::vector<size_t> next(static_cast<size_t>(n), 0);
  for (int64_t e = 0; e < edges.size(0); ++e) {
    const auto user = static_cast<size_t>(row[2 * e]);
    const int64_t input = row[2 * e + 1];
    static_cast<PlainNode&>(*nodes[user])
        .connect(next[user]++, input == kNoNode ? NodePtr() : nodes[static_cast<size_t>(input)]);
  }
  return nodes;
}

Values order_of_graph(const Values& in) {
  const std::vector<NodePtr> nodes = plain_graph(in["nodes"].integer(), in["edges"].tensor());
  std::unordered_map<const Node*, int64_t> number;
  for (size_t i = 0; i < nodes.size(); ++i) number[nodes[i].get()] = static_cast<int64_t>(i);
  std::vector<Node*> roots;
  for (const int64_t root : in["roots"].integers())
    roots.push_back(root == kNoNode ? nullptr : nodes[static_cast<size_t>(root)].get());
  const SmallStack small;
  std::vector<int64_t> order;
  for (const Node* node : topological_order(roots)) {
    const auto at = number.find(node);
    order.push_back(at == number.end() ? kUnknown : at->second);
  }
  return {{"order", from_vector(order)}};
}

// Walks a program's graph. A graph that is not counted has no hooks: it is faster.
Values walk(const Values& in) {
  const GraphProgram program = to_program(in);
  CallCounter counter(program.value_count);
  const std::vector<Tensor> values = compute(program, in["counted"].boolean() ? &counter : nullptr);
  const std::vector<Tensor> roots = roots_of(program, values);
  const SmallStack small;
  for (int64_t pass = 0; pass < in["passes"].integer(); ++pass)
    lab01::backward(roots, program.gradients, in["retain"].boolean());
  List gradients;
  for (size_t i = 0; i < program.leaves.size(); ++i) {
    const Tensor gradient = grad(values[i]);
    if (gradient.defined())
      gradients.emplace_back(gradient);
    else
      gradients.emplace_back(false);
  }
  return {{"gradients", gradients},
          {"calls", counter.calls()},
          {"given", List(program.gradients.begin(), program.gradients.end())}};
}

}  // namespace

void add_graph_scenarios(ScenarioTable& table) {
  table.add("topological_order", order_of_graph);
  table.add("backward", walk);
}

}  // namespace llmsys::lab01
