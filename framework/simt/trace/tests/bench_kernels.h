/// @file
/// Kernels whose tracing is timed, compiled plainly and for tracing.
#pragma once

namespace llmsys::simt::timed {

/// Launchers; sizes are fixed, matrices are square.
struct Kernels {
  void (*vector_add)(float* c, const float* a, const float* b);    ///< 2^20 elements
  void (*matmul)(float* c, const float* a, const float* b);        ///< 256^3, all from global memory
  void (*matmul_tiled)(float* c, const float* a, const float* b);  ///< 256^3, tiles of 32 x 32
  void (*softmax)(float* c, const float* a, const float* b);       ///< rows of 1024 x 1024, one block each, by shuffles
  void (*transpose)(float* c, const float* a, const float* b);     ///< 1024 x 1024, by padded tiles
};

/// @{ The two variants.
Kernels kernels_plain();
Kernels kernels_traced();
/// @}

}  // namespace llmsys::simt::timed
