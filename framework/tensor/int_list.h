/// @file
/// A handful of integers without an allocation: strides, permutations, lists of dimensions.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "framework/base/error.h"

namespace llmsys {

/// Most dimensions a tensor may have.
inline constexpr int64_t kMaxRank = 8;

/// Up to kMaxRank int64 values, stored inline. Elements may be negative; see Shape for sizes.
class IntList {
 public:
  /// Empty.
  IntList() = default;
  /// {1, 2, 3}.  @throws ShapeError beyond kMaxRank values; so do the others
  IntList(std::initializer_list<int64_t> values) : IntList(std::span(values.begin(), values.size())) {}
  /// The values of a vector.
  IntList(const std::vector<int64_t>& values) : IntList(std::span<const int64_t>(values)) {}
  /// The values of a span.
  IntList(std::span<const int64_t> values) {
    for (const int64_t value : values) push_back(value);
  }
  /// `size` times `value`.
  static IntList filled(int64_t size, int64_t value) {
    IntList list;
    for (int64_t i = 0; i < size; ++i) list.push_back(value);
    return list;
  }

  /// Appends.  @throws ShapeError if the list is full
  void push_back(int64_t value) {
    LLMSYS_CHECK(ShapeError, size_ < kMaxRank, "a tensor has at most ", kMaxRank, " dimensions");
    values_[size_++] = value;
  }
  /// Number of values.
  [[nodiscard]] int64_t size() const { return size_; }
  /// Whether there is none.
  [[nodiscard]] bool empty() const { return size_ == 0; }
  /// The i-th value, 0 <= i < size(), unchecked.
  int64_t operator[](int64_t i) const { return values_[i]; }
  /// The i-th value, to change.
  int64_t& operator[](int64_t i) { return values_[i]; }
  /// The last value; there must be one.
  [[nodiscard]] int64_t back() const { return values_[size_ - 1]; }
  /// First value.
  [[nodiscard]] const int64_t* begin() const { return values_; }
  /// Past the last value.
  [[nodiscard]] const int64_t* end() const { return values_ + size_; }
  /// Same values in the same order.
  bool operator==(const IntList& other) const {
    if (size_ != other.size_) return false;
    for (int64_t i = 0; i < size_; ++i)
      if (values_[i] != other.values_[i]) return false;
    return true;
  }

 private:
  int64_t values_[kMaxRank] = {};
  int64_t size_ = 0;
};

/// Elements between neighbours along each dimension.
using Strides = IntList;

/// "(2,3)", "(5)", "()".
inline std::string to_text(const IntList& list) { return text("(", join(list, ","), ")"); }

}  // namespace llmsys
