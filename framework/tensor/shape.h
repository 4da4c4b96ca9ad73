/// @file
/// The sizes of a tensor.
#pragma once
#include <string>
#include <string_view>

#include "framework/tensor/int_list.h"

namespace llmsys {

/// Sizes of up to kMaxRank dimensions, none negative. Shape{} is the shape of a scalar and has one element; a size of 0
/// makes a tensor without elements.
class Shape {
 public:
  /// (): a scalar.
  Shape() = default;
  /// {2, 3}.
  /// @throws ShapeError if a size is negative, there are more than kMaxRank, or the number of elements overflows int64
  Shape(std::initializer_list<int64_t> sizes) : Shape(IntList(sizes)) {}
  /// The sizes of a vector.
  Shape(const std::vector<int64_t>& sizes) : Shape(IntList(sizes)) {}
  /// The sizes of a span.
  Shape(std::span<const int64_t> sizes) : Shape(IntList(sizes)) {}
  /// The sizes of a list.
  Shape(const IntList& sizes);

  /// Number of dimensions.
  [[nodiscard]] int64_t size() const { return sizes_.size(); }
  /// Size of dimension i, 0 <= i < size(), unchecked; Tensor::size() takes negative dimensions.
  int64_t operator[](int64_t i) const { return sizes_[i]; }
  /// Size of the last dimension; there must be one.
  [[nodiscard]] int64_t back() const { return sizes_.back(); }
  /// First size.
  [[nodiscard]] const int64_t* begin() const { return sizes_.begin(); }
  /// Past the last size.
  [[nodiscard]] const int64_t* end() const { return sizes_.end(); }
  /// Number of elements: the product of the sizes, 1 for ().
  [[nodiscard]] int64_t numel() const { return numel_; }
  /// Same sizes.
  bool operator==(const Shape& other) const { return numel_ == other.numel_ && sizes_ == other.sizes_; }
  /// A shape wherever a list of integers will do.
  operator const IntList&() const { return sizes_; }

 private:
  IntList sizes_;
  int64_t numel_ = 1;
};

/// "(2,3)", "(5)", "()".
std::string to_text(const Shape& shape);

/// Row-major strides in elements: (12,4,1) for (2,3,4).
Strides contiguous_strides(const Shape& shape);

/// Whether the strides are row-major; those of dimensions of size 1, and of tensors without elements, do not matter.
bool is_contiguous(const Shape& shape, const Strides& strides);

/// The dimension as 0 <= dim < rank; negative ones count from the end.
/// @param op  named in the message
/// @throws IndexError "[sum] dimension 3 is out of range for a tensor of rank 2: use -2 to 1"
int64_t normalize_dim(std::string_view op, int64_t dim, int64_t rank);

/// The shape that both broadcast to, as NumPy does: aligned at the last dimension, sizes equal or 1.
/// @throws ShapeError "[add] shapes (2,3) and (4,5) do not broadcast: dimension 1 is 3 and 5"; the dimension is one of
/// the longer shape, the last that fails
Shape broadcast_shapes(std::string_view op, const Shape& a, const Shape& b);

}  // namespace llmsys
