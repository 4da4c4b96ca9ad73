/// @file
/// Calling a kernel: looked up, called, and the observer told, at one place for all raw operations.
#pragma once
#include "framework/base/context.h"
#include "framework/tensor/registry.h"
#include "framework/tensor/tensor.h"

namespace llmsys::detail {

/// What an observer is to be told beside the operands.
struct CallSite {
  const char* name;      ///< of the operation
  Work work;             ///< how its FLOPs are counted
  std::string_view who;  ///< serves it
  Device device;         ///< where it ran
  DType dtype;           ///< its column in the table
};

/// Tells `observer` of a call that has been computed; FLOPs and bytes follow from the operands.
/// @param operands  the tensors that the kernel got, output first
void report_kernel(OpObserver& observer, const CallSite& site, std::initializer_list<const Tensor*> operands);

/// Makes a list of operands from a kernel's arguments: null for what is no tensor.
inline const Tensor* operand_or_null(const Tensor& tensor) { return &tensor; }
/// As above.
template <class Other>
const Tensor* operand_or_null(const Other& /*number*/) {
  return nullptr;
}

/// @throws DeviceError "[add] takes tensors of one device, got cuda and cpu: move one with raw::to(x, Device::cuda)"
[[noreturn]] void throw_mixed_devices(const char* op, Device device, Device other);

template <class Signature>
class Kernel;

/// The kernel that serves an operation now, ready to be called: `kernel(out, a, b)`.
template <class... Args>
class Kernel<void(Tensor&, Args...)> {
 public:
  /// Looks it up.  @throws DTypeError, DeviceError if there is none
  Kernel(const OpKey<void(Tensor&, Args...)>& key, Device device, DType dtype)
      : Kernel(key, device, dtype, context()) {}

  /// Computes, then tells the Context's observer if there is one.  @throws DeviceError if operands are elsewhere
  void operator()(Tensor& out, Args... args) const {
    check_device(out);
    (check_device(args), ...);
    function_(out, args...);
    if (observer_ != nullptr) [[unlikely]]
      report_kernel(*observer_, {key_.name, key_.work, registry_.who(key_, device_, dtype_), device_, dtype_},
                    {&out, operand_or_null(args)...});
  }

 private:
  Kernel(const OpKey<void(Tensor&, Args...)>& key, Device device, DType dtype, const Context& here)
      : key_(key),
        registry_(registry_of(here)),
        observer_(here.observer),
        function_(registry_.find(key, device, dtype)),
        device_(device),
        dtype_(dtype) {}

  void check_device(const Tensor& operand) const {
    if (operand.device() != device_) [[unlikely]]
      throw_mixed_devices(key_.name, device_, operand.device());
  }
  template <class Other>
  void check_device(const Other& /*number*/) const {}

  const OpKey<void(Tensor&, Args...)>& key_;
  const Registry& registry_;
  OpObserver* observer_;
  void (*function_)(Tensor&, Args...);
  Device device_;
  DType dtype_;
};

}  // namespace llmsys::detail
