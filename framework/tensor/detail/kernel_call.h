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

template <class Signature>
class Kernel;

/// The kernel that serves an operation now, ready to be called: `kernel(out, a, b)`.
template <class... Args>
class Kernel<void(Tensor&, Args...)> {
 public:
  /// Looks it up.  @throws DTypeError, DeviceError if there is none
  Kernel(const OpKey<void(Tensor&, Args...)>& key, DType dtype) : Kernel(key, dtype, context()) {}

  /// Computes, then tells the Context's observer if there is one.
  void operator()(Tensor& out, Args... args) const {
    function_(out, args...);
    if (observer_ != nullptr) [[unlikely]]
      report_kernel(*observer_, {key_.name, key_.work, registry_.who(key_, Device::cpu, dtype_), dtype_},
                    {&out, operand_or_null(args)...});
  }

 private:
  Kernel(const OpKey<void(Tensor&, Args...)>& key, DType dtype, const Context& here)
      : key_(key),
        registry_(registry_of(here)),
        observer_(here.observer),
        function_(registry_.find(key, Device::cpu, dtype)),
        dtype_(dtype) {}

  const OpKey<void(Tensor&, Args...)>& key_;
  const Registry& registry_;
  OpObserver* observer_;
  void (*function_)(Tensor&, Args...);
  DType dtype_;
};

}  // namespace llmsys::detail
