/// @file
/// A caching allocator: blocks that were freed are kept and handed out again, so that a training step that repeats the
/// same sizes asks the system for nothing.
#pragma once
#include <pthread.h>

#include <memory>

#include "framework/memory/memory_resource.h"
#include "framework/memory/pool_stats.h"

namespace llmsys {

namespace detail {
class CentralPool;
struct ThreadCache;
}  // namespace detail

/// Rounds sizes up to bins and keeps the blocks that are freed, a list for each stream and bin.
/// @code
///   PoolResource pool(default_memory(), {.limit = size_t{4} << 30});
///   Context mine = context();
///   mine.memory = &pool;
///   ContextScope scope(mine);
///   train();
///   print(to_text(pool.stats()));
/// @endcode
/// **Sizes.** Multiples of 64 bytes up to 512, then eight steps a doubling: a block wastes less than 64 bytes, above 512
/// less than an eighth of what was asked; and a header of 64 bytes stands before each. An alignment above 64 costs as
/// many bytes more. Blocks are neither split nor joined: that is what an allocator of lab 08 adds.
///
/// **Streams.** A block belongs to the stream it was allocated on (`context().stream` of the call), for good: whoever
/// frees it, on whatever thread and stream, it is handed out on that stream again and on no other. So work that was
/// queued on the stream before the free is done before work that reuses the memory.
///
/// **Threads.** Any thread may free any block. A thread keeps up to 4 MiB of its free blocks of at most 1 MiB a stream
/// for itself, and takes them again without a lock; larger blocks, and those that do not fit, lie in lists that all
/// threads share. What a thread kept is shared when it ends.
///
/// **When memory runs out**, or the limit is reached, all cached blocks of all threads and streams go back upstream, and
/// the request is tried once more.
class PoolResource final : public MemoryResource {
 public:
  /// What a pool may do.
  struct Options {
    size_t limit = 0;  ///< most bytes to take from upstream, cached ones and headers included; 0: no limit
  };

  /// An empty pool over `upstream`, which must outlive it.
  /// @throws ValueError if the host cannot write to its memory, where the headers are (ManagedResource will do, a
  /// DeviceResource will not); DeviceError if the process has as many pools as it can (about 1000)
  explicit PoolResource(MemoryResource& upstream);
  /// @copydoc PoolResource(MemoryResource&)
  PoolResource(MemoryResource& upstream, Options options);
  /// Gives all cached blocks back. No thread may be inside the pool, or ending after having used it. Blocks that callers
  /// still hold are leaked, not freed under them, and freeing one afterwards is an error that goes unnoticed: look at
  /// stats().live_blocks before.
  ~PoolResource() override;

  /// @throws OutOfMemory with the bytes asked, held and cached, the limit and what to do
  void* allocate(size_t bytes, size_t alignment = kAlignment) override;
  /// Ends the process, with a message, for a block that this pool did not hand out or that was freed before: what
  /// follows from that would be found much later, elsewhere.
  void deallocate(void* pointer, size_t bytes, size_t alignment = kAlignment) noexcept override;
  [[nodiscard]] Device device() const override { return device_; }
  [[nodiscard]] bool host_accessible() const override { return true; }

  /// Gives cached blocks back upstream, large ones first, until at most `keep_bytes` are cached.
  /// @return bytes given back
  size_t trim(size_t keep_bytes = 0);
  /// The books, for to_text().
  [[nodiscard]] PoolStats stats() const;

 private:
  void* take(size_t asked, size_t needed);
  detail::ThreadCache& this_thread();

  const Device device_;
  std::unique_ptr<detail::CentralPool> central_;
  pthread_key_t key_{};  // finds the ThreadCache of a thread: a thread_local of each pool's own, and no global
};

}  // namespace llmsys
