#include "framework/tensor/registry.h"

#include "framework/base/context.h"
#include "framework/tensor/cuda/cuda_kernels.h"
#include "framework/tensor/kernels/kernels.h"

namespace llmsys {

void Registry::set_entry(uint16_t op, Device device, DType dtype, Entry entry) {
  LLMSYS_CHECK(ValueError, op < kMaxOps, "[Registry::set] operation ", op, " is not below ", kMaxOps);
  entries_[op][static_cast<size_t>(device)][static_cast<size_t>(dtype)] = entry;
}

void Registry::throw_missing(uint16_t op, const char* name, Device device, DType dtype) const {
  std::vector<DType> served;
  for (int i = 0; i < kDTypes; ++i)
    if (entry(op, device, static_cast<DType>(i)).kernel != nullptr) served.push_back(static_cast<DType>(i));
  LLMSYS_CHECK(DeviceError, !served.empty(), "[", name, "] has no kernel on ", device, ": this build has none",
               device == Device::cpu ? "" : "; use cpu");
  throw DTypeError(text("[", name, "] has no kernel for ", dtype, " on ", device, "; it has ", join(served, ", "),
                        ": convert with raw::to(x, dtype)"));
}

const Registry& framework_registry() {
  static const Registry registry = [] {
    Registry all;
    kernels::register_fill(all);
    kernels::register_copy(all);
    kernels::register_gather(all);
    kernels::register_binary(all);
    kernels::register_unary(all);
    kernels::register_reduce(all);
    kernels::register_matmul(all);
    kernels::register_comparisons(all);
    kernels::register_where(all);
    kernels::register_scatter(all);
    kernels::register_index_rows(all);
    kernels::register_ranking(all);
    kernels::register_softmax(all);
    kernels::register_functions(all);
    kernels::register_add_scaled(all);
    kernels::register_cuda_kernels(all);
    return all;
  }();
  return registry;
}

const Registry& registry_of(const Context& here) {
  return here.registry != nullptr ? *here.registry : framework_registry();
}

const Registry& current_registry() { return registry_of(context()); }

}  // namespace llmsys
