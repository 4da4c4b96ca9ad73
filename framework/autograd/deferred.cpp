#include "framework/autograd/deferred.h"

#include <map>
#include <utility>

#include "framework/tensor/elementwise.h"

namespace llmsys {
namespace {

/// A leaf's gradient in the making.
struct Waiting {
  int64_t contributions = 0;  // still to come
  Tensor sum;                 // of those that came; undefined: zero
};

void accumulate(Tensor& sum, Tensor gradient) {
  if (!sum.defined())
    sum = std::move(gradient);
  else if (sum.is_unshared() && sum.is_contiguous())  // not one that a rule expanded: its elements share memory
    raw::add_out(sum, sum, gradient);
  else
    sum = raw::add(sum, gradient);
}

/// Whether a gradient along this edge was left for later.
bool is_deferred(const Edge& edge) { return wants(WantedInputs::leaves, edge); }

}  // namespace

void DeferredGradients::add(NodePtr node, Gradients gradients, bool retain) {
  work_.push_back({std::move(node), std::move(gradients), retain});
}

void DeferredGradients::run() {
  std::vector<Work> work = std::exchange(work_, {});
  std::map<Node*, Waiting> leaves;
  for (const Work& item : work)
    for (const Edge& edge : item.node->inputs())
      if (is_deferred(edge)) ++leaves[edge.node.get()].contributions;
  for (Work& item : work) {
    Gradients results = item.node->apply_to_leaves(std::exchange(item.gradients, {}), item.retain);
    for (size_t i = 0; i < results.size(); ++i) {
      const Edge& edge = item.node->inputs()[i];
      if (!is_deferred(edge)) continue;
      Waiting& leaf = leaves[edge.node.get()];
      if (results[i].defined()) accumulate(leaf.sum, std::move(results[i]));
      if (--leaf.contributions > 0) continue;
      Gradients complete(1);
      complete[0] = std::move(leaf.sum);
      edge.node->apply(std::move(complete));
    }
  }
}

}  // namespace llmsys
