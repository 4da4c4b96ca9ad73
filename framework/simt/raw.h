/// @file
/// What raw CUDA programs need beside cuda.h: launches as the source rewriter (framework/simt/rewriter) writes them, and the
/// runtime's own launch functions. Programs of this repository launch through framework/device/kernel.h instead.
#pragma once
#include <utility>

#include "framework/simt/cuda.h"
#include "framework/simt/launch.h"

namespace llmsys::simt {

/// What stands between <<< and >>>.
struct Configuration {
  /// In CUDA's order.
  Configuration(dim3 grid, dim3 block, size_t shared_bytes = 0, cudaStream_t stream = nullptr)
      : shape{.grid = grid, .block = block, .shared_bytes = shared_bytes, .stream = stream} {}
  LaunchShape shape;  ///< the same
};

/// `extern __shared__ T s[];` outside of functions: what begins where a block's dynamic shared memory does.
template <class T>
struct DynamicShared {
  /// Its first element.
  LLMSYS_SIMT_RUNTIME __forceinline__ operator T*() const { return dynamic_shared<T>(); }
};

namespace detail {

/// A call of a kernel that is only known as an expression, with its arguments.
template <class Call, class Values>
struct RawCall;
template <class Call, size_t... kIndex, class... T>
struct RawCall<Call, Arguments<std::index_sequence<kIndex...>, T...>> {
  Call call;
  Arguments<std::index_sequence<kIndex...>, T...> values;
  LLMSYS_SIMT_RUNTIME __forceinline__ void operator()() const {
    call(static_cast<const Argument<kIndex, T>&>(values).value...);
  }
};

/// The kernel that the executor sees.
template <class Call>
LLMSYS_SIMT_RUNTIME __forceinline__ void run_raw(Call call) {
  call();
}

/// A pointer to a kernel, as something that can be called.
template <class... T>
struct KernelPointer {
  void (*kernel)(T...);
  LLMSYS_SIMT_RUNTIME __forceinline__ void operator()(T... arguments) const { kernel(arguments...); }
};

/// Calls `submit` with arguments that were converted to what a kernel takes.
template <class Submit, class... T>
struct KernelLaunch {
  KernelLaunch(void (*)(T...), const Submit& then) : submit(then) {}
  void operator()(T... arguments) const { submit(arguments...); }
  Submit submit;
};

template <class Call, class... T>
void launch_raw(const char* name, const void* function, const LaunchShape& shape, const Call& call, T... arguments) {
  using Raw = RawCall<Call, Arguments<std::index_sequence_for<T...>, T...>>;
  const auto receive = [&](KernelCode kernel, const void* closure, size_t bytes) {
    kernel.name = name;
    kernel.function = function;
    submit(shape, kernel, closure, bytes);
  };
  with_closure<run_raw<Raw>>(receive, run_raw<Raw>, Raw{call, {{arguments}...}});
}

template <class... T, size_t... kIndex>
cudaError_t launch_packed(const char* name, void (*kernel)(T...), const LaunchShape& shape, void** arguments,
                          std::index_sequence<kIndex...>) {
  launch_raw<KernelPointer<T...>, T...>(name, reinterpret_cast<const void*>(kernel), shape, {kernel},
                                        *static_cast<T*>(arguments[kIndex])...);
  return cudaPeekAtLastError();
}

}  // namespace detail

/// `Kernel<<<configuration>>>` of one function: takes the arguments, as its parameters are.
template <auto Kernel>
auto launch_kernel(const Configuration& configuration) {
  return detail::KernelLaunch(Kernel, [configuration](auto... arguments) {
    const auto receive = [&](KernelCode kernel, const void* closure, size_t bytes) {
      kernel.function = reinterpret_cast<const void*>(Kernel);
      submit(configuration.shape, kernel, closure, bytes);
    };
    detail::with_closure<Kernel>(receive, Kernel, arguments...);
  });
}

/// The same of an expression that only its arguments make a function, as of a template: `call(args...)` calls it.
/// @param name  a literal, for reports
template <class Call>
auto launch_expression(const char* name, const Call& call, const Configuration& configuration) {
  return [=](auto... arguments) { detail::launch_raw(name, nullptr, configuration.shape, call, arguments...); };
}

/// A kernel that is launched by its address, with what reports call it: the rewriter makes one of the name.
template <class... T>
struct NamedKernel {
  const char* name;      ///< a literal
  void (*kernel)(T...);  ///< the function
};
/// Deduces what the kernel takes.
template <class... T>
NamedKernel(const char*, void (*)(T...)) -> NamedKernel<T...>;

}  // namespace llmsys::simt

/// @name Launches by function; a kernel's arguments, each by its address, for the first two
/// @{
/// As CUDA has cudaLaunchKernel().
template <class... T>
cudaError_t cudaLaunchKernel(llmsys::simt::NamedKernel<T...> kernel, dim3 grid, dim3 block, void** args,
                             size_t shared_bytes = 0, cudaStream_t stream = nullptr) {
  const llmsys::simt::Configuration all(grid, block, shared_bytes, stream);
  return llmsys::simt::detail::launch_packed(kernel.name, kernel.kernel, all.shape, args,
                                             std::index_sequence_for<T...>());
}
/// As CUDA has cudaLaunchCooperativeKernel().
template <class... T>
cudaError_t cudaLaunchCooperativeKernel(llmsys::simt::NamedKernel<T...> kernel, dim3 grid, dim3 block, void** args,
                                        size_t shared_bytes = 0, cudaStream_t stream = nullptr) {
  llmsys::simt::Configuration all(grid, block, shared_bytes, stream);
  all.shape.cooperative = true;
  return llmsys::simt::detail::launch_packed(kernel.name, kernel.kernel, all.shape, args,
                                             std::index_sequence_for<T...>());
}
/// As CUDA has cudaLaunchKernelEx().
template <class... T, class... Args>
cudaError_t cudaLaunchKernelEx(const cudaLaunchConfig_t* config, llmsys::simt::NamedKernel<T...> kernel,
                               Args&&... args) {
  llmsys::simt::Configuration all(config->grid_dim, config->block_dim, config->dynamicSmemBytes, config->stream);
  for (unsigned i = 0; i < config->numAttrs; ++i)
    if (config->attrs[i].id == cudaLaunchAttributeCooperative)
      all.shape.cooperative = config->attrs[i].val.cooperative != 0;
  llmsys::simt::detail::launch_raw<llmsys::simt::detail::KernelPointer<T...>, T...>(
      kernel.name, reinterpret_cast<const void*>(kernel.kernel), all.shape, {kernel.kernel},
      static_cast<T>(std::forward<Args>(args))...);
  return cudaPeekAtLastError();
}
/// @}
