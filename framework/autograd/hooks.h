/// @file
/// Functions that are called when a gradient is there.
#pragma once
#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys {

/// Takes one hook away again. Dropping the handle leaves the hook in place.
class HookHandle {
 public:
  /// Of no hook.
  HookHandle() = default;
  /// Of the hook that runs while `*on`.
  explicit HookHandle(std::shared_ptr<bool> on) : on_(std::move(on)) {}
  /// The hook is not called from now on. Does nothing the second time.
  void remove() {
    if (on_) *on_ = false;
  }

 private:
  std::shared_ptr<bool> on_;
};

/// Sees a gradient and may return another one, of the same shape and dtype, to take its place; undefined: no change.
/// It must not change the gradient's elements: other parts of the graph may share them.
using TensorHook = std::function<Tensor(const Tensor& gradient)>;

/// Sees a leaf's gradient after something was added to it. May change it in place, drop it (set_grad) or send it away.
/// A hook that captures the leaf itself keeps it alive for ever: capture a number or a name instead.
using PostAccumulateHook = std::function<void(Tensor& gradient)>;

/// Calls `hook` with the complete gradient of x, before whatever made x receives it (a leaf: before it is added up).
/// Hooks of one tensor run in the order in which they were registered.
/// @throws AutogradError if x is not part of a graph
HookHandle register_hook(const Tensor& x, TensorHook hook);

/// Calls `hook` each time after a gradient was added to this leaf's: once a backward pass, when it is complete. This is
/// where data-parallel training sends its buckets. @throws AutogradError if x is not a leaf that wants a gradient
HookHandle register_post_accumulate_hook(const Tensor& leaf, PostAccumulateHook hook);

/// Keeps the gradient of x, which is not a leaf: after backward it is grad(x).  @throws AutogradError
void retain_grad(const Tensor& x);

/// Hooks in the order of registration.
template <class Function>
class HookList {
 public:
  /// Adds one at the end.
  HookHandle add(Function hook) {
    hooks_.push_back({std::move(hook), std::make_shared<bool>(true)});
    return HookHandle(hooks_.back().on);
  }
  /// Calls use(hook) for each that was not removed. A hook may register others (they run the next time), remove any, and
  /// lead back here.
  template <class Use>
  void each(const Use& use) {
    std::erase_if(hooks_, [](const Hook& hook) { return !*hook.on; });
    const std::vector<Hook> now = hooks_;  // a copy: what a hook does may change the list
    for (const Hook& hook : now)
      if (*hook.on) use(hook.call);
  }
  /// Whether none is left.
  [[nodiscard]] bool empty() const {
    return std::none_of(hooks_.begin(), hooks_.end(), [](const Hook& hook) { return *hook.on; });
  }

 private:
  struct Hook {
    Function call;
    std::shared_ptr<bool> on;
  };
  std::vector<Hook> hooks_;
};

/// The hooks of one node.
struct NodeHooks {
  /// Of one output.
  struct OfOutput {
    int output = 0;              ///< which
    HookList<TensorHook> hooks;  ///< in order
    bool retains = false;        ///< whether retain_grad() was called
    Tensor retained;             ///< the gradient of the last backward pass, if so
  };
  std::vector<OfOutput> outputs;  ///< those that have any

  /// The entry of that output, made at the first call.
  OfOutput& of(int output);
  /// Runs the hooks of one output on its gradient.
  void run(int output, Tensor& gradient);
};

}  // namespace llmsys
