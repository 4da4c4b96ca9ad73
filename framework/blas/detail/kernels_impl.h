/// @file
/// The register-blocked product of Goto & van de Geijn 2008, ACM TOMS 34(3), "Anatomy of high-performance matrix
/// multiplication", with GCC's vector extension. Included by one source per instruction set and by nothing else: all of it
/// has internal linkage and calls no inline function of another header, so that no AVX-512 copy of a shared function can be
/// the one the linker keeps for the whole program.
#pragma once
#include <utility>

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
  typedef T Unaligned __attribute__((vector_size(kBytes), aligned(alignof(T)), may_alias));
};

template <class I>
typename I::Vector load(const typename I::T* from) {
  return *reinterpret_cast<const typename I::Unaligned*>(from);
}

template <class I>
void store(typename I::T* to, typename I::Vector value) {
  *reinterpret_cast<typename I::Unaligned*>(to) = value;
}

// What a register tile computes: c = alpha * a * b + beta * c. By reference, so that alpha and beta take no register.
template <class T>
struct Tile {
  int64_t depth;
  const T* a;  // packed, depth x kRows
  const T* b;  // packed, depth x kColumns
  T alpha, beta;
  T* c;
  int64_t ldc;
};

// acc (R x V vectors) = a * b. The compiler keeps acc in registers because every index is known after unrolling.
template <class I, int R, int V>
[[gnu::always_inline]] inline void accumulate(const Tile<typename I::T>& t, typename I::Vector (&acc)[R][V]) {
  const typename I::T *a = t.a, *b = t.b;
  for (int64_t p = 0; p < t.depth; ++p) {
    typename I::Vector row[V];
#pragma GCC unroll 8
    for (int v = 0; v < V; ++v) row[v] = load<I>(b + v * I::kLanes);
#pragma GCC unroll 8
    for (int i = 0; i < R; ++i) {
      const typename I::Vector element = a[i] - typename I::Vector{};  // in every lane; x - 0 is x, NaN and -0 too
#pragma GCC unroll 8
      for (int v = 0; v < V; ++v) acc[i][v] += element * row[v];
    }
    a += I::kRows;
    b += I::kColumns;
  }
}

// R rows and V vectors of C.
template <class I, int R, int V>
void register_tile(const Tile<typename I::T>& t) {
  for (int i = 0; i < R; ++i)
    for (int v = 0; v < V; ++v) __builtin_prefetch(t.c + i * t.ldc + v * I::kLanes, 1);
  typename I::Vector acc[R][V] = {};
  accumulate<I, R, V>(t, acc);
#pragma GCC unroll 8
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 8
    for (int v = 0; v < V; ++v) {
      typename I::T* to = t.c + i * t.ldc + v * I::kLanes;
      store<I>(to, t.beta == 0 ? t.alpha * acc[i][v] : t.alpha * acc[i][v] + t.beta * load<I>(to));
    }
}

// The tile of `rows` rows and `vectors` vectors: the edges of C run a smaller one, not the full size with wasted work.
template <class I, int R = I::kRows, int V = I::kVectors>
void tile(int rows, int vectors, const Tile<typename I::T>& t) {
  if (rows == R && vectors == V) return register_tile<I, R, V>(t);
  if constexpr (R > 1)
    if (rows < R) return tile<I, R - 1, V>(rows, vectors, t);
  if constexpr (V > 1) tile<I, R, V - 1>(rows, vectors, t);
}

// `columns` of C that are no whole number of vectors: a tile beside C, of which the columns that exist are copied.
template <class I>
void ragged_tile(int rows, int columns, const Tile<typename I::T>& t) {
  typename I::T whole[I::kRows * I::kColumns];
  tile<I>(rows, (columns + I::kLanes - 1) / I::kLanes, {t.depth, t.a, t.b, t.alpha, 0, whole, I::kColumns});
  for (int i = 0; i < rows; ++i)
    for (int j = 0; j < columns; ++j) {
      typename I::T& to = t.c[i * t.ldc + j];
      to = t.beta == 0 ? whole[i * I::kColumns + j] : whole[i * I::kColumns + j] + t.beta * to;
    }
}

constexpr int smaller(int64_t left, int tile) { return left < tile ? static_cast<int>(left) : tile; }

template <class I>
void multiply(int64_t m, int64_t n, int64_t depth, typename I::T alpha, const typename I::T* a, const typename I::T* b,
              typename I::T beta, typename I::T* c, int64_t ldc) {
  for (int64_t j = 0; j < n; j += I::kColumns) {  // this panel of b stays near: first or second level of cache
    const int columns = smaller(n - j, I::kColumns);
    for (int64_t i = 0; i < m; i += I::kRows) {  // a streams from the second level
      const Tile<typename I::T> t{depth, a + i * depth, b + j * depth, alpha, beta, c + i * ldc + j, ldc};
      const int rows = smaller(m - i, I::kRows);
      if (columns % I::kLanes == 0)
        tile<I>(rows, columns / I::kLanes, t);
      else
        ragged_tile<I>(rows, columns, t);
    }
  }
}

// A square of kSide x kSide elements, transposed on the way: kSide contiguous along depth become kSide contiguous rows.
template <class T, int kSide>
struct Square {
  typedef T Line __attribute__((vector_size(kSide * sizeof(T))));
  typedef T Unaligned __attribute__((vector_size(kSide * sizeof(T)), aligned(alignof(T)), may_alias));
  // The lanes of x and y in turn, x0 y0 x1 y1 ..., from lane kFirst on.
  template <int kFirst, int... kLane>
  static Line interleave(Line x, Line y, std::integer_sequence<int, kLane...>) {
    return __builtin_shufflevector(x, y, (kFirst + kLane / 2 + kLane % 2 * kSide)...);
  }

