#include "framework/memory/memory_timeline.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "framework/base/context.h"

namespace llmsys {
namespace {

int64_t steady_nanoseconds() {
  return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

MemoryTimeline::MemoryTimeline(MemoryResource& upstream) : MemoryTimeline(upstream, Options{}) {}

MemoryTimeline::MemoryTimeline(MemoryResource& upstream, Options options)
    : upstream_(upstream),
      capacity_(options.capacity),
      clock_(options.clock ? std::move(options.clock) : steady_nanoseconds),
      start_ns_(clock_()) {
  trace_.events.reserve(capacity_);  // so that recording a free needs no memory
}

/// Adds time, phase and live bytes. Under the lock: events are in order of time.
void MemoryTimeline::record(MemoryEvent event) {
  if (event.kind != MemoryEventKind::phase)
    live_bytes_ += event.kind == MemoryEventKind::allocate ? event.bytes : -event.bytes;
  trace_.peak_bytes = std::max(trace_.peak_bytes, live_bytes_);
  if (trace_.events.size() == capacity_) {
    ++trace_.dropped;
    return;
  }
  event.time_ns = clock_() - start_ns_;
  event.phase = phase_;
  event.live_bytes = live_bytes_;
  trace_.events.push_back(event);
}

void* MemoryTimeline::allocate(size_t bytes, size_t alignment) {
  void* pointer = upstream_.allocate(bytes, alignment);
  if (pointer == nullptr) return pointer;
  const uint32_t stream = context().stream;
  try {
    const std::lock_guard lock(mutex_);
    blocks_.emplace(pointer, Block{last_block_ + 1, stream});
    record({.kind = MemoryEventKind::allocate,
            .stream = stream,
            .block = ++last_block_,
            .bytes = static_cast<int64_t>(bytes)});
  } catch (...) {
    upstream_.deallocate(pointer, bytes, alignment);
    throw;
  }
  return pointer;
}

void MemoryTimeline::deallocate(void* pointer, size_t bytes, size_t alignment) noexcept {
  if (pointer != nullptr) {
    const std::lock_guard lock(mutex_);  // before upstream has it: another thread could be handed it, too
    if (const auto found = blocks_.find(pointer); found != blocks_.end()) {
      record({.kind = MemoryEventKind::free,
              .stream = found->second.stream,
              .block = found->second.number,
              .bytes = static_cast<int64_t>(bytes)});
      blocks_.erase(found);
    }
  }
  upstream_.deallocate(pointer, bytes, alignment);
}

void MemoryTimeline::phase(std::string name) {
  const std::lock_guard lock(mutex_);
  trace_.phases.push_back(std::move(name));
  phase_ = static_cast<uint32_t>(trace_.phases.size() - 1);
  record({.kind = MemoryEventKind::phase});
}

MemoryTrace MemoryTimeline::trace() const {
  const std::lock_guard lock(mutex_);
  return trace_;
}

}  // namespace llmsys
