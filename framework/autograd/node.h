/// @file
/// The graph that a backward pass walks: one Node for each recorded operation, one for each leaf.
///
/// An operation y = f(x) at a point x has a vector-Jacobian product (VJP): given dL/dy it returns dL/dx = dL/dy * dy/dx
/// without ever forming the Jacobian dy/dx. Reverse mode chains them from the loss to the leaves. Griewank & Walther 2008,
/// "Evaluating Derivatives", 2nd ed., ch. 3; Baydin et al. 2018, arXiv:1502.05767, sec. 3.2.
///
/// This folder records and keeps; which node comes next, and what a rule computes, is lab 01.
#pragma once
#include <memory>
#include <span>
#include <vector>

#include "framework/autograd/detail/small_array.h"
#include "framework/tensor/tensor.h"

namespace llmsys {

class Node;
struct NodeHooks;  // framework/autograd/hooks.h

/// Shared ownership of a Node.
using NodePtr = detail::IntrusivePtr<Node>;

/// Where the gradient of one input of an operation goes: to output `output` of `node`, the operation that made that
/// input. `node` is null if nobody wants this gradient.
struct Edge {
  NodePtr node;    ///< made the input
  int output = 0;  ///< as which of its outputs
};

/// What the gradient of one output of a node must look like.
struct OutputInfo {
  Shape shape;                  ///< of the output, and of its gradient
  DType dtype = DType::f32;     ///< likewise
  Device device = Device::cpu;  ///< likewise
};

/// One gradient for each input, or each output, of a node. An undefined tensor stands for zero.
using Gradients = std::vector<Tensor>;

/// sum + more, for gradients that meet: in the memory of `sum` if nobody else sees it, in new memory otherwise. Move `sum`
/// in. Two gradients of a table of 50,000 rows then need memory for two, not for three.
Tensor add_gradients(Tensor sum, const Tensor& more);

/// Which inputs of a node a call computes gradients for.
enum class WantedInputs {
  all,        ///< every input that leads to a leaf
  leaves,     ///< those that are leaves: usually weights
  not_leaves  ///< the others: usually activations
};

/// Whether `wanted` asks for the gradient that goes along this edge.
bool wants(WantedInputs wanted, const Edge& edge);

/// One operation of the graph, or one leaf.
///
/// Nodes are made by record() and owned by the tensors they produced and by the nodes after them: dropping the loss drops
/// the graph, however long it is, without recursion. A backward pass calls apply() on each node once, after the
/// gradients of all its outputs are complete.
class Node : public detail::RefCounted {
 public:
  /// @param name  of the operation, a literal: "matmul", as errors and pictures of the graph print it
  Node(const char* name, size_t inputs, size_t outputs);
  virtual ~Node();

  /// "matmul"; "leaf" for a leaf.
  [[nodiscard]] const char* name() const { return name_; }
  /// Where the gradients of the inputs go, one edge for each input; none for a leaf.
  [[nodiscard]] std::span<const Edge> inputs() const { return inputs_.span(); }
  /// What the outputs look like.
  [[nodiscard]] std::span<const OutputInfo> outputs() const { return outputs_.span(); }
  /// Whether gradients end here.
  [[nodiscard]] virtual bool is_leaf() const { return false; }

  /// The VJP: turns the gradients of the outputs into those of the inputs. Runs tensor hooks before, checks shapes
  /// after, then frees what was saved. Nothing is recorded meanwhile, unless the rule turns recording on itself.
  /// @param gradients  one for each output; undefined stands for zero. Move them in: their memory is then reused
  /// @param retain     keeps what was saved, for another backward pass through the same graph
  /// @return one gradient for each input; undefined where none is wanted, where it is zero, or (DeferredGradients) where
  ///         it comes later
  /// @throws AutogradError if it was freed before, if a saved tensor was changed in place, or if a gradient does not
  ///         have the shape and dtype of what it belongs to
  Gradients apply(Gradients gradients, bool retain = false);
  /// The gradients that DeferredGradients left out; frees what was saved.
  Gradients apply_to_leaves(const Gradients& gradients, bool retain);

  /// The hooks of this node, made at the first call.
  NodeHooks& hooks();
  /// The hooks of this node, or null.
  [[nodiscard]] const NodeHooks* hooks_if_any() const { return hooks_.get(); }

 protected:
  /// Computes the gradients of the wanted inputs.
  virtual Gradients vjp(const Gradients& gradients, WantedInputs wanted) = 0;
  /// Drops what was saved for vjp().
  virtual void release_saved() {}

  /// The edges, for whoever builds the node.
  std::span<Edge> edges() { return inputs_.span(); }
  /// The outputs, for whoever builds the node.
  std::span<OutputInfo> output_infos() { return outputs_.span(); }

 private:
  [[nodiscard]] bool has_input(WantedInputs wanted) const;
  void check_not_freed() const;
  void check_gradients(const Gradients& gradients) const;
  void run_tensor_hooks(Gradients& gradients);
  Gradients call(const Gradients& gradients, WantedInputs wanted);
  void free_saved();

  const char* name_;
  bool freed_ = false;
  detail::SmallArray<Edge, 3> inputs_;
  detail::SmallArray<OutputInfo, 1> outputs_;
  std::unique_ptr<NodeHooks> hooks_;
};

/// Makes `x` output number `output` of `node`.
void set_node(Tensor& x, NodePtr node, int output);

}  // namespace llmsys
