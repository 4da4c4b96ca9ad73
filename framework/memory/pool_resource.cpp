#include "framework/memory/pool_resource.h"

#include <cstdio>
#include <cstdlib>

#include "framework/base/context.h"
#include "framework/base/error.h"
#include "framework/memory/detail/central_pool.h"

namespace llmsys {
namespace {

using detail::PoolBlock;
using detail::ThreadCache;

extern "C" void end_of_thread(void* cache) {
  auto* mine = static_cast<ThreadCache*>(cache);
  mine->pool->remove_thread(*mine);
}

[[noreturn]] void reject(const void* pointer, size_t bytes) {
  std::fprintf(stderr,
               "[PoolResource] deallocate(%p, %zu): the pool does not hold this block out. It was freed before, or "
               "comes from another resource; run under preset asan to see where\n",
               pointer, bytes);
  std::abort();
}

}  // namespace

PoolResource::PoolResource(MemoryResource& upstream) : PoolResource(upstream, Options{}) {}

PoolResource::PoolResource(MemoryResource& upstream, Options options)
    : device_(upstream.device()), central_(std::make_unique<detail::CentralPool>(upstream, options.limit)) {
  LLMSYS_CHECK(ValueError, upstream.host_accessible(),
               "[PoolResource] keeps a header in front of each block, which the ",
               "host must be able to write: put the pool over a ManagedResource");
  LLMSYS_CHECK(DeviceError, pthread_key_create(&key_, end_of_thread) == 0,
               "[PoolResource] the process has no thread-local slot left for another pool: share one pool, or destroy "
               "those that are done");
}

PoolResource::~PoolResource() {
  pthread_key_delete(key_);
  central_->trim(0);
}

ThreadCache& PoolResource::this_thread() {
  if (void* mine = pthread_getspecific(key_)) return *static_cast<ThreadCache*>(mine);
  ThreadCache& fresh = central_->add_thread();
  if (pthread_setspecific(key_, &fresh) != 0) {
    central_->remove_thread(fresh);
    throw OutOfMemory("[PoolResource] no memory for the thread-local slot of this thread");
  }
  return fresh;
}

void* PoolResource::take(size_t asked, size_t needed) {
  if (needed > detail::kLargestBin) central_->refuse(asked);
  const uint32_t bin = detail::bin_of(needed), stream = context().stream;
  ThreadCache& cache = this_thread();
  detail::LocalLists* lists = cache.find(stream);
  if (lists == nullptr) lists = &central_->add_lists(cache, stream);
  PoolBlock* block = bin < detail::kLocalBins ? lists->pop(bin) : nullptr;
  if (block != nullptr)
    cache.count_allocated(*lists, bin, asked);
  else
    block = central_->take(bin, asked, cache, *lists);
  detail::mark_live(block, this, asked, needed);
  return block->payload();
}

void* PoolResource::allocate(size_t bytes, size_t alignment) {
  if (bytes == 0) return nullptr;
  if (alignment <= kAlignment) return take(bytes, bytes);
  // Room to align by hand. What take() returned is kept just before the block; there are at least 64 bytes for it.
  if (bytes > detail::kLargestBin || alignment > detail::kLargestBin) central_->refuse(bytes);
  auto start = reinterpret_cast<uintptr_t>(take(bytes, bytes + alignment));
  void** aligned = reinterpret_cast<void**>((start + alignment) / alignment * alignment);
  aligned[-1] = reinterpret_cast<void*>(start);
  return aligned;
}

void PoolResource::deallocate(void* pointer, size_t bytes, size_t alignment) noexcept {
  if (pointer == nullptr) return;
  PoolBlock* block = PoolBlock::of(alignment <= kAlignment ? pointer : static_cast<void**>(pointer)[-1]);
  if (block->holder != this) reject(pointer, bytes);
  detail::mark_cached(block);
  auto* cache = static_cast<ThreadCache*>(pthread_getspecific(key_));
  detail::LocalLists* lists =
      cache == nullptr || block->bin >= detail::kLocalBins ? nullptr : cache->find(block->stream);
  const size_t asked = block->asked;
  const uint32_t bin = block->bin;
  if (lists != nullptr && lists->push(block))
    cache->count_freed(*lists, bin, asked);  // from here on, the block may be anyone's
  else
    central_->give(block, cache, lists);
}

size_t PoolResource::trim(size_t keep_bytes) { return central_->trim(keep_bytes); }

PoolStats PoolResource::stats() const { return central_->stats(); }

}  // namespace llmsys
