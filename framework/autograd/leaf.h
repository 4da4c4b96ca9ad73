/// @file
/// Leaves of the graph: tensors whose gradient is wanted, usually parameters.
#pragma once
#include "framework/autograd/hooks.h"
#include "framework/autograd/node.h"

namespace llmsys {

/// Whether a gradient flows to x or through it: it is a leaf that wants one, or was computed from one and recorded.
inline bool requires_grad(const Tensor& x) { return x.node() != nullptr; }

/// Whether x was not computed by a recorded operation.
bool is_leaf(const Tensor& x);

/// Makes x a leaf whose gradient is wanted, or no longer so. Returns x.
/// @throws DTypeError unless x is of a floating dtype; AutogradError if x was computed by a recorded operation
Tensor set_requires_grad(Tensor x, bool wanted = true);

/// The gradient of a leaf, or of a tensor that retain_grad() was called for; undefined if there is none (yet).
/// Adding to it is what a backward pass does; it is not reset by itself.
/// @throws AutogradError if x is neither
Tensor grad(const Tensor& x);

/// Replaces the gradient of a leaf, undefined to drop it. A later backward pass adds to this very tensor, in place: give
/// a view into a flat buffer and the gradients of many leaves fill one bucket.
/// @throws AutogradError if x is no leaf that wants a gradient, or if shape or dtype differ
void set_grad(const Tensor& leaf, Tensor gradient);

/// The same elements, outside of the graph: a new handle that wants no gradient.
Tensor detach(const Tensor& x);

/// Where gradients end: adds them up. It holds the gradient, not the tensor, so that neither keeps the other alive.
class LeafNode final : public Node {
 public:
  /// @param x  the leaf: only its shape and dtype are kept
  explicit LeafNode(const Tensor& x);
  [[nodiscard]] bool is_leaf() const override { return true; }
  /// The sum so far, or undefined.
  [[nodiscard]] const Tensor& gradient() const { return gradient_; }
  /// See set_grad.
  void set_gradient(Tensor gradient);
  /// See register_post_accumulate_hook.
  HookList<PostAccumulateHook>& post_accumulate_hooks() { return post_accumulate_; }

 protected:
  Gradients vjp(const Gradients& gradients, WantedInputs wanted) override;

 private:
  void add(const Tensor& gradient);

  Tensor gradient_;
  HookList<PostAccumulateHook> post_accumulate_;
};

/// The node of a leaf.
/// @param who  named in the message
/// @throws AutogradError if x is no leaf that wants a gradient
LeafNode& leaf_of(const char* who, const Tensor& x);

}  // namespace llmsys
