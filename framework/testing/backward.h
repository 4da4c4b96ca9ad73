/// @file
/// A backward pass for the framework's own tests, as plain as can be: recursive, for small graphs. Lab 01 has the real one.
#pragma once
#include <map>
#include <set>
#include <vector>

#include "framework/autograd/node.h"
#include "framework/tensor/elementwise.h"
#include "framework/tensor/factories.h"

namespace llmsys::testing {

/// Adds `node` and all that lead to it, each once, inputs before users.
inline void collect_nodes(Node* node, std::set<Node*>& seen, std::vector<Node*>& order) {
  if (node == nullptr || !seen.insert(node).second) return;
  for (const Edge& edge : node->inputs()) collect_nodes(edge.node.get(), seen, order);
  order.push_back(node);
}

/// Sends `gradient` (all ones if undefined) from `root` to the leaves.
inline void run_backward(const Tensor& root, const Tensor& gradient = Tensor(), bool retain = false) {
  std::set<Node*> seen;
  std::vector<Node*> order;
  collect_nodes(root.node(), seen, order);
  std::map<Node*, Gradients> sums;
  for (Node* node : order) sums[node].resize(node->outputs().size());
  sums[root.node()][static_cast<size_t>(root.node_output())] =
      gradient.defined() ? gradient : ones(root.shape(), root.dtype(), root.device());
  for (auto at = order.rbegin(); at != order.rend(); ++at) {
    Gradients results = (*at)->apply(std::move(sums[*at]), retain);
    for (size_t i = 0; i < results.size(); ++i) {
      const Edge& edge = (*at)->inputs()[i];
      if (!edge.node || !results[i].defined()) continue;
      Tensor& sum = sums[edge.node.get()][static_cast<size_t>(edge.output)];
      sum = sum.defined() ? raw::add(sum, results[i]) : results[i];
    }
  }
}

}  // namespace llmsys::testing
