/// @file
/// The bytes that one or more tensors look at.
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "framework/memory/memory_resource.h"
#include "framework/tensor/detail/intrusive_ptr.h"

namespace llmsys {

/// A block of memory, where it came from, and how often it was changed in place. Tensors that alias share one.
///
/// The bytes may leave and come back while tensors keep pointing here (ZeRO-3 gathers parameters, uses and drops them;
/// offload moves activations out): release() and materialize() do not count as changes, so version checks still hold.
class Storage : public detail::RefCounted {
 public:
  /// Allocates `bytes` bytes with any contents.  @param resource  must outlive this  @throws OutOfMemory
  Storage(size_t bytes, MemoryResource& resource);
  /// As above, and owns the resource: for bytes that belong to somebody else, a mapped file's for one.
  Storage(size_t bytes, std::unique_ptr<MemoryResource> resource);
  ~Storage();

  /// The first byte; null if there are none or they were released.
  [[nodiscard]] std::byte* data() const { return data_; }
  /// Bytes it holds, or held before release().
  [[nodiscard]] size_t bytes() const { return bytes_; }
  /// Bytes it occupies now: 0 after release().
  [[nodiscard]] size_t resident_bytes() const { return released_ ? 0 : bytes_; }
  /// Whether the bytes are gone for now.
  [[nodiscard]] bool released() const { return released_; }
  /// Where the bytes are.
  [[nodiscard]] Device device() const { return device_; }
  /// Where the bytes come from.
  [[nodiscard]] MemoryResource& resource() const { return *resource_; }

  /// Gives the bytes back; their contents are lost. Does nothing the second time. Not while another thread reads.
  void release() noexcept;
  /// Allocates the bytes again, with any contents. Does nothing if they are there.  @throws OutOfMemory
  void materialize();

  /// Times the contents were changed in place, as in-place operations report with bump_version().
  [[nodiscard]] uint64_t version() const { return version_.load(std::memory_order_relaxed); }
  /// Says that the contents changed: whoever saved this tensor for backward can tell.
  void bump_version() { version_.fetch_add(1, std::memory_order_relaxed); }

 private:
  std::byte* data_;
  size_t bytes_;
  MemoryResource* resource_;
  std::atomic<uint64_t> version_{0};
  Device device_;
  bool released_ = false;
  bool owns_resource_ = false;
};

/// Shared ownership of a Storage.
using StoragePtr = detail::IntrusivePtr<Storage>;

}  // namespace llmsys
