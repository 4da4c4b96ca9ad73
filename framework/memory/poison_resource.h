/// @file
/// Memory that shows when it is read before it was written, or after it was freed.
#pragma once
#include "framework/memory/memory_resource.h"

namespace llmsys {

/// Forwards to another resource; fills what it hands out with 0xFF, which is NaN in every float format and -1 in every
/// signed integer, and fills a block with 0xDD just before it goes back.
class PoisonResource final : public MemoryResource {
 public:
  /// What fills a block when it is handed out.
  static constexpr unsigned char kFresh = 0xFF;
  /// What fills a block when it is given back.
  static constexpr unsigned char kFreed = 0xDD;

  /// @param upstream  does the work; must outlive this
  explicit PoisonResource(MemoryResource& upstream) : upstream_(upstream) {}

  void* allocate(size_t bytes, size_t alignment = kAlignment) override;
  void deallocate(void* pointer, size_t bytes, size_t alignment = kAlignment) noexcept override;
  [[nodiscard]] Device device() const override { return upstream_.device(); }
  [[nodiscard]] bool host_accessible() const override { return upstream_.host_accessible(); }

 private:
  MemoryResource& upstream_;
};

}  // namespace llmsys
