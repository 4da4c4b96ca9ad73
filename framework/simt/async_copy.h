/// @file
/// Copies from global to shared memory that go on while the thread computes (cp.async, from compute capability 8.0), as
/// CUDA's cuda_pipeline_primitives.h and cooperative_groups/memcpy_async.h show them.
///
/// A GPU may carry out a copy any time between its beginning and the wait for it; the emulator does it at the wait. So who
/// reads too early reads the old bytes, in every run, and the tracer calls them uninitialised. What nobody waits for never
/// comes. The load from global memory counts where the copy begins, the store to shared memory at the wait; both under the
/// source line of the copy.
#pragma once
#include <cstddef>
#include <cstdint>

#include "framework/simt/qualifiers.h"

namespace llmsys::simt::detail {

/// Notes a copy for later.
void begin_copy(void* to, const void* from, size_t bytes, size_t zeros, const void* pc);
/// What was begun since the last call is one group.
void commit_copies();
/// Carries out all groups of the thread but the latest `left`.
void finish_copies(size_t left);
/// Where a copy to one of these bytes was begun, of those of the running block that nobody has waited for; null if there is none.
const void* copy_in_flight(uintptr_t address, size_t bytes);
/// Begins a copy of `bytes` bytes by a group of threads: all of them call it.
void begin_group_copy(void* to, const void* from, size_t bytes, unsigned rank, unsigned threads, const void* pc);

}  // namespace llmsys::simt::detail

/// Begins a copy of 4, 8 or 16 bytes; both addresses are multiples of that.
/// @param zeros  so many bytes at the end become 0 and are not read
LLMSYS_SIMT_CALL void __pipeline_memcpy_async(void* to_shared, const void* from_global, size_t bytes,
                                              size_t zeros = 0) {
  ::llmsys::simt::detail::begin_copy(to_shared, from_global, bytes, zeros, LLMSYS_SIMT_PC);
}
/// What the thread began since the last commit is one group from now on.
LLMSYS_SIMT_CALL void __pipeline_commit() { ::llmsys::simt::detail::commit_copies(); }
/// Waits for the thread's own groups, but for the latest `left`. Other threads' copies need a barrier after it.
LLMSYS_SIMT_CALL void __pipeline_wait_prior(size_t left) { ::llmsys::simt::detail::finish_copies(left); }

namespace cooperative_groups {

/// Begins a copy of `bytes` bytes by all threads of the group, as one group of copies.
template <class Group, class T>
LLMSYS_SIMT_CALL void memcpy_async(const Group& group, T* to_shared, const T* from_global, size_t bytes) {
  ::llmsys::simt::detail::begin_group_copy(to_shared, from_global, bytes, static_cast<unsigned>(group.thread_rank()),
                                           static_cast<unsigned>(group.num_threads()), LLMSYS_SIMT_PC);
  ::llmsys::simt::detail::commit_copies();
}
/// Waits until all of the group's copies are there, for every thread of it.
template <class Group>
LLMSYS_SIMT_RUNTIME __forceinline__ void wait(const Group& group) {
  ::llmsys::simt::detail::finish_copies(0);
  group.sync();
}
/// Likewise, but for the latest `kLeft` copies.
template <unsigned kLeft, class Group>
LLMSYS_SIMT_RUNTIME __forceinline__ void wait_prior(const Group& group) {
  ::llmsys::simt::detail::finish_copies(kLeft);
  group.sync();
}

}  // namespace cooperative_groups
