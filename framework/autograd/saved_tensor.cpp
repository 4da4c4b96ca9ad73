#include "framework/autograd/saved_tensor.h"

#include "framework/base/context.h"

namespace llmsys {
namespace {

/// What the hooks do is not recorded, and what they save does not come back to them.
std::unique_ptr<PackedTensor> pack_unhooked(SavedTensorHooks& hooks, const Tensor& x, const char* operation) {
  Context mine = context();
  mine.saved_tensor_hooks = nullptr;
  mine.grad_mode = false;
  const ContextScope scope(mine);
  return hooks.pack(x, operation);
}

}  // namespace

SavedTensor::SavedTensor(const Tensor& x, const char* operation) {
  if (SavedTensorHooks* hooks = context().saved_tensor_hooks) [[unlikely]]
    packed_ = pack_unhooked(*hooks, x, operation);
  if (packed_) return;
  tensor_ = x;
  version_ = x.version();
}

Tensor SavedTensor::unpack(const char* operation, int index) const {
  if (packed_) return packed_->unpack();
  LLMSYS_CHECK(AutogradError, tensor_.defined(), "[", operation, "] did not save tensor ", index,
               ": it was recorded as not needed");
  LLMSYS_CHECK(AutogradError, tensor_.version() == version_, "[", operation, "] its saved tensor ", index, ", ",
               tensor_.dtype(), " ", tensor_.shape(), ", was changed in place after it was saved (version ",
               tensor_.version(), ", saved at ", version_,
               "): backward needs the old values. Change a clone instead, or change it after backward");
  return tensor_;
}

}  // namespace llmsys
