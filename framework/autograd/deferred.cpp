#include "framework/autograd/deferred.h"

#include <utility>

namespace llmsys {

void DeferredGradients::add(NodePtr node, Gradients gradients, bool retain) {
  work_.push_back({std::move(node), std::move(gradients), retain});
}

void DeferredGradients::run() {
  std::vector<Work> work = std::exchange(work_, {});
  for (Work& item : work) {
    Gradients results = item.node->apply_to_leaves(item.gradients, item.retain);
    item.gradients.clear();
    for (size_t i = 0; i < results.size(); ++i) {
      const Edge& edge = item.node->inputs()[i];
      if (edge.node && edge.node->is_leaf() && results[i].defined()) {
        Gradients one(1);
        one[0] = std::move(results[i]);
        edge.node->apply(std::move(one));
      }
    }
  }
}

}  // namespace llmsys
