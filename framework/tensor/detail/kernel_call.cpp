#include "framework/tensor/detail/kernel_call.h"

#include <algorithm>
#include <span>

#include "framework/tensor/observe.h"

namespace llmsys::detail {
namespace {

/// Elements behind x that differ: an expanded dimension has one.
int64_t distinct(const Tensor& x) {
  int64_t n = 1;
  for (int64_t d = 0; d < x.rank(); ++d) n *= x.strides()[d] == 0 ? std::min<int64_t>(x.shape()[d], 1) : x.shape()[d];
  return n;
}

int64_t flops_of(const Work& work, const Tensor& out, const Tensor* first, const Tensor* last) {
  switch (work.kind) {
    case Work::map: return work.each * out.numel();
    case Work::reduce: return work.each * first->numel();
    case Work::accumulate: return work.each * last->numel();
    case Work::product: return 2 * out.numel() * first->size(-1);
    case Work::move:
    case Work::pick:
    case Work::put: break;
  }
  return 0;
}

/// Bytes of one operand; the first is the output, the second what is picked from, the last what is put.
int64_t bytes_of(const Work& work, std::span<const Tensor* const> operands, size_t i) {
  const bool put = work.kind == Work::put || work.kind == Work::accumulate;
  int64_t elements = distinct(*operands[i]);
  if (i == 0 && put) elements = std::min(elements, operands.back()->numel());
  if (i == 0 && work.kind == Work::accumulate) elements *= 2;  // read, then written
  if (i == 1 && work.kind == Work::pick) elements = std::min(elements, operands[0]->numel());
  return elements * item_size(operands[i]->dtype());
}

}  // namespace

void throw_mixed_devices(const char* op, Device device, Device other) {
  throw DeviceError(text("[", op, "] takes tensors of one device, got ", device, " and ", other,
                         ": move one with raw::to(x, Device::", device, ")"));
}

void report_kernel(OpObserver& observer, const CallSite& site, std::initializer_list<const Tensor*> operands) {
  std::array<const Tensor*, 8> tensors;
  size_t count = 0;
  for (const Tensor* operand : operands)
    if (operand != nullptr && count < tensors.size()) tensors[count++] = operand;
  const std::span<const Tensor* const> all(tensors.data(), count);
  int64_t bytes = 0;
  for (size_t i = 0; i < count; ++i) bytes += bytes_of(site.work, all, i);
  const Tensor& out = *all.front();
  const int64_t flops = flops_of(site.work, out, all[count > 1 ? 1 : 0], all.back());
  observer.called({site.name, site.who, site.device, site.dtype, out.shape(), flops, bytes});
}

}  // namespace llmsys::detail