  // log2(kSide) perfect shuffles; each moves one bit of the row number into the column number and one back.
  static void transpose(const T* from, int64_t ld, T* to, int64_t to_ld) {
    constexpr std::make_integer_sequence<int, kSide> lanes;
    Line line[kSide];
#pragma GCC unroll 16
    for (int i = 0; i < kSide; ++i) line[i] = *reinterpret_cast<const Unaligned*>(from + i * ld);
#pragma GCC unroll 8
    for (int stage = 1; stage < kSide; stage *= 2) {
      Line next[kSide];
#pragma GCC unroll 16
      for (int i = 0; i < kSide / 2; ++i) {
        next[2 * i] = interleave<0>(line[i], line[i + kSide / 2], lanes);
        next[2 * i + 1] = interleave<kSide / 2>(line[i], line[i + kSide / 2], lanes);
      }
#pragma GCC unroll 16
      for (int i = 0; i < kSide; ++i) line[i] = next[i];
    }
#pragma GCC unroll 16
    for (int i = 0; i < kSide; ++i) *reinterpret_cast<Unaligned*>(to + i * to_ld) = line[i];
  }
};

constexpr int common_divisor(int a, int b) { return b == 0 ? a : common_divisor(b, a % b); }

// The first `count` of kWidth rows, contiguous along depth: squares, and what is left over one by one.
template <class I, int kWidth>
void pack_transposing(const typename I::T* from, int64_t ld, int count, int64_t depth, typename I::T* packed) {
  constexpr int kSide = common_divisor(I::kRows, I::kColumns);
  const int whole = count - count % kSide;
  const int64_t deep = depth - depth % kSide;
  for (int64_t p = 0; p < deep; p += kSide)
    for (int i = 0; i < whole; i += kSide)
      Square<typename I::T, kSide>::transpose(from + i * ld + p, ld, packed + p * kWidth + i, kWidth);
  for (int64_t p = 0; p < depth; ++p)
    for (int i = p < deep ? whole : 0; i < count; ++i) packed[p * kWidth + i] = from[i * ld + p];
}

template <class T, int kWidth>
void pack_copying(const T* from, int64_t ld, int count, int64_t depth, T* packed) {
  for (int64_t p = 0; p < depth; ++p)
    if (count == kWidth)
      for (int i = 0; i < kWidth; ++i) packed[p * kWidth + i] = from[p * ld + i];
    else
      for (int i = 0; i < count; ++i) packed[p * kWidth + i] = from[p * ld + i];
}

template <class I, int kWidth>
void pack(const Operand<typename I::T>& source, int64_t rows, int64_t depth, typename I::T* packed) {
  for (int64_t i = 0; i < rows; i += kWidth, packed += kWidth * depth) {
    const int count = smaller(rows - i, kWidth);
    if (source.depth_contiguous)
      pack_transposing<I, kWidth>(source.data + i * source.ld, source.ld, count, depth, packed);
    else
      pack_copying<typename I::T, kWidth>(source.data + i, source.ld, count, depth, packed);
    const int used = kWidth == I::kColumns ? (count + I::kLanes - 1) / I::kLanes * I::kLanes : count;  // by tiles
    for (int64_t p = 0; p < depth && used > count; ++p)
      for (int w = count; w < used; ++w) packed[p * kWidth + w] = 0;
  }
}

// Halves are added until one lane is left: short chains, and the compiler keeps them in vectors.
template <class I>
typename I::T lane_sum(typename I::Vector v) {
  typename I::T lanes[I::kLanes];
  store<I>(lanes, v);
#pragma GCC unroll 8
  for (int half = I::kLanes / 2; half > 0; half /= 2)
#pragma GCC unroll 16
    for (int lane = 0; lane < half; ++lane) lanes[lane] += lanes[lane + half];
  return lanes[0];
}

// R rows at a time, for which x is loaded once: for matrices that a cache holds. A row alone is for those that stream from
// memory: one straight run, and what comes next is asked for early, as a thread waits at each page otherwise. A row's sum
// does not depend on R.
template <class I, int R>
void dot(int64_t n, const typename I::T* a, int64_t lda, const typename I::T* x, typename I::T* out) {
  constexpr int kChains = 2;  // independent sums, so that an addition need not wait for the one before
  constexpr int64_t kAhead = 8192 / sizeof(typename I::T);
  typename I::Vector acc[R][kChains] = {};
  int64_t j = 0;
  for (; j + kChains * I::kLanes <= n; j += kChains * I::kLanes)
#pragma GCC unroll 8
    for (int v = 0; v < kChains; ++v) {
      if constexpr (R == 1) __builtin_prefetch(a + j + v * I::kLanes + kAhead);
      const typename I::Vector xv = load<I>(x + j + v * I::kLanes);
#pragma GCC unroll 8
      for (int i = 0; i < R; ++i) acc[i][v] += load<I>(a + i * lda + j + v * I::kLanes) * xv;
    }
#pragma GCC unroll 8
  for (int i = 0; i < R; ++i) out[i] = lane_sum<I>(acc[i][0] + acc[i][1]);
  for (; j < n; ++j)
#pragma GCC unroll 8
    for (int i = 0; i < R; ++i) out[i] += a[i * lda + j] * x[j];
}

template <class I>
void dot_rows(int64_t m, int64_t n, const typename I::T* a, int64_t lda, const typename I::T* x, typename I::T* out) {
  constexpr int kTogether = 4;
  constexpr int64_t kStreamed = 1 << 17;  // elements
  int64_t i = 0;
  if (m * n < kStreamed)
    for (; i + kTogether <= m; i += kTogether) dot<I, kTogether>(n, a + i * lda, lda, x, out + i);
  for (; i < m; ++i) dot<I, 1>(n, a + i * lda, lda, x, out + i);
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
