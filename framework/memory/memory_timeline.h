/// @file
/// Records when memory was taken and given back: which step holds the peak, and what is in it.
#pragma once
#include <functional>
#include <mutex>
#include <unordered_map>

#include "framework/memory/memory_resource.h"
#include "framework/memory/memory_trace.h"

namespace llmsys {

/// Forwards to another resource and keeps a record of bounded size.
/// @code
///   MemoryTimeline timeline(pool);
///   mine.memory = &timeline;
///   timeline.phase("forward");
///   loss = model(x);
///   timeline.phase("backward");
///   backward(loss);
///   write(path, to_chrome_trace(timeline.trace()));        // for Perfetto
///   memory_timeline_plot(timeline.trace()).save("memory.svg");
/// @endcode
class MemoryTimeline final : public MemoryResource {
 public:
  /// How much to record, and by which clock.
  struct Options {
    size_t capacity = 100'000;         ///< events kept, 48 bytes each; later ones are only counted
    std::function<int64_t()> clock{};  ///< nanoseconds, never backwards; std::chrono::steady_clock if empty
  };

  /// @param upstream  does the work; must outlive this
  explicit MemoryTimeline(MemoryResource& upstream);
  /// @copydoc MemoryTimeline(MemoryResource&)
  MemoryTimeline(MemoryResource& upstream, Options options);

  void* allocate(size_t bytes, size_t alignment = kAlignment) override;
  void deallocate(void* pointer, size_t bytes, size_t alignment = kAlignment) noexcept override;
  [[nodiscard]] Device device() const override { return upstream_.device(); }
  [[nodiscard]] bool host_accessible() const override { return upstream_.host_accessible(); }

  /// A part of the program begins: what follows, on all threads, carries its name.
  void phase(std::string name);
  /// The record so far.
  [[nodiscard]] MemoryTrace trace() const;

 private:
  struct Block {
    uint64_t number;
    uint32_t stream;
  };

  void record(MemoryEvent event);

  MemoryResource& upstream_;
  const size_t capacity_;
  const std::function<int64_t()> clock_;
  const int64_t start_ns_;
  mutable std::mutex mutex_;  // guards all below
  MemoryTrace trace_;
  std::unordered_map<void*, Block> blocks_;
  uint64_t last_block_ = 0;
  uint32_t phase_ = 0;
  int64_t live_bytes_ = 0;
};

}  // namespace llmsys
