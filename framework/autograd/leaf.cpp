#include "framework/autograd/leaf.h"

#include <utility>

#include "framework/tensor/copy.h"
#include "framework/tensor/elementwise.h"

namespace llmsys {

bool is_leaf(const Tensor& x) { return x.node() == nullptr || x.node()->is_leaf(); }

Tensor set_requires_grad(Tensor x, bool wanted) {
  LLMSYS_CHECK(AutogradError, is_leaf(x), "[set_requires_grad] this tensor of shape ", x.shape(), " was computed by ",
               x.node()->name(), ": its gradient flows already; detach(x) makes a leaf of it");
  LLMSYS_CHECK(DTypeError, !wanted || is_floating(x.dtype()),
               "[set_requires_grad] gradients are real numbers: needs a floating dtype, got ", x.dtype());
  if (wanted && x.node() == nullptr) set_node(x, NodePtr(new LeafNode(x)), 0);
  if (!wanted) x.set_node(nullptr, 0, nullptr);
  return x;
}

Tensor grad(const Tensor& x) {
  if (x.node() != nullptr && !x.node()->is_leaf()) {
    if (const NodeHooks* hooks = x.node()->hooks_if_any())
      for (const NodeHooks::OfOutput& entry : hooks->outputs)
        if (entry.output == x.node_output() && entry.retains) return entry.retained;
    throw AutogradError(text("[grad] this tensor was computed by ", x.node()->name(),
                             " and its gradient is not kept: call retain_grad(x) before backward"));
  }
  return leaf_of("grad", x).gradient();
}

void set_grad(const Tensor& leaf, Tensor gradient) { leaf_of("set_grad", leaf).set_gradient(std::move(gradient)); }

Tensor detach(const Tensor& x) { return {x.storage_ptr(), x.shape(), x.strides(), x.offset(), x.dtype()}; }

LeafNode& leaf_of(const char* who, const Tensor& x) {
  LLMSYS_CHECK(AutogradError, x.node() != nullptr && x.node()->is_leaf(), "[", who, "] this tensor of shape ",
               x.shape(), " is no leaf that wants a gradient: call set_requires_grad(x) first");
  return static_cast<LeafNode&>(*x.node());
}

LeafNode::LeafNode(const Tensor& x) : Node("leaf", 0, 1) { output_infos()[0] = {x.shape(), x.dtype(), x.device()}; }

void LeafNode::set_gradient(Tensor gradient) {
  if (!gradient.defined()) {
    gradient_ = Tensor();
    return;
  }
  LLMSYS_CHECK(AutogradError, gradient.shape() == outputs()[0].shape && gradient.dtype() == outputs()[0].dtype,
               "[set_grad] the gradient of this leaf must be ", outputs()[0].dtype, " ", outputs()[0].shape, ", got ",
               gradient.dtype(), " ", gradient.shape());
  for (int64_t d = 0; d < gradient.rank(); ++d)
    LLMSYS_CHECK(AutogradError, gradient.strides()[d] != 0 || gradient.shape()[d] <= 1,
                 "[set_grad] several elements of this gradient share memory (dimension ", d,
                 " is expanded): backward could not add to it; clone it first");
  gradient_ = gradient.node() != nullptr ? detach(gradient) : std::move(gradient);
}

Gradients LeafNode::vjp(const Gradients& gradients, WantedInputs) {
  if (gradients[0].defined()) {
    add(gradients[0]);
    post_accumulate_.each([this](const PostAccumulateHook& hook) { hook(gradient_); });
  }
  return {};
}

void LeafNode::add(const Tensor& gradient) {
  if (gradient_.defined())
    raw::add_out(gradient_, gradient_, gradient);  // in place: it may be a view into a bucket
  else if (gradient.is_unshared() && gradient.is_contiguous() &&
           static_cast<size_t>(gradient.bytes()) == gradient.storage().bytes())
    gradient_ = gradient;  // nobody else can see these elements, and it keeps no others alive: no copy
  else
    gradient_ = raw::clone(gradient);
}

}  // namespace llmsys
