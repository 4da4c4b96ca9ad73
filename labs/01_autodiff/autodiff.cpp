// Given: checks, then calls what students write.
#include "labs/01_autodiff/autodiff.h"

#include "framework/tensor/factories.h"
#include "labs/01_autodiff/backward.h"

namespace llmsys {
namespace {

void check_recorded(const Tensor& root) {
  LLMSYS_CHECK(
      AutogradError, root.node() != nullptr, "[backward] this tensor of shape ", root.shape(),
      " is not part of a graph: nothing it was computed from wants a gradient (set_requires_grad), it came from "
      "raw:: (which records nothing), or recording was off (GradMode)");
}

}  // namespace

void backward(const Tensor& loss, BackwardOptions options) {
  LLMSYS_CHECK(AutogradError, loss.numel() == 1, "[backward] needs a loss of one element, got ", loss.shape(),
               ": reduce it (sum, mean), or call backward(roots, gradients) with the gradient to start from");
  check_recorded(loss);
  const Tensor root = loss;  // a handle of our own: a hook may drop the caller's, and the graph with it
  const Tensor gradient = ones(root.shape(), root.dtype(), root.device());
  lab01::backward({&root, 1}, {&gradient, 1}, options.retain_graph);
}

void backward(std::span<const Tensor> roots, std::span<const Tensor> gradients, BackwardOptions options) {
  LLMSYS_CHECK(AutogradError, roots.size() == gradients.size(), "[backward] needs one gradient for each root, got ",
               gradients.size(), " for ", roots.size());
  for (size_t i = 0; i < roots.size(); ++i) {
    check_recorded(roots[i]);
    LLMSYS_CHECK(AutogradError, gradients[i].shape() == roots[i].shape() && gradients[i].dtype() == roots[i].dtype(),
                 "[backward] the gradient of root ", i, " must be ", roots[i].dtype(), " ", roots[i].shape(),
                 " like the root, got ", gradients[i].dtype(), " ", gradients[i].shape());
  }
  lab01::backward(roots, gradients, options.retain_graph);
}

}  // namespace llmsys
