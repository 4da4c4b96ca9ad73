/// @file
/// The innermost loops, compiled once for each instruction set; everything around them is plain C++ compiled once.
#pragma once
#include <cstdint>
#include <span>

namespace llmsys::blas::detail {

/// One operand of a product, seen as long rows of `depth` elements to be multiplied: op(A) by its rows, op(B) by its columns.
/// Element (i,p) lies at data[i * ld + p] if depth_contiguous, else at data[i + p * ld].
template <class T>
struct Operand {
  const T* data;          ///< element (0,0)
  int64_t ld;             ///< elements from one stored row to the next
  bool depth_contiguous;  ///< whether elements along the depth are neighbours, or else those along i
};

/// What an instruction set brings for elements of type T. A register tile is the part of C that fits the registers.
template <class T>
struct Kernels {
  int tile_rows;     ///< rows of the register tile
  int tile_columns;  ///< its columns

  /// Copies rows [0, count) x depth [0, depth) into panels of tile_rows (or tile_columns) rows each, depth-major:
  /// element (i,p) goes to panel i / width at [p * width + i % width]; what tiles load beyond `count` is 0.
  void (*pack_rows)(const Operand<T>& source, int64_t count, int64_t depth, T* packed);
  void (*pack_columns)(const Operand<T>& source, int64_t count, int64_t depth, T* packed);  ///< see pack_rows

  /// c (m,n) = alpha * a * b + beta * c from packed a and b; beta == 0 does not read c.
  void (*multiply)(int64_t m, int64_t n, int64_t depth, T alpha, const T* a, const T* b, T beta, T* c, int64_t ldc);

  /// out[i] = sum_j a(i,j) x[j] for rows [0, m).
  void (*dot_rows)(int64_t m, int64_t n, const T* a, int64_t lda, const T* x, T* out);

  /// out[j] = sum_i a(i,j) x[i] for columns [0, n).
  void (*sum_rows)(int64_t m, int64_t n, const T* a, int64_t lda, const T* x, T* out);
};

/// The kernels of one instruction set.
struct KernelSet {
  const char* isa;      ///< "avx512", "avx2" or "baseline"
  Kernels<float> f32;   ///< single precision
  Kernels<double> f64;  ///< double precision
};

/// Those this CPU can run, fastest first; never empty.
std::span<const KernelSet* const> kernel_sets();

/// The first of them.
inline const KernelSet& fastest_kernels() { return *kernel_sets().front(); }

const KernelSet& baseline_kernels();  ///< 16-byte vectors: SSE2 or NEON; the last of kernel_sets()
const KernelSet& avx2_kernels();      ///< 32-byte vectors and fused multiply-add
const KernelSet& avx512_kernels();    ///< 64-byte vectors, 32 registers

}  // namespace llmsys::blas::detail
