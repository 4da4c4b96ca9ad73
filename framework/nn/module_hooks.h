/// @file
/// Functions that run before and after a module's forward and backward: how sharded parameters are gathered just in time
/// and released again, activations recomputed, layers timed.
#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "framework/autograd/hooks.h"
#include "framework/autograd/node.h"

namespace llmsys {

class Module;

/// Several tensors: what a module takes or gives.
using Tensors = std::vector<Tensor>;

/// Runs before forward; may replace inputs.
using ForwardPreHook = std::function<void(Module& module, Tensors& inputs)>;
/// Runs after forward; may replace outputs.
using ForwardHook = std::function<void(Module& module, const Tensors& inputs, Tensors& outputs)>;
/// Runs when the gradients of all outputs are complete, before backward goes through the module. May replace them;
/// undefined stands for zero, or for an output that wants none.
using BackwardPreHook = std::function<void(Module& module, Gradients& of_outputs)>;
/// Runs when the gradients of all inputs are complete: backward is through with the module. May replace those of the
/// inputs; undefined stands for zero, or for an input that wants none. If no input wants a gradient, as in a first
/// layer, there is no such moment and the hook does not run: use register_post_accumulate_hook on its parameters.
using BackwardHook = std::function<void(Module& module, Gradients& of_inputs, const Gradients& of_outputs)>;

/// The hooks of one module. Graphs that were recorded through the module share it.
struct ModuleHooks {
  Module* module = nullptr;                ///< null once the module is gone: then graphs run no hooks
  HookList<ForwardPreHook> forward_pre;    ///< in order
  HookList<ForwardHook> forward;           ///< in order
  HookList<BackwardPreHook> backward_pre;  ///< in order
  HookList<BackwardHook> backward;         ///< in order
};

namespace detail {

/// One call of a module that has backward hooks. Marks where its part of the graph begins and ends by nodes that pass
/// gradients on unchanged and run the hooks.
class BackwardMarks {
 public:
  /// Of a call of the module whose hooks these are.
  explicit BackwardMarks(std::shared_ptr<ModuleHooks> hooks);
  /// Replaces inputs that want a gradient by handles behind a node that runs the backward hooks.
  void mark_inputs(Tensors& inputs);
  /// Replaces outputs that want a gradient by handles behind a node that runs the backward-pre hooks.
  void mark_outputs(Tensors& outputs);

 private:
  struct Call;
  std::shared_ptr<Call> call_;
};

}  // namespace detail
}  // namespace llmsys
