#include "framework/nn/module_hooks.h"

#include <utility>

#include "framework/autograd/record.h"

namespace llmsys::detail {

/// What both marks of one call know.
struct BackwardMarks::Call {
  std::shared_ptr<ModuleHooks> hooks;
  Gradients of_outputs;  // kept from one mark to the other, if there are hooks to show them to
};

namespace {

/// Records an identity over those of `tensors` that want a gradient. Its rule calls react(gradients of all tensors).
template <class React>
void mark(const char* name, Tensors& tensors, React react) {
  std::vector<size_t> marked;
  Tensors handles;
  for (size_t i = 0; i < tensors.size(); ++i) {
    if (!tensors[i].defined() || !requires_grad(tensors[i])) continue;
    marked.push_back(i);
    handles.push_back(detach(tensors[i]));
  }
  if (marked.empty()) return;
  std::vector<const Tensor*> inputs;
  for (const size_t i : marked) inputs.push_back(&tensors[i]);
  const auto rule = [name, count = tensors.size(), marked, react = std::move(react)](const Vjp& v) {
    Gradients all(count), mine(marked.size());
    for (size_t i = 0; i < marked.size(); ++i)
      if (v.has_grad(static_cast<int>(i))) all[marked[i]] = v.grad(static_cast<int>(i));
    react(all);
    LLMSYS_CHECK(ValueError, all.size() == count, "[", name, "] a backward hook must leave the number of gradients, ",
                 count, ", as it is; got ", all.size());
    for (size_t i = 0; i < marked.size(); ++i) mine[i] = std::move(all[marked[i]]);
    return mine;
  };
  record_all(name, handles, inputs, {}, rule);
  for (size_t i = 0; i < marked.size(); ++i) tensors[marked[i]] = std::move(handles[i]);
}

}  // namespace

BackwardMarks::BackwardMarks(std::shared_ptr<ModuleHooks> hooks)
    : call_(std::make_shared<Call>(Call{std::move(hooks), {}})) {}

void BackwardMarks::mark_inputs(Tensors& inputs) {
  if (!context().grad_mode || call_->hooks->backward.empty()) return;
  mark("module_inputs", inputs, [call = call_](Gradients& of_inputs) {
    const Gradients of_outputs = std::exchange(call->of_outputs, {});
    Module* module = call->hooks->module;
    if (module == nullptr) return;
    call->hooks->backward.each([&](const BackwardHook& hook) { hook(*module, of_inputs, of_outputs); });
  });
}

void BackwardMarks::mark_outputs(Tensors& outputs) {
  const ModuleHooks& hooks = *call_->hooks;
  if (!context().grad_mode || (hooks.backward.empty() && hooks.backward_pre.empty())) return;
  mark("module_outputs", outputs, [call = call_](Gradients& of_outputs) {
    Module* module = call->hooks->module;
    if (module == nullptr) return;
    call->hooks->backward_pre.each([&](const BackwardPreHook& hook) { hook(*module, of_outputs); });
    if (!call->hooks->backward.empty()) call->of_outputs = of_outputs;
  });
}

}  // namespace llmsys::detail
