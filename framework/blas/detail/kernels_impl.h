/// @file
/// The register-blocked product of Goto & van de Geijn 2008, ACM TOMS 34(3), "Anatomy of high-performance matrix
/// multiplication", with GCC's vector extension. Included by one source per instruction set and by nothing else: all of it
/// has internal linkage and calls no inline function of another header, so that no AVX-512 copy of a shared function can be
/// the one the linker keeps for the whole program.
#pragma once
#include "framework/blas/detail/kernels.h"

namespace llmsys::blas::detail {
namespace {

/// Registers and memory of one instruction set: vectors of kBytes bytes, kRegisters of them.
template <class Element, int kBytes, int kRegisters>
struct Isa {
  using T = Element;
  static constexpr int kLanes = kBytes / static_cast<int>(sizeof(T));
  // The tile of C held in registers: 8 x 3 vectors of 32 registers, 4 x 3 of 16. The rest hold a row of B and one of A.
  static constexpr int kRows = kRegisters / 4;
  static constexpr int kVectors = 3;
  static constexpr int kColumns = kVectors * kLanes;

  typedef T Vector __attribute__((vector_size(kBytes)));
  typedef T Unaligned __attribute__((vector_size(kBytes), aligned(alignof(T))));
};

template <class I>
typename I::Vector load(const typename I::T* from) {
  return *reinterpret_cast<const typename I::Unaligned*>(from);
}

template <class I>
void store(typename I::T* to, typename I::Vector value) {
  *reinterpret_cast<typename I::Unaligned*>(to) = value;
}

// acc (R x kVectors vectors) = a (depth x kRows, packed) times b (depth x kColumns, packed).
template <class I, int R>
[[gnu::always_inline]] inline void accumulate(int64_t depth, const typename I::T* a, const typename I::T* b,
                                              typename I::Vector (&acc)[R][I::kVectors]) {
  for (int64_t p = 0; p < depth; ++p) {
    typename I::Vector row[I::kVectors];
#pragma GCC unroll 8
    for (int v = 0; v < I::kVectors; ++v) row[v] = load<I>(b + v * I::kLanes);
#pragma GCC unroll 8
    for (int i = 0; i < R; ++i) {
      const typename I::Vector element = a[i] - typename I::Vector{};
#pragma GCC unroll 8
      for (int v = 0; v < I::kVectors; ++v) acc[i][v] += element * row[v];
    }
    a += I::kRows;
    b += I::kColumns;
  }
}

// R rows and all kColumns columns of C.
template <class I, int R>
void tile(int64_t depth, const typename I::T* a, const typename I::T* b, typename I::T alpha, typename I::T beta,
          typename I::T* c, int64_t ldc) {
  for (int i = 0; i < R; ++i)
    for (int v = 0; v < I::kVectors; ++v) __builtin_prefetch(c + i * ldc + v * I::kLanes, 1);
  typename I::Vector acc[R][I::kVectors] = {};
  accumulate<I, R>(depth, a, b, acc);
#pragma GCC unroll 8
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 8
    for (int v = 0; v < I::kVectors; ++v) {
      typename I::T* to = c + i * ldc + v * I::kLanes;
      store<I>(to, beta == 0 ? alpha * acc[i][v] : alpha * acc[i][v] + beta * load<I>(to));
    }
}

template <class I>
using TileFunction = void (*)(int64_t, const typename I::T*, const typename I::T*, typename I::T, typename I::T,
                              typename I::T*, int64_t);

// tiles[R] computes R rows: the bottom edge of C runs a lower tile, not a full one with wasted rows.
template <class I>
constexpr TileFunction<I> tile_of(int rows) {
  if constexpr (I::kRows == 8) {
    constexpr TileFunction<I> tiles[] = {nullptr,    tile<I, 1>, tile<I, 2>, tile<I, 3>, tile<I, 4>,
                                         tile<I, 5>, tile<I, 6>, tile<I, 7>, tile<I, 8>};
    return tiles[rows];
  } else {
    constexpr TileFunction<I> tiles[] = {nullptr, tile<I, 1>, tile<I, 2>, tile<I, 3>, tile<I, 4>};
    return tiles[rows];
  }
}

// The right edge of C: a full tile beside C, of which the columns that exist are added.
template <class I>
void edge_tile(int rows, int columns, int64_t depth, const typename I::T* a, const typename I::T* b,
               typename I::T alpha, typename I::T beta, typename I::T* c, int64_t ldc) {
  typename I::T full[I::kRows * I::kColumns];
  tile_of<I>(rows)(depth, a, b, alpha, 0, full, I::kColumns);
  for (int i = 0; i < rows; ++i)
    for (int j = 0; j < columns; ++j) {
      typename I::T& to = c[i * ldc + j];
      to = beta == 0 ? full[i * I::kColumns + j] : full[i * I::kColumns + j] + beta * to;
    }
}

template <class I>
void multiply(int64_t m, int64_t n, int64_t depth, typename I::T alpha, const typename I::T* a, const typename I::T* b,
              typename I::T beta, typename I::T* c, int64_t ldc) {
  for (int64_t j = 0; j < n; j += I::kColumns) {    // this panel of b stays in the first-level cache
    for (int64_t i = 0; i < m; i += I::kRows) {     // a streams from the second level
      const int rows = static_cast<int>(m - i < I::kRows ? m - i : I::kRows);
      const typename I::T* a_panel = a + i * depth;
      const typename I::T* b_panel = b + j * depth;
      if (n - j >= I::kColumns)
        tile_of<I>(rows)(depth, a_panel, b_panel, alpha, beta, c + i * ldc + j, ldc);
      else
        edge_tile<I>(rows, static_cast<int>(n - j), depth, a_panel, b_panel, alpha, beta, c + i * ldc + j, ldc);
    }
  }
}

// A square of kSide x kSide elements, transposed on the way: kSide contiguous along depth become kSide contiguous rows.
template <class T, int kSide>
struct Square {
  typedef T Line __attribute__((vector_size(kSide * sizeof(T))));
  typedef T Unaligned __attribute__((vector_size(kSide * sizeof(T)), aligned(alignof(T))));
  typedef decltype(Line{} == Line{}) Lanes;

