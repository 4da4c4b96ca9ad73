#include "framework/memory/peak_meter.h"

namespace llmsys {

void* PeakMeter::allocate(size_t bytes, size_t alignment) {
  void* pointer = upstream_.allocate(bytes, alignment);  // first: a failed allocation counts nothing
  const auto size = static_cast<int64_t>(bytes);
  const int64_t held = current_.fetch_add(size) + size;
  int64_t peak = peak_;
  while (peak < held && !peak_.compare_exchange_weak(peak, held)) {}
  total_ += size;
  ++allocations_;
  return pointer;
}

void PeakMeter::deallocate(void* pointer, size_t bytes, size_t alignment) noexcept {
  upstream_.deallocate(pointer, bytes, alignment);
  current_ -= static_cast<int64_t>(bytes);
}

}  // namespace llmsys
