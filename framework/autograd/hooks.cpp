#include "framework/autograd/hooks.h"

#include "framework/autograd/leaf.h"
#include "framework/autograd/node.h"

namespace llmsys {
namespace {

Node& node_of(const char* who, const Tensor& x) {
  LLMSYS_CHECK(AutogradError, x.node() != nullptr, "[", who, "] this tensor of shape ", x.shape(),
               " is not part of a graph: call set_requires_grad(x) on it, or on what it is computed from");
  return *x.node();
}

}  // namespace

HookHandle register_hook(const Tensor& x, TensorHook hook) {
  return node_of("register_hook", x).hooks().of(x.node_output()).hooks.add(std::move(hook));
}

HookHandle register_post_accumulate_hook(const Tensor& leaf, PostAccumulateHook hook) {
  return leaf_of("register_post_accumulate_hook", leaf).post_accumulate_hooks().add(std::move(hook));
}

void retain_grad(const Tensor& x) {
  Node& node = node_of("retain_grad", x);
  if (!node.is_leaf()) node.hooks().of(x.node_output()).retains = true;
}

NodeHooks::OfOutput& NodeHooks::of(int output) {
  for (OfOutput& entry : outputs)
    if (entry.output == output) return entry;
  outputs.emplace_back().output = output;
  return outputs.back();
}

void NodeHooks::run(int output, Tensor& gradient) {
  for (size_t i = 0; i < outputs.size(); ++i) {  // by number: a hook that registers hooks may move the entries
    if (outputs[i].output != output) continue;
    if (gradient.defined())
      outputs[i].hooks.each([&gradient](const TensorHook& hook) {
        const Tensor changed = hook(gradient);
        if (changed.defined()) gradient = changed;
      });
    if (outputs[i].retains) outputs[i].retained = gradient;
  }
}

}  // namespace llmsys
