/// @file
/// Lab 00, task 0.2: a view is a shape, strides and an offset; the elements stay where they are.
#pragma once
#include <cstdint>
#include <vector>

namespace llmsys::lab00 {

/// How a block of memory is seen as an array: element (i,j,..) lies at offset + i*strides[0] + j*strides[1] + ...
/// All numbers count elements, not bytes.
struct View {
  std::vector<int64_t> shape;    ///< size of each dimension
  std::vector<int64_t> strides;  ///< elements between neighbours along each dimension; as many as sizes
  int64_t offset = 0;            ///< where element (0,0,..) lies
};

/// Strides of an array without gaps in row-major order: strides[d] is the product of the sizes to the right of d.
/// @return {3, 1} for {2, 3}; {12, 4, 1} for {2, 3, 4}; {} for {}; {0, 3, 1} for {4, 0, 3}: the product is meant as it is
std::vector<int64_t> contiguous_strides(const std::vector<int64_t>& shape);

/// The view with two dimensions exchanged; no element moves.
/// @param dim0,dim1  in [0, rank); may be the same
View transpose(const View& view, int64_t dim0, int64_t dim1);

/// Every step-th index from start up to, not including, stop along one dimension: `x[..., start:stop:step]` there.
/// Element 0 of the result is element `start` of the view; the offset says so even if nothing is taken (start == stop).
/// @param dim  in [0, rank)    @param start,stop  0 <= start <= stop <= size of dim    @param step  >= 1
View slice(const View& view, int64_t dim, int64_t start, int64_t stop, int64_t step);

}  // namespace llmsys::lab00
