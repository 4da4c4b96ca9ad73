// Lab 01, task 1.4: which node next, and what it gets.
#include "labs/01_autodiff/backward.h"

#include <unordered_map>
#include <unordered_set>

#include "framework/base/error.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab01 {

std::vector<Node*> topological_order(std::span<Node* const> roots) {
  // About 16 lines. Keep a stack of (node, number of its next input); a node whose inputs are used up is written down.
  // BEGIN SOLUTION task 1.4 topological_order
  struct Visit {
    Node* node;
    size_t next_input;
  };
  std::vector<Node*> order;
  std::unordered_set<const Node*> seen;
  std::vector<Visit> path;  // from a root down to where the search is: the stack that recursion would use
  const auto enter = [&](Node* node) {
    if (node != nullptr && seen.insert(node).second) path.push_back({node, 0});
  };
  for (Node* root : roots) {
    enter(root);
    while (!path.empty()) {
      Visit& visit = path.back();
      if (visit.next_input < visit.node->inputs().size()) {
        enter(visit.node->inputs()[visit.next_input++].node.get());  // may move `path`: `visit` ends here
      } else {
        order.push_back(visit.node);  // all it was computed from is in `order` already
        path.pop_back();
      }
    }
  }
  return order;
  // END SOLUTION
}

void backward(std::span<const Tensor> roots, std::span<const Tensor> gradients, bool retain_graph) {
  // About 20 lines. Keep, for each node, the gradients of its outputs summed so far: a Gradients of
  // node->outputs().size() undefined tensors to begin with. Go through topological_order from its end.
  // BEGIN SOLUTION task 1.4 backward
  std::unordered_map<const Node*, Gradients> sums;  // of nodes that are still to come
  const auto add = [&sums](const Node& node, int output, const Tensor& gradient) {
    Gradients& sum = sums[&node];
    sum.resize(node.outputs().size());
    Tensor& slot = sum[static_cast<size_t>(output)];
    slot = slot.defined() ? add_gradients(std::move(slot), gradient) : gradient;  // others may hold this gradient too
  };
  std::vector<Node*> nodes;
  for (size_t i = 0; i < roots.size(); ++i) {
    nodes.push_back(roots[i].node());
    add(*roots[i].node(), roots[i].node_output(), gradients[i]);
  }
  const std::vector<Node*> order = topological_order(nodes);
  for (auto node = order.rbegin(); node != order.rend(); ++node) {
    auto sum = sums.extract(*node);  // out of the map: the gradient is freed as soon as it was used
    if (sum.empty()) continue;       // no gradient reaches it
    Gradients inputs = (*node)->apply(std::move(sum.mapped()), retain_graph);
    for (size_t i = 0; i < inputs.size(); ++i) {
      const Edge& edge = (*node)->inputs()[i];
      if (edge.node && inputs[i].defined()) add(*edge.node, edge.output, std::exchange(inputs[i], Tensor()));
    }
  }
  // END SOLUTION
}

}  // namespace llmsys::lab01
