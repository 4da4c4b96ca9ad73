#include "framework/autograd/saved_tensor.h"

#include "framework/base/context.h"

namespace llmsys {

SavedTensor::SavedTensor(const Tensor& x, const char* operation) {
  if (SavedTensorHooks* hooks = context().saved_tensor_hooks) [[unlikely]]
    packed_ = hooks->pack(x, operation);
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
