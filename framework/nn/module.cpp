#include "framework/nn/module.h"

#include <algorithm>
#include <utility>

#include "framework/autograd/leaf.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

std::string join_names(const std::string& module, const std::string& name) {
  return module.empty() ? name : module + "." + name;
}

bool holds(const std::vector<NamedTensor>& all, const Tensor& x) {
  return std::any_of(all.begin(), all.end(), [&](const NamedTensor& entry) { return entry.tensor.is_same(x); });
}

}  // namespace

Module::Module(std::string type) : type_(std::move(type)) {}

Module::~Module() {
  if (hooks_) hooks_->module = nullptr;
}

Tensor Module::operator()(const Tensor& x) {
  if (!hooks_) return forward(x);
  Tensors outputs = with_hooks({x}, [this](const Tensors& inputs) {
    LLMSYS_CHECK(ValueError, inputs.size() == 1, "[", type_, "] its forward takes 1 input, a forward-pre hook made it ",
                 inputs.size());
    return Tensors{forward(inputs[0])};
  });
  LLMSYS_CHECK(ValueError, outputs.size() == 1, "[", type_, "] gives 1 output, a forward hook made it ",
               outputs.size());
  return std::move(outputs[0]);
}

Tensors Module::call(Tensors inputs) {
  return with_hooks(std::move(inputs), [this](const Tensors& mine) { return forward_many(mine); });
}

Tensor Module::forward(const Tensor&) {
  throw ValueError(text("[", type_, "] has no forward for one tensor: override forward(x), or use call({a, b})"));
}

Tensors Module::forward_many(const Tensors& inputs) {
  LLMSYS_CHECK(ValueError, inputs.size() == 1, "[", type_, "] its forward takes 1 tensor, got ", inputs.size(),
               ": override forward_many(inputs)");
  return {forward(inputs[0])};
}

Tensors Module::with_hooks(Tensors inputs, const std::function<Tensors(const Tensors&)>& body) {
  if (!hooks_) return body(inputs);
  const std::shared_ptr<ModuleHooks> hooks = hooks_;
  hooks->forward_pre.each([&](const ForwardPreHook& hook) { hook(*this, inputs); });
  detail::BackwardMarks marks(hooks);
  marks.mark_inputs(inputs);
  Tensors outputs = body(inputs);
  hooks->forward.each([&](const ForwardHook& hook) { hook(*this, inputs, outputs); });
  marks.mark_outputs(outputs);
  return outputs;
}

template <class Wanted>
std::vector<NamedTensor> Module::collect_tensors(const Wanted& wanted) const {
  std::vector<NamedModule> modules;
  const_cast<Module*>(this)->collect_modules("", modules);  // nothing is changed through the pointers
  std::vector<NamedTensor> all;
  for (const NamedModule& entry : modules)
    for (const Slot& slot : entry.module->slots_)
      if (wanted(slot.kind) && slot.tensor->defined() && !holds(all, *slot.tensor))
        all.push_back({join_names(entry.name, slot.name), *slot.tensor});
  return all;
}

void Module::collect_modules(const std::string& name, std::vector<NamedModule>& all) {
  const auto same = [this](const NamedModule& entry) { return entry.module == this; };
  if (std::any_of(all.begin(), all.end(), same)) return;
  all.push_back({name, this});
  for (const NamedModule& child : children_) child.module->collect_modules(join_names(name, child.name), all);
}

std::vector<NamedTensor> Module::named_parameters() const {
  return collect_tensors([](Kind kind) { return kind == Kind::parameter; });
}

std::vector<NamedTensor> Module::named_buffers() const {
  return collect_tensors([](Kind kind) { return kind != Kind::parameter; });
}

std::vector<NamedTensor> Module::named_state() const {
  return collect_tensors([](Kind kind) { return kind != Kind::scratch; });
}

std::vector<Tensor> Module::parameters() const {
  std::vector<Tensor> all;
  for (NamedTensor& entry : named_parameters()) all.push_back(std::move(entry.tensor));
  return all;
}

std::vector<NamedModule> Module::children() const { return children_; }

std::vector<NamedModule> Module::named_modules() {
  std::vector<NamedModule> all;
  collect_modules("", all);
  return all;
}

int64_t Module::num_parameters() const {
  int64_t count = 0;
  for (const Tensor& parameter : parameters()) count += parameter.numel();
  return count;
}

void Module::train(bool on) {
  for (const NamedModule& entry : named_modules()) entry.module->training_ = on;
}

void Module::zero_grad() {
  for (const Tensor& parameter : parameters())
    if (requires_grad(parameter)) set_grad(parameter, Tensor());
}

void Module::set_trainable(bool wanted) {
  for (const Tensor& parameter : parameters()) set_requires_grad(parameter, wanted);
}

void Module::replace(const Tensor& old, Tensor with) {
  if (requires_grad(old)) with = set_requires_grad(std::move(with));
  const Tensor gone = old;  // `old` may be the very member that is replaced
  bool found = false;
  for (const NamedModule& entry : named_modules())
    for (const Slot& slot : entry.module->slots_)
      if (slot.tensor->defined() && slot.tensor->is_same(gone)) *slot.tensor = with, found = true;
  LLMSYS_CHECK(ValueError, found, "[replace] this tensor of shape ", gone.shape(), " is registered nowhere in ", type_);
}

HookHandle Module::register_forward_pre_hook(ForwardPreHook hook) { return hooks().forward_pre.add(std::move(hook)); }

HookHandle Module::register_forward_hook(ForwardHook hook) { return hooks().forward.add(std::move(hook)); }

HookHandle Module::register_backward_pre_hook(BackwardPreHook hook) {
  return hooks().backward_pre.add(std::move(hook));
}

HookHandle Module::register_backward_hook(BackwardHook hook) { return hooks().backward.add(std::move(hook)); }

ModuleHooks& Module::hooks() {
  if (!hooks_) {
    hooks_ = std::make_shared<ModuleHooks>();
    hooks_->module = this;
  }
  return *hooks_;
}

void Module::check_name(const std::string& name) const {
  LLMSYS_CHECK(ValueError, !name.empty() && name.find('.') == std::string::npos, "[", type_, "] cannot register \"",
               name, "\": a name has at least one character and no dot (dots join the names of modules)");
  const bool taken =
      std::any_of(slots_.begin(), slots_.end(), [&](const Slot& slot) { return slot.name == name; }) ||
      std::any_of(children_.begin(), children_.end(), [&](const NamedModule& child) { return child.name == name; });
  LLMSYS_CHECK(ValueError, !taken, "[", type_, "] has registered \"", name, "\" already");
}

void Module::check_new(const std::string& name, const Tensor& member) const {
  check_name(name);
  LLMSYS_CHECK(ValueError, member.defined(), "[", type_, "] cannot register \"", name,
               "\": the tensor is undefined; give it its elements first");
}

void Module::register_parameter(std::string name, Tensor& member) {
  check_new(name, member);
  set_requires_grad(member);
  slots_.push_back({std::move(name), &member, Kind::parameter});
}

void Module::register_buffer(std::string name, Tensor& member, bool persistent) {
  check_new(name, member);
  slots_.push_back({std::move(name), &member, persistent ? Kind::buffer : Kind::scratch});
}

void Module::register_module(std::string name, Module& child) {
  check_name(name);
  LLMSYS_CHECK(ValueError, &child != this, "[", type_, "] cannot be its own child \"", name, "\"");
  children_.push_back({std::move(name), &child});
}

}  // namespace llmsys
