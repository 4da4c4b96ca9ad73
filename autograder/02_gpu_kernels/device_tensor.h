/// @file
/// Tensors in device memory as lab 02's launchers want them: raw pointers, and room beside the elements that nobody may
/// touch.
#pragma once
#include <algorithm>
#include <cstddef>

#include "framework/base/error.h"
#include "framework/device/memory.h"
#include "framework/tensor/raw.h"
#include "labs/02_gpu_kernels/bf16.h"

namespace llmsys::lab02 {

/// Elements in a block of device memory of their own. Everything in it is first filled with bytes of 255, which are NaN
/// in f32 and bf16: what a kernel leaves out, or wrongly reads, shows.
class DeviceTensor {
 public:
  /// NaN everywhere.  @param offset  elements before the first    @param behind  elements behind the last
  DeviceTensor(const Shape& shape, DType dtype, int64_t offset = 0, int64_t behind = 0)
      : shape_(shape), dtype_(dtype), offset_(bytes_of(offset)), all_(bytes_of(offset + shape.numel() + behind)) {
    if (all_ == 0) return;
    block_ = static_cast<std::byte*>(device_allocate(all_, DeviceMemory::device_only));
    device_fill(block_, kUntouched, all_);
  }
  /// A copy of x; before it is what no result has, so that who copies too much shows.
  explicit DeviceTensor(const Tensor& x, int64_t offset = 0) : DeviceTensor(x.shape(), x.dtype(), offset) {
    const Tensor elements = raw::contiguous(x);
    if (offset_ > 0) device_fill(block_, kBefore, offset_);
    if (elements.bytes() > 0) device_copy(block_ + offset_, address_of(elements), size_t(elements.bytes()));
  }
  ~DeviceTensor() { device_free(block_); }
  DeviceTensor(const DeviceTensor&) = delete;
  DeviceTensor& operator=(const DeviceTensor&) = delete;

  /// The first element, on the device: T is float, bf16, int or uint8_t.
  template <class T>
  T* data() {
    return reinterpret_cast<T*>(block_ + offset_);
  }
  /// What the device holds.
  [[nodiscard]] Tensor download() const {
    Tensor out = empty(shape_, dtype_);
    if (out.bytes() > 0) device_copy(address_of(out), block_ + offset_, size_t(out.bytes()));
    return out;
  }
  /// Whether nobody has written to it yet.
  [[nodiscard]] bool untouched() const { return untouched_from_to(0, all_); }
  /// Whether the bytes before and behind the elements are as they were.
  [[nodiscard]] bool untouched_beside() const {
    return untouched_from_to(0, offset_) && untouched_from_to(offset_ + bytes_of(shape_.numel()), all_);
  }

 private:
  static constexpr unsigned char kUntouched = 255, kBefore = 254;
  [[nodiscard]] bool untouched_from_to(size_t first, size_t last) const {
    std::vector<unsigned char> bytes(last - first);
    if (!bytes.empty()) device_copy(bytes.data(), block_ + first, bytes.size());
    return std::all_of(bytes.begin(), bytes.end(), [](unsigned char byte) { return byte == kUntouched; });
  }
  [[nodiscard]] size_t bytes_of(int64_t elements) const { return size_t(elements * item_size(dtype_)); }
  static std::byte* address_of(const Tensor& x) { return x.storage().data() + x.offset() * item_size(x.dtype()); }

  Shape shape_;
  DType dtype_;
  size_t offset_, all_;
  std::byte* block_ = nullptr;
};

/// f(T*) with a null pointer of the type that kernels call `dtype`: float or bf16.
template <class F>
auto with_kernel_type(DType dtype, const F& f) {
  LLMSYS_CHECK(DTypeError, dtype == DType::f32 || dtype == DType::bf16, "lab 02's kernels take f32 and bf16, got ",
               dtype);
  return dtype == DType::f32 ? f(static_cast<float*>(nullptr)) : f(static_cast<bf16*>(nullptr));
}

}  // namespace llmsys::lab02
