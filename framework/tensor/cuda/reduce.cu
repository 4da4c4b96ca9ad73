// sum, max, min over any dimensions. One thread goes over all elements of a result in row-major order, as a loop on the
// CPU would: sums of floats accumulate in float64. It is quick where results are many; where few results are made of many
// elements, a block of threads shares each of them out and adds their parts pairwise.
#include "framework/tensor/cuda/cuda_kernels.h"
#include "framework/tensor/cuda/device_loop.h"
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/reduce_rules.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels::cuda {
namespace {

constexpr int kThreads = 256;  // that share one result, a power of two

/// Elements begin, begin + step, .. of a result whose first element is x, combined.
template <class Rule, class T>
__device__ auto combine_every(const T* x, const DeviceLoop<1>& reduced, int64_t begin, int64_t step) {
  using A = typename Rule::template Accumulator<T>;
  A value = Rule::template kStart<T>;
  for (int64_t i = begin; i < reduced.numel; i += step)
    value = Rule::combine(value, static_cast<A>(x[reduced.at(i)[0]]));
  return value;
}

// One thread per result. grid (ceil_div(results, 256)), block (256), no shared memory.
template <class Rule, class T>
__global__ void reduce_by_thread_kernel(T* out, const T* x, DeviceLoop<2> kept, DeviceLoop<1> reduced) {
  const int64_t i = thread_number();
  if (i >= kept.numel) return;
  const auto at = kept.at(i);
  out[at[0]] = static_cast<T>(combine_every<Rule>(x + at[1], reduced, 0, 1));
}

// One block per result. grid (results), block (256), 256 accumulators of shared memory.
template <class Rule, class T>
__global__ void reduce_by_block_kernel(T* out, const T* x, DeviceLoop<2> kept, DeviceLoop<1> reduced) {
  using A = typename Rule::template Accumulator<T>;
  __shared__ A parts[kThreads];
  const auto at = kept.at(blockIdx.x);
  const int thread = static_cast<int>(threadIdx.x);
  parts[thread] = combine_every<Rule>(x + at[1], reduced, thread, kThreads);
  for (int half = kThreads / 2; half > 0; half /= 2) {
    __syncthreads();
    if (thread < half) parts[thread] = Rule::combine(parts[thread], parts[thread + half]);
  }
  if (thread == 0) out[at[0]] = static_cast<T>(parts[0]);
}

/// The dimensions that are reduced: x's where out has size 1.
DeviceLoop<1> reduced_part(const Tensor& out, const Tensor& x) {
  IntList sizes, strides;
  for (int64_t d = 0; d < x.rank(); ++d) {
    if (out.shape()[d] == x.shape()[d]) continue;
    sizes.push_back(x.shape()[d]);
    strides.push_back(x.strides()[d]);
  }
  return {Shape(sizes), {&strides}};
}

template <class Rule, class T>
void reduce(Tensor& out, const Tensor& x) {
  constexpr int64_t kMany = 4 * kThreads;  // elements that are worth a block
  const DeviceLoop<2> kept(out.shape(), {&out.strides(), &x.strides()});
  const DeviceLoop<1> reduced = reduced_part(out, x);
  T* to = out.device_data<T>();
  const T* from = x.device_data<T>();
  if (kept.numel > 0 && kept.numel <= kMany && reduced.numel >= kMany)
    launch<reduce_by_block_kernel<Rule, T>>({.grid = static_cast<unsigned>(kept.numel), .block = kThreads}, to, from,
                                            kept, reduced);
  else
    launch_each<reduce_by_thread_kernel<Rule, T>>(kept.numel, to, from, kept, reduced);
}

}  // namespace

void register_reduce(Registry& registry) {
  for_each_arithmetic_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kSum, Device::cuda, dtype_of<T>, reduce<SumRule, T>, kWho);
    registry.set(kMax, Device::cuda, dtype_of<T>, reduce<MaxRule, T>, kWho);
    registry.set(kMin, Device::cuda, dtype_of<T>, reduce<MinRule, T>, kWho);
  });
}

}  // namespace llmsys::kernels::cuda
