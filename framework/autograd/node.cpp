#include "framework/autograd/node.h"

#include <utility>

#include "framework/autograd/deferred.h"
#include "framework/autograd/grad_mode.h"
#include "framework/autograd/hooks.h"
#include "framework/tensor/elementwise.h"
#include "framework/tensor/factories.h"

namespace llmsys {
namespace {

void check_like(const char* name, const char* what, size_t index, const Tensor& gradient, const OutputInfo& wanted) {
  LLMSYS_CHECK(AutogradError, gradient.shape() == wanted.shape && gradient.dtype() == wanted.dtype, "[", name,
               "] the gradient of ", what, " ", index, " must be ", wanted.dtype, " ", wanted.shape, " like the ", what,
               " itself, got ", gradient.dtype(), " ", gradient.shape());
  LLMSYS_CHECK(DeviceError, gradient.device() == wanted.device, "[", name, "] the gradient of ", what, " ", index,
               " must be on ", wanted.device, " like the ", what, " itself, got one on ", gradient.device(),
               ": move it with raw::to(x, Device::", wanted.device, ")");
}

/// What an edge leads to.
const OutputInfo& target(const Edge& edge) { return edge.node->outputs()[static_cast<size_t>(edge.output)]; }

}  // namespace

Tensor add_gradients(Tensor sum, const Tensor& more) {
  if (!sum.is_unshared() || !sum.is_contiguous()) return raw::add(sum, more);  // an expanded one has elements in common
  raw::add_out(sum, sum, more);
  return sum;
}

bool wants(WantedInputs wanted, const Edge& edge) {
  return edge.node && (wanted == WantedInputs::all || (wanted == WantedInputs::leaves) == edge.node->is_leaf());
}

Node::Node(const char* name, size_t inputs, size_t outputs) : name_(name), inputs_(inputs), outputs_(outputs) {}

Node::~Node() {
  // A chain of a million nodes must not recurse a million times: whoever is the last owner of a node takes its edges
  // over before letting it go, so that its own destructor finds none. Leaves lead nowhere and can stay.
  std::vector<NodePtr> pending;
  const auto take_edges = [&pending](Node& node) {
    for (Edge& edge : node.inputs_.span())
      if (edge.node && !edge.node->inputs().empty()) pending.push_back(std::move(edge.node));
  };
  take_edges(*this);
  while (!pending.empty()) {
    const NodePtr last = std::exchange(pending.back(), NodePtr());
    pending.pop_back();
    if (last->owners() == 1) take_edges(*last);
  }
}

Gradients Node::apply(Gradients gradients, bool retain) {
  check_not_freed();
  run_tensor_hooks(gradients);
  check_gradients(gradients);
  DeferredGradients* later = context().deferred;
  if (later != nullptr && has_input(WantedInputs::leaves)) [[unlikely]] {
    Gradients result =
        has_input(WantedInputs::not_leaves) ? call(gradients, WantedInputs::not_leaves) : Gradients(inputs().size());
    later->add(NodePtr(this), std::move(gradients), retain);
    return result;
  }
  Gradients result = call(gradients, WantedInputs::all);
  if (!retain) free_saved();
  return result;
}

Gradients Node::apply_to_leaves(const Gradients& gradients, bool retain) {
  check_not_freed();
  Gradients result = call(gradients, WantedInputs::leaves);
  if (!retain) free_saved();
  return result;
}

NodeHooks& Node::hooks() {
  if (!hooks_) hooks_ = std::make_unique<NodeHooks>();
  return *hooks_;
}

bool Node::has_input(WantedInputs wanted) const {
  for (const Edge& edge : inputs())
    if (wants(wanted, edge)) return true;
  return false;
}

void Node::check_not_freed() const {
  LLMSYS_CHECK(AutogradError, !freed_, "[", name_,
               "] backward ran through this graph before, and what it had saved was freed: compute the loss again, or "
               "keep the graph the first time with retain_graph");
}

void Node::check_gradients(const Gradients& gradients) const {
  LLMSYS_CHECK(AutogradError, gradients.size() == outputs().size(), "[", name_, "] takes ", outputs().size(),
               " gradients, one for each output, got ", gradients.size());
  for (size_t i = 0; i < gradients.size(); ++i)
    if (gradients[i].defined()) check_like(name_, "output", i, gradients[i], outputs()[i]);
}

void Node::run_tensor_hooks(Gradients& gradients) {
  if (!hooks_) return;
  check_gradients(gradients);  // so that hooks can rely on what they get; what they return is checked afterwards
  for (size_t i = 0; i < gradients.size(); ++i) hooks_->run(static_cast<int>(i), gradients[i]);
}

Gradients Node::call(const Gradients& gradients, WantedInputs wanted) {
  const GradMode off(false);
  Gradients result = vjp(gradients, wanted);
  LLMSYS_CHECK(AutogradError, result.size() == inputs().size(), "[", name_, "] its rule must return ", inputs().size(),
               " gradients, one for each input, got ", result.size());
  for (size_t i = 0; i < result.size(); ++i) {
    const Edge& edge = inputs()[i];
    if (!wants(wanted, edge))
      result[i] = Tensor();  // a rule may compute more than was asked for; passed on, it would count twice
    else if (result[i].defined())
      check_like(name_, "input", i, result[i], target(edge));
  }
  return result;
}

void Node::free_saved() {
  if (is_leaf()) return;  // a leaf saved nothing and takes gradients for ever
  freed_ = true;
  release_saved();
}

void set_node(Tensor& x, NodePtr node, int output) {
  x.set_node(node.release(), output, [](Node* mine) {
    if (mine->release_owner()) delete mine;
  });
}

}  // namespace llmsys
