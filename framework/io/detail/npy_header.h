/// @file
/// The header of an .npy file.
#pragma once
#include <string>
#include <string_view>

#include "framework/tensor/dtype.h"
#include "framework/tensor/shape.h"

namespace llmsys::detail {

/// What the header says.
struct NpyHeader {
  std::string descr;           ///< dtype in NumPy's letters: "<f4" is little-endian float32
  bool fortran_order = false;  ///< whether the *first* dimension is contiguous
  Shape shape;                 ///< sizes
  size_t data_begin = 0;       ///< where the bytes start in the file
};

/// Reads the header from the first bytes of a file.
/// @throws IoError if it is malformed or cut off
NpyHeader read_npy_header(std::string_view file);

/// The header for a row-major array, padded with spaces to a multiple of 64 bytes.
std::string npy_header(std::string_view descr, const Shape& shape);

/// Our dtype for NumPy's letters.  @throws DTypeError if there is none
DType dtype_of_descr(std::string_view descr);

/// NumPy's letters for our dtype.  @throws DTypeError if there are none
std::string_view descr_of_dtype(DType dtype);

}  // namespace llmsys::detail
