/// @file
/// Counts the bytes that pass through: the ledger behind every "peak memory" a lab claims.
#pragma once
#include <atomic>
#include <cstdint>

#include "framework/memory/memory_resource.h"

namespace llmsys {

/// Forwards to another resource and keeps count of the bytes asked for (not of what the allocator rounds them to).
/// @code
///   PeakMeter meter(default_memory());
///   Context mine = context();
///   mine.memory = &meter;
///   ContextScope scope(mine);
///   train_step();
///   print(meter.peak_bytes());
/// @endcode
class PeakMeter final : public MemoryResource {
 public:
  /// @param upstream  does the work; must outlive the meter
  explicit PeakMeter(MemoryResource& upstream) : upstream_(upstream) {}

  void* allocate(size_t bytes, size_t alignment = kAlignment) override;
  void deallocate(void* pointer, size_t bytes, size_t alignment = kAlignment) noexcept override;
  [[nodiscard]] Device device() const override { return upstream_.device(); }
  [[nodiscard]] bool host_accessible() const override { return upstream_.host_accessible(); }

  /// Bytes held now.
  [[nodiscard]] int64_t current_bytes() const { return current_; }
  /// Most bytes held at once, since construction or reset_peak().
  [[nodiscard]] int64_t peak_bytes() const { return peak_; }
  /// Bytes handed out since construction, freed or not.
  [[nodiscard]] int64_t total_bytes() const { return total_; }
  /// Blocks handed out since construction; blocks of 0 bytes count too.
  [[nodiscard]] int64_t allocations() const { return allocations_; }
  /// Starts a new peak from what is held now.
  void reset_peak() { peak_ = current_.load(); }

 private:
  MemoryResource& upstream_;
  std::atomic<int64_t> current_{0};
  std::atomic<int64_t> peak_{0};
  std::atomic<int64_t> total_{0};
  std::atomic<int64_t> allocations_{0};
};

}  // namespace llmsys
