/// @file
/// What the many copies and fills of the runtime come down to.
#pragma once
#include <cstddef>

#include "framework/simt/runtime_types.h"

namespace llmsys::simt {

/// A copy of rows of bytes.
struct Copy {
  const char* who;           ///< "cudaMemcpy2D"
  void* to;                  ///< first byte
  size_t to_pitch;           ///< bytes from row to row
  const void* from;          ///< first byte
  size_t from_pitch;         ///< bytes from row to row
  size_t width;              ///< bytes of a row
  size_t height;             ///< rows
  cudaMemcpyKind kind;       ///< direction
  cudaStream_t stream;       ///< queue
  bool async;                ///< as the call's name says
  bool to_symbol = false;    ///< into a __device__ variable
  bool from_symbol = false;  ///< out of one
};
/// Checks and does it.
cudaError_t copy(Copy copy);

/// Fills rows of bytes of device memory.
struct Fill {
  const char* who;      ///< "cudaMemset"
  void* to;             ///< first byte
  size_t pitch;         ///< bytes from row to row
  int value;            ///< low 8 bits
  size_t width;         ///< bytes of a row
  size_t height;        ///< rows
  cudaStream_t stream;  ///< queue
};
/// Checks and does it.
cudaError_t fill(const Fill& fill);

}  // namespace llmsys::simt
