#include "framework/tensor/pack.h"

#include <algorithm>

#include "framework/base/parallel.h"
#include "framework/tensor/copy.h"
#include "framework/tensor/factories.h"

namespace llmsys::raw {
namespace {

constexpr int64_t kGrain = 1 << 15;  // elements worth waking a thread for

template <class T>
void pack(Tensor& out, const Tensor& x) {
  const T* numbers = x.data<T>();
  const auto is_wrong = [](T number) { return number < 0 || number > 15; };
  const T* wrong = std::find_if(numbers, numbers + x.numel(), is_wrong);
  LLMSYS_CHECK(ValueError, wrong == numbers + x.numel(), "[pack_u4] takes numbers from 0 to 15, got ", int64_t{*wrong},
               " as number ", wrong - numbers, " of shape ", x.shape(), " in row-major order");
  U4x2* pairs = out.data<U4x2>();
  parallel_for(out.numel(), kGrain, [=](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i)
      pairs[i] = U4x2(static_cast<uint8_t>(numbers[2 * i]), static_cast<uint8_t>(numbers[2 * i + 1]));
  });
}

}  // namespace

Tensor pack_u4(const Tensor& x) {
  LLMSYS_CHECK(DTypeError, x.dtype() == DType::u8 || x.dtype() == DType::i64, "[pack_u4] takes u8 or i64, got ",
               x.dtype(), ": convert with raw::to(x, DType::u8)");
  LLMSYS_CHECK(ShapeError, x.rank() > 0 && x.size(-1) % 2 == 0, "[pack_u4] the last dimension must be even, got shape ",
               x.shape());
  if (x.device() != Device::cpu) return to(pack_u4(to(x, Device::cpu)), x.device());
  IntList sizes = x.shape();
  sizes[x.rank() - 1] /= 2;
  Tensor out = empty(sizes, DType::u4x2, Device::cpu);
  if (x.dtype() == DType::u8)
    pack<uint8_t>(out, contiguous(x));
  else
    pack<int64_t>(out, contiguous(x));
  return out;
}

Tensor unpack_u4(const Tensor& x, DType dtype) {
  LLMSYS_CHECK(DTypeError, x.dtype() == DType::u4x2, "[unpack_u4] takes u4x2, got ", x.dtype());
  if (x.device() != Device::cpu) return to(unpack_u4(to(x, Device::cpu), dtype), x.device());
  IntList sizes = x.shape();
  if (sizes.empty()) sizes.push_back(1);
  sizes[sizes.size() - 1] *= 2;
  Tensor out = empty(sizes, DType::u8, Device::cpu);
  const Tensor dense = contiguous(x);
  const U4x2* pairs = dense.data<U4x2>();
  uint8_t* numbers = out.data<uint8_t>();
  parallel_for(x.numel(), kGrain, [=](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      numbers[2 * i] = pairs[i].first();
      numbers[2 * i + 1] = pairs[i].second();
    }
  });
  return to(out, dtype);
}

}  // namespace llmsys::raw
