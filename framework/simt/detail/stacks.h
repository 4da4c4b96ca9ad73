/// @file
/// The stacks of a block's fibers.
#pragma once
#include <cstddef>
#include <cstdint>

namespace llmsys::simt::detail {

/// Equal stacks in one mapping. Neighbours are one cache line further apart than a power of two, or all their tops would
/// compete for the same lines of the first-level cache. Known words at the end of each show whether it overflowed.
class Stacks {
 public:
  /// Huge pages take less time where many stacks are used again and again, and 2 MiB of memory where one is used.
  enum class Pages { small, huge };

  /// @param bytes  of each; a power of two
  Stacks(int count, size_t bytes, Pages pages);
  ~Stacks();
  Stacks(const Stacks&) = delete;
  Stacks& operator=(const Stacks&) = delete;

  /// Where stack number `index` begins: it grows down from there.
  [[nodiscard]] void* top(int index) const { return memory_ + (static_cast<size_t>(index) + 1) * stride_; }
  /// The stack that an address lies in, or -1. What is below the first belongs to it.
  [[nodiscard]] int find(const void* address) const;
  /// Takes the next one.
  int take();
  /// None is taken.
  void reset() { used_ = 0; }
  /// Whether the end of a stack was overwritten.
  [[nodiscard]] bool overflowed(int index) const;
  /// Likewise of the stack that an address lies in; quick if it is the one asked about last.
  [[nodiscard]] bool overflowed_around(const void* address);
  /// A stack whose end was overwritten, or -1.
  [[nodiscard]] int find_overflow() const;

  /// Of each.
  [[nodiscard]] size_t stack_bytes() const { return stride_ - kStagger; }
  /// All of them, and what is below the first.
  [[nodiscard]] const std::byte* begin() const { return memory_ - kSlack; }
  /// From begin() on.
  [[nodiscard]] size_t bytes() const { return kSlack + stride_ * static_cast<size_t>(count_); }

 private:
  static constexpr size_t kStagger = 64;
  static constexpr size_t kGuard = 65536;  // of no use: a recursion without end stops here
  static constexpr size_t kSlack = 65536;  // below the first stack: its overflow is to be survived, too
  static constexpr uint64_t kCanary = 0x5afe57ac4be11e5d;
  static constexpr size_t kCanaries = kStagger / sizeof(kCanary);  // a whole line

  [[nodiscard]] uint64_t* last_line(int index) const;

  int count_;
  size_t stride_;
  std::byte* memory_;
  int used_ = 0;   // stacks from here on have not been taken since reset()
  int asked_ = 0;  // overflowed_around() was asked about this one
};

}  // namespace llmsys::simt::detail