  // lanes of x and y in turn: x0 y0 x1 y1 ..., starting at lane `first`
  static Line interleave(Line x, Line y, int first) {
    Lanes pick;
#pragma GCC unroll 16
    for (int i = 0; i < kSide; ++i) pick[i] = first + i / 2 + (i % 2) * kSide;
    return __builtin_shuffle(x, y, pick);
  }

  // log2(kSide) perfect shuffles; each moves one bit of the row number into the column number and one back.
  static void transpose(const T* from, int64_t ld, T* to, int64_t to_ld) {
    Line line[kSide];
#pragma GCC unroll 16
    for (int i = 0; i < kSide; ++i) line[i] = *reinterpret_cast<const Unaligned*>(from + i * ld);
#pragma GCC unroll 4
    for (int stage = 1; stage < kSide; stage *= 2) {
      Line next[kSide];
#pragma GCC unroll 16
      for (int i = 0; i < kSide / 2; ++i) {
        next[2 * i] = interleave(line[i], line[i + kSide / 2], 0);
        next[2 * i + 1] = interleave(line[i], line[i + kSide / 2], kSide / 2);
      }
#pragma GCC unroll 16
      for (int i = 0; i < kSide; ++i) line[i] = next[i];
    }
#pragma GCC unroll 16
    for (int i = 0; i < kSide; ++i) *reinterpret_cast<Unaligned*>(to + i * to_ld) = line[i];
  }
};

template <class T>
T element(const Operand<T>& source, int64_t i, int64_t p) {
  return source.depth_contiguous ? source.data[i * source.ld + p] : source.data[i + p * source.ld];
}

constexpr int common_side(int a, int b) { return b == 0 ? a : common_side(b, a % b); }

template <class I, int kWidth>
void pack_transposing(const Operand<typename I::T>& source, int64_t depth, typename I::T* packed) {
  constexpr int kSide = common_side(I::kRows, I::kColumns);
  int64_t p = 0;
  for (; p + kSide <= depth; p += kSide)
    for (int i = 0; i < kWidth; i += kSide)
      Square<typename I::T, kSide>::transpose(source.data + i * source.ld + p, source.ld, packed + p * kWidth + i,
                                              kWidth);
  for (; p < depth; ++p)
    for (int i = 0; i < kWidth; ++i) packed[p * kWidth + i] = element(source, i, p);
}

template <class I, int kWidth>
void pack_partial(const Operand<typename I::T>& source, int64_t count, int64_t depth, typename I::T* packed) {
  for (int64_t p = 0; p < depth; ++p)
    for (int i = 0; i < kWidth; ++i) packed[p * kWidth + i] = i < count ? element(source, i, p) : typename I::T{0};
}

template <class I, int kWidth>
void pack(const Operand<typename I::T>& whole, int64_t count, int64_t depth, typename I::T* packed) {
  Operand<typename I::T> source = whole;
  for (int64_t i = 0; i < count; i += kWidth, packed += kWidth * depth) {
    source.data = whole.data + i * (whole.depth_contiguous ? whole.ld : 1);
    if (count - i < kWidth)
      pack_partial<I, kWidth>(source, count - i, depth, packed);
    else if (whole.depth_contiguous)
      pack_transposing<I, kWidth>(source, depth, packed);
    else
      for (int64_t p = 0; p < depth; ++p)
        for (int w = 0; w < kWidth; ++w) packed[p * kWidth + w] = source.data[p * source.ld + w];
  }
}

template <class I>
typename I::T lane_sum(typename I::Vector v) {
  typename I::T sum = 0;
  for (int lane = 0; lane < I::kLanes; ++lane) sum += v[lane];
  return sum;
}

template <class I>
void dot_rows(int64_t m, int64_t n, const typename I::T* a, int64_t lda, const typename I::T* x, typename I::T* out) {
  constexpr int kChains = 4;  // independent sums, so that an addition need not wait for the one before
  for (int64_t i = 0; i < m; ++i, a += lda) {
    typename I::Vector acc[kChains] = {};
    int64_t j = 0;
    for (; j + kChains * I::kLanes <= n; j += kChains * I::kLanes)
#pragma GCC unroll 8
      for (int v = 0; v < kChains; ++v) acc[v] += load<I>(a + j + v * I::kLanes) * load<I>(x + j + v * I::kLanes);
    for (; j + I::kLanes <= n; j += I::kLanes) acc[0] += load<I>(a + j) * load<I>(x + j);
    typename I::T sum = lane_sum<I>((acc[0] + acc[1]) + (acc[2] + acc[3]));
    for (; j < n; ++j) sum += a[j] * x[j];
    out[i] = sum;
  }
}

// R rows at a time, so that out is read and written once for R rows.
template <class T, int R>
void add_rows(int64_t n, const T* a, int64_t lda, const T* x, T* out) {
  for (int64_t j = 0; j < n; ++j) {
    T sum = out[j];
#pragma GCC unroll 8
    for (int i = 0; i < R; ++i) sum += a[i * lda + j] * x[i];
    out[j] = sum;
  }
}

template <class I>
void sum_rows(int64_t m, int64_t n, const typename I::T* a, int64_t lda, const typename I::T* x, typename I::T* out) {
  constexpr int kTogether = 8;
  for (int64_t j = 0; j < n; ++j) out[j] = 0;
  int64_t i = 0;
  for (; i + kTogether <= m; i += kTogether) add_rows<typename I::T, kTogether>(n, a + i * lda, lda, x + i, out);
  for (; i < m; ++i) add_rows<typename I::T, 1>(n, a + i * lda, lda, x + i, out);
}

template <class I>
constexpr Kernels<typename I::T> kernels_of() {
  return {I::kRows, I::kColumns, pack<I, I::kRows>, pack<I, I::kColumns>, multiply<I>, dot_rows<I>, sum_rows<I>};
}

template <int kBytes, int kRegisters>
constexpr KernelSet kernel_set(const char* isa) {
  return {isa, kernels_of<Isa<float, kBytes, kRegisters>>(), kernels_of<Isa<double, kBytes, kRegisters>>()};
}

}  // namespace
}  // namespace llmsys::blas::detail
