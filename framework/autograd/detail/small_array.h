/// @file
/// A short array whose size is known when it is made: in place up to N elements, else on the heap.
#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <span>

namespace llmsys::detail {

/// `size` default-constructed elements. Saves an allocation for the two or three that a graph node usually has.
template <class T, size_t N>
class SmallArray {
 public:
  /// @param size  fixed from now on
  explicit SmallArray(size_t size) : size_(size), heap_(size > N ? std::make_unique<T[]>(size) : nullptr) {}

  /// All elements.
  std::span<T> span() { return {heap_ ? heap_.get() : inline_.data(), size_}; }
  /// As above, to read.
  std::span<const T> span() const { return {heap_ ? heap_.get() : inline_.data(), size_}; }

 private:
  size_t size_;
  std::array<T, N> inline_;
  std::unique_ptr<T[]> heap_;
};

}  // namespace llmsys::detail
