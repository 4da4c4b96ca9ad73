/// @file
/// Which dimensions an operation works on.
#pragma once
#include <concepts>
#include <string_view>

#include "framework/tensor/shape.h"

namespace llmsys {

/// Which dimensions to reduce: `1`, `{0, -1}`, or nothing for all.
class Dims {
 public:
  /// All dimensions.
  Dims() = default;
  /// One; negative counts from the end. (Not a bool: sum(x, true) was meant for keepdim.)
  template <std::integral T>
  requires(!std::same_as<T, bool>) Dims(T dim) : Dims({static_cast<int64_t>(dim)}) {}
  /// Several, each once.
  Dims(std::initializer_list<int64_t> dims) : Dims(IntList(dims)) {}
  /// Several, each once; an empty list reduces nothing.
  Dims(const IntList& dims) : dims_(dims), all_(false) {}

  /// x's shape with size 1 in these dimensions.
  /// @throws IndexError out of range; ShapeError "[sum] dimension 1 occurs twice in (1,-1)"
  [[nodiscard]] Shape keep(std::string_view op, const Shape& shape) const;
  /// x's shape without these dimensions.  @throws as keep()
  [[nodiscard]] Shape drop(std::string_view op, const Shape& shape) const;

 private:
  [[nodiscard]] IntList mask(std::string_view op, int64_t rank) const;

  IntList dims_;
  bool all_ = true;
};

}  // namespace llmsys
