#include "framework/simt/arena.h"

#include <sys/mman.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <deque>
#include <map>
#include <memory>
#include <mutex>

namespace llmsys::simt {
namespace {

constexpr size_t kChunk = size_t{64} << 10;   // memory is given back in chunks of this size
constexpr size_t kRememberedFreed = 1 << 16;  // so that a program that allocates for ever does not remember for ever

constexpr uintptr_t round_up(uintptr_t n, size_t step) { return (n + step - 1) / step * step; }
constexpr size_t chunk_of(uintptr_t address) { return (address - kArenaBase) / kChunk; }

/// First byte after a block and the gap that belongs to it. A block of 0 bytes takes an address, too.
uintptr_t end_of(uintptr_t address, size_t bytes) {
  return address + round_up(std::max(bytes, size_t{1}), kArenaAlignment) + kArenaAlignment;
}
uintptr_t end_of(const Allocation& block) { return end_of(block.address, block.bytes); }

/// How much of the range to take: half of the address space this process may use, where that is limited (graded programs
/// are); the other half is the host's.
size_t bytes_to_reserve() {
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return kArenaBytes;
  return std::min(kArenaBytes, static_cast<size_t>(limit.rlim_cur) / 2 / kChunk * kChunk);
}

/// Reserves addresses from kArenaBase on.  @return how many; 0 if it cannot be
size_t reserve_range() {
  const size_t bytes = bytes_to_reserve();
  void* const base = reinterpret_cast<void*>(kArenaBase);
  const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE;
  void* const got = mmap(base, bytes, PROT_READ | PROT_WRITE, flags, -1, 0);
  if (got == base) {
    madvise(base, bytes, MADV_HUGEPAGE);  // a wish: where the kernel has none, small pages do
    return bytes;
  }
  if (got != MAP_FAILED) munmap(got, bytes);  // kernels before 4.17 take the address for a hint
  std::fprintf(
      stderr,
      "[simt] cannot reserve %zu MiB of addresses at %p for the emulated GPU's memory: %s. Is the address space "
      "limited (ulimit -v), or does the program place something there?\n",
      bytes >> 20, base, got == MAP_FAILED ? std::strerror(errno) : "they are taken");
  return 0;
}

/// Blocks by address, handed out round the range: the cursor moves on, steps over live blocks and forgets freed ones.
class Arena {
 public:
  void* allocate(size_t bytes, bool managed, const void* pc);
  bool release(uintptr_t address);
  void release_all();
  const Allocation* find(uintptr_t address);
  std::vector<Allocation> live();

  std::mutex mutex;
  MemoryObserver* observer = nullptr;
  std::atomic<size_t> live_bytes{0};
  std::map<uintptr_t, Allocation> blocks;  // live and freed, by address; gaps between them belong to nobody

 private:
  bool find_room(size_t bytes);
  void forget_oldest_freed();
  void release_block(Allocation& block);
  void give_back(const Allocation& block);
  void count_chunks(const Allocation& block, int by);

