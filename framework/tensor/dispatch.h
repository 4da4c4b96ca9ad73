/// @file
/// Calling kernels of operations that labs define: as raw:: operations call theirs.
#pragma once
#include <utility>

#include "framework/tensor/detail/kernel_call.h"

namespace llmsys {

/// Whether a kernel serves `key` where x lies, for its dtype.
template <class Signature>
bool serves(const OpKey<Signature>& key, const Tensor& x) {
  return !current_registry().who(key, x.device(), x.dtype()).empty();
}

/// Calls the kernel that serves `key` for the first input's device and dtype, and tells the Context's observer.
/// @param x        whose device and dtype it is looked up by
/// @param out,rest  the kernel's arguments, outputs first
/// @throws DTypeError, DeviceError if there is none
template <class Signature, class... Rest>
void call_kernel(const OpKey<Signature>& key, const Tensor& x, Tensor& out, Rest&&... rest) {
  detail::Kernel<Signature>(key, x.device(), x.dtype())(out, std::forward<Rest>(rest)...);
}

}  // namespace llmsys
