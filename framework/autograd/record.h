/// @file
/// record(): turns a computed result into a node of the graph. Also how a custom operation gets its own gradient.
///
/// @code
///   Tensor mul(const Tensor& a, const Tensor& b) {
///     return record("mul", raw::mul(a, b), {&a, &b}, {&a, &b}, [](const Vjp& v) {
///       return Gradients{raw::mul(v.grad(), v.saved(1)), raw::mul(v.grad(), v.saved(0))};
///     });
///   }
/// @endcode
/// Recording goes by the inputs' nodes: whatever the result was computed with, its gradient is what the rule says. A rule
/// may keep state of any kind in its captures (a seed, sizes, a module); they are dropped with the saved tensors.
#pragma once
#include <initializer_list>
#include <optional>
#include <span>
#include <utility>

#include "framework/autograd/leaf.h"
#include "framework/autograd/saved_tensor.h"
#include "framework/base/context.h"

namespace llmsys {

class RecordedNode;

/// What a rule is called with: the gradients of the outputs, the saved tensors, and which gradients are wanted.
class Vjp {
 public:
  /// For the nodes themselves.
  Vjp(const RecordedNode& node, const Gradients& gradients, WantedInputs wanted)
      : node_(node), gradients_(gradients), wanted_(wanted) {}
  /// The gradient of an output: zeros if nothing came, as may happen with several outputs.
  [[nodiscard]] Tensor grad(int output = 0) const;
  /// Whether a gradient came for that output; if not, it is zero and work can be saved.
  [[nodiscard]] bool has_grad(int output = 0) const;
  /// The i-th saved tensor.  @throws AutogradError if it was changed in place, or not saved
  [[nodiscard]] Tensor saved(int i) const;
  /// Whether the gradient of that input is wanted. Computing one that is not is wasted, but no mistake.
  [[nodiscard]] bool wanted(int input) const;
  /// The shape of an input whose gradient is wanted.
  [[nodiscard]] const Shape& input_shape(int input) const;

 private:
  void check_number(const char* what, int number, size_t count) const;

  const RecordedNode& node_;
  const Gradients& gradients_;
  WantedInputs wanted_;
};

/// The node of a recorded operation: edges to its inputs, and saved tensors.
class RecordedNode : public Node {
 public:
  /// @param saved  null for one that is not needed
  RecordedNode(const char* name, std::span<Tensor> outputs, std::span<const Tensor* const> inputs,
               std::span<const Tensor* const> saved);
  /// What was saved, in order.
  [[nodiscard]] std::span<const SavedTensor> saved() const { return saved_.span(); }

 protected:
  Gradients vjp(const Gradients& gradients, WantedInputs wanted) override {
    return call_rule({*this, gradients, wanted});
  }
  void release_saved() override;
  /// Calls the rule.
  virtual Gradients call_rule(const Vjp& call) = 0;

 private:
  detail::SmallArray<SavedTensor, 2> saved_;
};

namespace detail {

/// A RecordedNode with its rule.
template <class Rule>
class RuleNode final : public RecordedNode {
 public:
  /// See record_all.
  RuleNode(const char* name, std::span<Tensor> outputs, std::span<const Tensor* const> inputs,
           std::span<const Tensor* const> saved, Rule rule)
      : RecordedNode(name, outputs, inputs, saved), rule_(std::move(rule)) {}

 protected:
  Gradients call_rule(const Vjp& call) override { return (*rule_)(call); }
  void release_saved() override {
    RecordedNode::release_saved();
    rule_.reset();
  }

 private:
  std::optional<Rule> rule_;
};

/// Whether something is to be recorded: recording is on and a gradient is wanted.
inline bool records(std::span<const Tensor* const> inputs) {
  if (!context().grad_mode) return false;
  for (const Tensor* input : inputs)
    if (requires_grad(*input)) return true;
  return false;
}

/// The outputs become those of `node`. One that is a part of another graph already, or an input itself, such as a reshape
/// that changed nothing, is replaced by a new handle on the same elements first.
void adopt_outputs(std::span<Tensor> outputs, std::span<const Tensor* const> inputs, NodePtr node);

}  // namespace detail

/// Records that `outputs` were computed from `inputs`, if recording is on and an input wants a gradient.
/// @param name    of the operation, a literal
/// @param inputs  the tensors that gradients flow to, in the order in which the rule returns them
/// @param saved   what the rule will ask for; null for what is not needed. An input that is not saved can be freed
/// @param rule    Gradients(const Vjp&): one gradient for each input, undefined where it is zero or not wanted
template <class Rule>
void record_all(const char* name, std::span<Tensor> outputs, std::span<const Tensor* const> inputs,
                std::span<const Tensor* const> saved, Rule rule) {
  if (!detail::records(inputs)) return;
  detail::adopt_outputs(outputs, inputs,
                        NodePtr(new detail::RuleNode<Rule>(name, outputs, inputs, saved, std::move(rule))));
}

/// As record_all, for an operation with one output, which it returns.
template <class Rule>
Tensor record(const char* name, Tensor output, std::initializer_list<const Tensor*> inputs,
              std::initializer_list<const Tensor*> saved, Rule rule) {
  record_all(name, {&output, 1}, {inputs.begin(), inputs.size()}, {saved.begin(), saved.size()}, std::move(rule));
  return output;
}

}  // namespace llmsys
