// The loops around the register tile: blocks of the operands are packed so that each level of cache holds what it reuses.
//
//   whole product -> one rectangle of C per thread -> panels (depth, columns) of B, for the third-level cache
//                 -> blocks (rows, depth) of A, for the second level -> register tiles (kernels_impl.h)
//
// A thread packs what its rectangle needs, so threads meet only at the end; what is packed twice is little when the
// rectangles are close to squares. Each element of C is summed in the same order whatever the rectangles, because they
// are cut at multiples of the tile and the depth is always cut at the same places.
// K. Goto, R. van de Geijn 2008, ACM TOMS 34(3), sec. 4; the packing layout is that of BLIS, Van Zee & van de Geijn 2015.
#include <algorithm>
#include <memory>

#include "framework/base/parallel.h"
#include "framework/blas/detail/kernels.h"
#include "framework/blas/detail/own.h"

namespace llmsys::blas::detail {
namespace {

constexpr int64_t kMostDepth = 384;           // long enough that C is read and written seldom
constexpr int64_t kBlockBytes = 256 * 1024;   // packed block of A: part of a second-level cache, beside a panel of B
constexpr int64_t kPanelBytes = 1024 * 1024;  // packed panel of B: a share of the third-level cache
constexpr double kThreadWork = 512 * 1024;    // multiply-adds worth waking a thread for, about 5 microseconds

struct Range {
  int64_t begin, end;
};

int64_t ceil_div(int64_t size, int64_t step) { return (size + step - 1) / step; }

int64_t round_up(int64_t size, int64_t step) { return ceil_div(size, step) * step; }

// Part `index` of `parts` of [0, size), cut at multiples of `step`.
Range cut(int64_t size, int64_t step, int64_t index, int64_t parts) {
  const int64_t steps = ceil_div(size, step);
  return {std::min(size, steps * index / parts * step), std::min(size, steps * (index + 1) / parts * step)};
}

// How deep a block is: k in equal parts, so that the last is not a short one. Depends on nothing but k.
int64_t block_depth(int64_t k) { return std::min(k, round_up(ceil_div(k, ceil_div(k, kMostDepth)), 8)); }

constexpr size_t kLine = 64;  // bytes of a cache line, and of the longest vector

// Memory for packed operands, on whole cache lines. By hand, because an aligned new takes longer than a small product.
class Workspace {
 public:
  explicit Workspace(size_t bytes) : memory_(std::make_unique_for_overwrite<char[]>(bytes + 2 * kLine)) {
    next_ = memory_.get() + (kLine - reinterpret_cast<uintptr_t>(memory_.get()) % kLine);
  }
  template <class T>
  T* take(int64_t elements) {
    char* const taken = next_;
    next_ += (static_cast<size_t>(elements) * sizeof(T) + kLine - 1) / kLine * kLine;
    return reinterpret_cast<T*>(taken);
  }

 private:
  std::unique_ptr<char[]> memory_;
  char* next_;
};

template <class T>
Operand<T> rows_of_a(const Gemm<T>& g, int64_t i, int64_t p) {
  if (g.ta == Transpose::no) return {g.a + i * g.lda + p, g.lda, true};
  return {g.a + p * g.lda + i, g.lda, false};
}

template <class T>
Operand<T> columns_of_b(const Gemm<T>& g, int64_t j, int64_t p) {
  if (g.tb == Transpose::no) return {g.b + p * g.ldb + j, g.ldb, false};
  return {g.b + j * g.ldb + p, g.ldb, true};
}

// Computes rows x columns of C on one thread.
template <class T>
void rectangle(const Kernels<T>& use, const Gemm<T>& g, Range rows, Range columns) {
  const int64_t depth = block_depth(g.k), bytes = depth * static_cast<int64_t>(sizeof(T));
  const int64_t m_step = round_up(std::min(rows.end - rows.begin, kBlockBytes / bytes), use.tile_rows);
  const int64_t n_step = round_up(std::min(columns.end - columns.begin, kPanelBytes / bytes), use.tile_columns);
  Workspace memory(static_cast<size_t>((m_step + n_step) * bytes));
  T *const a = memory.take<T>(m_step * depth), *const b = memory.take<T>(n_step * depth);
  for (int64_t j = columns.begin; j < columns.end; j += n_step) {
    const int64_t n = std::min(n_step, columns.end - j);
    for (int64_t p = 0; p < g.k; p += depth) {
      const int64_t k = std::min(depth, g.k - p);
      const T beta = p == 0 ? g.beta : T{1};
      use.pack_columns(columns_of_b(g, j, p), n, k, b);
      for (int64_t i = rows.begin; i < rows.end; i += m_step) {
        const int64_t m = std::min(m_step, rows.end - i);
        use.pack_rows(rows_of_a(g, i, p), m, k, a);
        use.multiply(m, n, k, g.alpha, a, b, beta, g.c + i * g.ldc + j, g.ldc);
      }
    }
  }
}

// Threads along the rows of C; the others go along its columns. B is packed once per row part, A once per column part.
template <class T>
int64_t row_parts(const Gemm<T>& g, int64_t threads) {
  int64_t best = 1;
  const auto packed = [&](int64_t parts) { return g.n * parts + g.m * (threads / parts); };
  for (int64_t parts = 2; parts <= threads; ++parts)
    if (threads % parts == 0 && packed(parts) < packed(best)) best = parts;
  return best;
}

template <class T>
void blocked(const Kernels<T>& use, const Gemm<T>& g) {
  const double work = static_cast<double>(g.m) * static_cast<double>(g.n) * static_cast<double>(g.k);
  const int64_t threads = std::clamp<int64_t>(static_cast<int64_t>(work / kThreadWork), 1, max_threads());
  const int64_t down = row_parts(g, threads), across = threads / down;
  parallel_for(threads, 1, [&](int64_t begin, int64_t end) {
    for (int64_t part = begin; part < end; ++part)
      rectangle(use, g, cut(g.m, use.tile_rows, part / across, down),
                cut(g.n, use.tile_columns, part % across, across));
  });
}

}  // namespace

void own_gemm(const Gemm<float>& g, const KernelSet& use) { blocked(use.f32, g); }

void own_gemm(const Gemm<double>& g, const KernelSet& use) { blocked(use.f64, g); }

}  // namespace llmsys::blas::detail