  const size_t reserved_ = reserve_range();
  const uintptr_t arena_end_ = kArenaBase + reserved_;
  uintptr_t cursor_ = kArenaBase + kArenaAlignment;  // a gap before the first block, too
  int last_id_ = 0;
  std::deque<std::pair<uintptr_t, int>> freed_;  // address and id, oldest first; some are forgotten already
  // Live blocks that begin or end in each chunk; the chunks between are the block's own.
  std::unique_ptr<uint32_t[]> users_{new uint32_t[kArenaBytes / kChunk]()};
};

// Never destroyed: destructors of static objects free device memory.
Arena& arena() {
  static const auto the_arena = new Arena;
  return *the_arena;
}

/// Moves the cursor to where `bytes` fit, forgetting freed blocks on the way. False after a whole round.
bool Arena::find_room(size_t bytes) {
  const uintptr_t start = cursor_;
  bool wrapped = false;
  auto next = blocks.lower_bound(cursor_);
  while (true) {
    const uintptr_t end = end_of(cursor_, bytes);
    if (end > arena_end_ || (wrapped && cursor_ >= start)) {
      if (wrapped) return false;
      wrapped = true;
      cursor_ = kArenaBase + kArenaAlignment;
      next = blocks.begin();
    } else if (next == blocks.end() || next->first >= end) {
      return true;
    } else if (next->second.live) {
      cursor_ = end_of(next->second);
      ++next;
    } else {
      next = blocks.erase(next);
    }
  }
}

void Arena::forget_oldest_freed() {
  while (freed_.size() > kRememberedFreed) {
    const auto [address, id] = freed_.front();
    freed_.pop_front();
    const auto found = blocks.find(address);
    if (found != blocks.end() && found->second.id == id) blocks.erase(found);
  }
}

void* Arena::allocate(size_t bytes, bool managed, const void* pc) {
  const std::lock_guard lock(mutex);
  if (bytes > reserved_) return nullptr;
  forget_oldest_freed();
  if (!find_room(bytes)) return nullptr;
  Allocation block{
      .id = ++last_id_, .address = cursor_, .bytes = bytes, .live = true, .managed = managed, .pc = pc, .name = ""};
  block.name = "allocation " + std::to_string(block.id);
  cursor_ = end_of(block);
  live_bytes += bytes;
  count_chunks(block, 1);
  const auto place = blocks.insert_or_assign(block.address, std::move(block)).first;
  if (observer != nullptr) observer->allocated(place->second);
  return reinterpret_cast<void*>(place->first);
}

void Arena::count_chunks(const Allocation& block, int by) {
  const size_t first = chunk_of(block.address), last = chunk_of(end_of(block) - 1);
  users_[first] += static_cast<uint32_t>(by);
  if (last != first) users_[last] += static_cast<uint32_t>(by);
}

/// Returns the memory of chunks that only this block used. The chunk at the cursor is about to be used again.
void Arena::give_back(const Allocation& block) {
  count_chunks(block, -1);
  size_t first = chunk_of(block.address), last = chunk_of(end_of(block) - 1);
  const size_t busy = chunk_of(cursor_ < arena_end_ ? cursor_ : kArenaBase);
  if (users_[first] > 0 || first == busy) ++first;
  if (last + 1 > first && (users_[last] > 0 || last == busy)) --last;
  if (last + 1 > first)
    madvise(reinterpret_cast<void*>(kArenaBase + first * kChunk), (last + 1 - first) * kChunk, MADV_DONTNEED);
}

void Arena::release_block(Allocation& block) {
  block.live = false;
  live_bytes -= block.bytes;
  freed_.emplace_back(block.address, block.id);
  if (observer != nullptr) observer->freed(block);
  give_back(block);
}

bool Arena::release(uintptr_t address) {
  const std::lock_guard lock(mutex);
  const auto found = blocks.find(address);
  if (found == blocks.end() || !found->second.live) return false;
  release_block(found->second);
  return true;
}

void Arena::release_all() {
  const std::lock_guard lock(mutex);
  for (auto& [address, block] : blocks)
    if (block.live) release_block(block);
}

/// The caller holds the lock.
const Allocation* Arena::find(uintptr_t address) {
  auto after = blocks.upper_bound(address);
  if (after == blocks.begin()) return nullptr;
  const Allocation& block = std::prev(after)->second;
  return address - block.address < block.bytes ? &block : nullptr;
}

std::vector<Allocation> Arena::live() {
  const std::lock_guard lock(mutex);
  std::vector<Allocation> found;
  for (const auto& [address, block] : blocks)
    if (block.live) found.push_back(block);
  return found;
}

}  // namespace

void* arena_allocate(size_t bytes, bool managed, const void* pc) { return arena().allocate(bytes, managed, pc); }
bool arena_free(void* address) {
  const bool freed = arena().release(reinterpret_cast<uintptr_t>(address));
  if (!freed && arena().observer != nullptr) arena().observer->free_failed(address);
  return freed;
}
void arena_free_all() { arena().release_all(); }
size_t arena_live_bytes() { return arena().live_bytes; }
std::vector<Allocation> live_allocations() { return arena().live(); }

const Allocation* find_allocation(const void* address) {
  const std::lock_guard lock(arena().mutex);
  return arena().find(reinterpret_cast<uintptr_t>(address));
}

bool arena_owns(const void* address, size_t bytes) {
  const std::lock_guard lock(arena().mutex);
  const auto first = reinterpret_cast<uintptr_t>(address);
  const Allocation* block = arena().find(first);
  return block != nullptr && block->live && bytes <= block->address + block->bytes - first;
}

void name_allocation(const void* address, const std::string& name) {
  const std::lock_guard lock(arena().mutex);
  const auto found = arena().blocks.find(reinterpret_cast<uintptr_t>(address));
  if (found != arena().blocks.end()) found->second.name = name;
}

MemoryObserver* memory_observer() { return arena().observer; }
void set_memory_observer(MemoryObserver* listener) { arena().observer = listener; }

}  // namespace llmsys::simt
