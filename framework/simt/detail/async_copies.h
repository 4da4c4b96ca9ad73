/// @file
/// Asynchronous copies of one block that nobody has waited for yet.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace llmsys::simt::detail {

/// A copy that has been begun.
struct AsyncCopy {
  void* to;
  const void* from;
  size_t bytes;    ///< in all,
  size_t zeros;    ///<   of which so many at the end are zeros
  size_t group;    ///< counts the thread's commits before it
  const void* pc;  ///< where it was begun
};

/// Of one thread.
struct ThreadCopies {
  std::vector<AsyncCopy> begun;  ///< the oldest first
  size_t group = 0;              ///< the open one; those before are committed
};

/// Of all threads of a block.
class AsyncCopies {
 public:
  ThreadCopies& of_thread(int thread) {
    if (thread >= used_) {
      used_ = thread + 1;
      if (threads_.size() < static_cast<size_t>(used_)) threads_.resize(static_cast<size_t>(used_));
    }
    return threads_[static_cast<size_t>(thread)];
  }
  /// One to these bytes, or null.
  [[nodiscard]] const AsyncCopy* to(uintptr_t address, size_t bytes) const {
    for (const ThreadCopies& thread : threads_) {
      for (const AsyncCopy& copy : thread.begun) {
        const auto begin = reinterpret_cast<uintptr_t>(copy.to);
        if (begin < address + bytes && address < begin + copy.bytes) return &copy;
      }
    }
    return nullptr;
  }
  /// For the next block.
  void clear() {
    for (int thread = 0; thread < used_; ++thread) {
      threads_[static_cast<size_t>(thread)].begun.clear();
      threads_[static_cast<size_t>(thread)].group = 0;
    }
    used_ = 0;
  }

 private:
  std::vector<ThreadCopies> threads_;
  int used_ = 0;  // threads up to this one have begun copies
};

}  // namespace llmsys::simt::detail
