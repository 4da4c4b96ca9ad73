#include "framework/autograd/record.h"

#include "framework/tensor/factories.h"

namespace llmsys {
namespace {

/// Whether x is one of the outputs.
bool is_output(std::span<const Tensor> outputs, const Tensor& x) {
  for (const Tensor& output : outputs)
    if (output.is_same(x)) return true;
  return false;
}

bool is_input(std::span<const Tensor* const> inputs, const Tensor& x) {
  for (const Tensor* input : inputs)
    if (input->is_same(x)) return true;
  return false;
}

/// What is saved for x. An output's own handle would make a ring. One that other operations computed, but that no edge
/// leads to, would own them through its handle alone, and a long chain of such would be released by recursion.
Tensor to_save(std::span<const Tensor> outputs, std::span<const Tensor* const> inputs, const Tensor& x) {
  const bool computed = x.node() != nullptr && !x.node()->is_leaf();
  return is_output(outputs, x) || (computed && !is_input(inputs, x)) ? detach(x) : x;
}

}  // namespace

RecordedNode::RecordedNode(const char* name, std::span<Tensor> outputs, std::span<const Tensor* const> inputs,
                           std::span<const Tensor* const> saved)
    : Node(name, inputs.size(), outputs.size()), saved_(saved.size()) {
  for (size_t i = 0; i < inputs.size(); ++i)
    if (inputs[i]->node() != nullptr) edges()[i] = {NodePtr(inputs[i]->node()), inputs[i]->node_output()};
  for (size_t i = 0; i < outputs.size(); ++i)
    output_infos()[i] = {outputs[i].shape(), outputs[i].dtype(), outputs[i].device()};
  for (size_t i = 0; i < saved.size(); ++i)
    if (saved[i] != nullptr) saved_.span()[i] = SavedTensor(to_save(outputs, inputs, *saved[i]), name);
}

void RecordedNode::release_saved() {
  for (SavedTensor& saved : saved_.span()) saved = SavedTensor();
}

bool Vjp::has_grad(int output) const {
  check_number("output", output, gradients_.size());
  return gradients_[static_cast<size_t>(output)].defined();
}

Tensor Vjp::grad(int output) const {
  if (has_grad(output)) return gradients_[static_cast<size_t>(output)];
  const OutputInfo& info = node_.outputs()[static_cast<size_t>(output)];
  return zeros(info.shape, info.dtype, info.device);
}

Tensor Vjp::saved(int i) const {
  check_number("saved tensor", i, node_.saved().size());
  return node_.saved()[static_cast<size_t>(i)].unpack(node_.name(), i);
}

bool Vjp::wanted(int input) const {
  check_number("input", input, node_.inputs().size());
  return wants(wanted_, node_.inputs()[static_cast<size_t>(input)]);
}

const Shape& Vjp::input_shape(int input) const {
  check_number("input", input, node_.inputs().size());
  const Edge& edge = node_.inputs()[static_cast<size_t>(input)];
  LLMSYS_CHECK(AutogradError, edge.node, "[", node_.name(), "] nobody wants the gradient of input ", input,
               ": its shape is not kept");
  return edge.node->outputs()[static_cast<size_t>(edge.output)].shape;
}

void Vjp::check_number(const char* what, int number, size_t count) const {
  LLMSYS_CHECK(AutogradError, number >= 0 && static_cast<size_t>(number) < count, "[", node_.name(),
               "] its rule asks for ", what, " ", number, ", but there are ", count);
}

namespace detail {

void adopt_outputs(std::span<Tensor> outputs, std::span<const Tensor* const> inputs, NodePtr node) {
  for (size_t i = 0; i < outputs.size(); ++i) {
    if (outputs[i].node() != nullptr || is_input(inputs, outputs[i])) outputs[i] = detach(outputs[i]);
    const bool last = i + 1 == outputs.size();
    set_node(outputs[i], last ? std::move(node) : node, static_cast<int>(i));
  }
}

}  // namespace detail
}  // namespace llmsys
