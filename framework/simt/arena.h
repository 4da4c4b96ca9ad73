/// @file
/// The emulated GPU's memory: one reserved range of addresses, so that a device pointer is known when it is seen.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace llmsys::simt {

/// Beginning of the range: fixed, so that reports are the same from run to run. Lies where neither programs, nor their heaps,
/// nor libraries are put, on x86-64 and on aarch64 with 48-bit addresses.
inline constexpr uintptr_t kArenaBase = 0x680000000000;
/// Its size in bytes: what a program can allocate in all; half of its address space where that is limited (ulimit -v).
inline constexpr size_t kArenaBytes = size_t{1} << 36;
/// Blocks begin at multiples of it, and as much that nobody owns lies between two.
inline constexpr size_t kArenaAlignment = 256;

/// One cudaMalloc.
struct Allocation {
  int id = 0;                ///< counts from 1 in the order of allocation
  uintptr_t address = 0;     ///< a multiple of 256
  size_t bytes = 0;          ///< as asked for
  bool live = true;          ///< not freed yet
  bool managed = false;      ///< the host may read and write it, too
  const void* pc = nullptr;  ///< where the program asked for it; null: unknown
  std::string name;          ///< how reports call it: "allocation 3" or what name_allocation() said
};

/// Whether the address lies in the arena, allocated or not.
inline bool in_arena(const void* address) { return reinterpret_cast<uintptr_t>(address) - kArenaBase < kArenaBytes; }

/// Allocates; blocks are apart by at least 256 bytes nobody owns. Null if the arena is full, or its range of addresses is
/// taken (said once on stderr). Addresses go round: those of freed blocks are used again as late as possible. All functions
/// here may be called from several threads.
void* arena_allocate(size_t bytes, bool managed = false, const void* pc = nullptr);
/// Frees. False if `address` is not the beginning of a live block. Memory that no block uses any more goes back to the system.
bool arena_free(void* address);
/// Frees everything: the observer hears of each.
void arena_free_all();
/// The block that holds the address, live or most recently freed (the last 65536 are remembered); null if none ever did.
/// Valid until the next allocation.
const Allocation* find_allocation(const void* address);
/// Whether all these bytes lie in one live block.
bool arena_owns(const void* address, size_t bytes);
/// Bytes of all live blocks.
size_t arena_live_bytes();
/// All live ones by address: what a leak check lists.
std::vector<Allocation> live_allocations();
/// How reports call the block that begins at `address`: a tensor's or a variable's name.
void name_allocation(const void* address, const std::string& name);

/// Hears what happens to device memory outside kernels.
class MemoryObserver {
 public:
  virtual ~MemoryObserver() = default;
  /// A block begins; what it holds is undefined.
  virtual void allocated(const Allocation& allocation) = 0;
  /// It ended: `allocation.live` is false.
  virtual void freed(const Allocation& allocation) = 0;
  /// cudaMemcpy, cudaMemset and library kernels wrote `bytes` bytes.
  virtual void written(const void* address, size_t bytes) = 0;
  /// They read.  @param what  a literal: "cudaMemcpy", "cublasSgemm"
  virtual void read(const void* address, size_t bytes, const char* what) = 0;
  /// cudaDeviceReset() is about to free everything.
  virtual void device_resets() {}
  /// Somebody freed what is no live block.
  virtual void free_failed(const void* /*address*/) {}
};
/// Who hears; null: nobody.
MemoryObserver* memory_observer();
/// Makes `listener` the one; not while another thread uses device memory. Calls come under the arena's lock or from the
/// thread that copies: a listener must not allocate from the arena.
void set_memory_observer(MemoryObserver* listener);

}  // namespace llmsys::simt
