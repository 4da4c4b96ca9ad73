/// @file
/// Tensor cores as CUDA's wmma shows them (mma.h, namespace nvcuda::wmma): D = A B + C by one warp, on matrices that its 32
/// lanes hold in pieces, called fragments.
///
/// | M x N x K                     | A and B                                             | C and D                       |
/// |-------------------------------|-----------------------------------------------------|-------------------------------|
/// | 16x16x16, 32x8x16, 8x32x16    | __half                                              | float or __half               |
/// |                               | __nv_bfloat16                                       | float                         |
/// |                               | signed char, unsigned char                          | int                           |
/// | 16x16x8                       | precision::tf32, held as float                      | float                         |
///
/// - Who holds what: detail/wmma_layout.h. As in CUDA, a fragment of A or B of __half has 16 elements; here each element of
///   the matrix is in it twice (or four times). Rely on neither: scale all of x[], or none.
/// - Sums are in float, k upwards, rounded at each step (products are exact); a D of __half is rounded at the end. Real
///   tensor cores add in another order and cut off digits. tf32 uses the upper 19 bits of each float, as they do.
/// - Traffic of A and B is counted as of ldmatrix: the lanes move the matrix in pieces of 16 bytes of its lines (rows, or
///   columns if those are contiguous), piece j by lane j % 32, down the lines first. A 16x16 matrix of __half is one request
///   of 512 bytes, in 16 sectors if its lines begin at multiples of 32 bytes; in shared memory its 8 neighbouring lines
///   conflict unless they begin in different banks. C and D are counted as each lane's own elements: two neighbours of a
///   row at once (a row-major 16x16 matrix of float is 4 requests of 8 sectors), or one by one if columns are contiguous.
/// - Addresses must be multiples of 32 bytes, and lines must begin a multiple of 16 bytes apart; else the kernel ends with
///   a report, as on a GPU it could end in a wrong result.
#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>
#include <type_traits>

#include "framework/simt/bfloat16.h"
#include "framework/simt/collective.h"
#include "framework/simt/detail/wmma_layout.h"
#include "framework/simt/half.h"
#include "framework/simt/launch.h"
#include "framework/simt/observer.h"

namespace nvcuda::wmma {

struct matrix_a;     ///< use of a fragment: the left factor
struct matrix_b;     ///< the right factor
struct accumulator;  ///< what is added to, and the result
struct row_major;    ///< rows are contiguous in memory
struct col_major;    ///< columns are contiguous in memory
/// How an accumulator lies in memory.
enum layout_t {
  mem_row_major,  ///< rows are contiguous
  mem_col_major   ///< columns are contiguous
};
namespace precision {
struct tf32;  ///< float of which 19 bits count: 8 of exponent, 10 of mantissa
}

}  // namespace nvcuda::wmma

namespace llmsys::simt::detail {

template <class T>
inline constexpr bool kIsTf32 = std::is_same_v<T, nvcuda::wmma::precision::tf32>;
template <class T>
using Stored = std::conditional_t<kIsTf32<T>, float, T>;

/// What a lane brings to mma_sync.
struct MmaOperands {
  const void *a, *b, *c;  ///< elements
  void* d;                ///< elements
  bool saturate;          ///< integers stop at the ends instead of wrapping
  const void* pc;         ///< where in the kernel
};
/// Multiplies for all lanes.
template <int M, int N, int K, class T, class C, class D>
void multiply_tile(const void* const* operands, uint32_t mask);

/// Ends the kernel if a matrix at `address`, with lines `stride` bytes apart, cannot be loaded or stored.
[[noreturn]] void end_misaligned(const char* who, const void* address, size_t stride, size_t element, const void* pc);
/// Tells the tracer that all lanes load these lines of a matrix, and waits for all.
void tell_lines(const void* address, size_t stride, int lines, int line_bytes, const void* pc);
/// Tells the tracer of a load or store by this lane.
void tell_piece(const void* address, size_t bytes, bool is_write, const void* pc);
/// Waits until all lanes have told: what one of them may not touch, none touches.
void told(const void* pc);

template <class T>
__forceinline__ void check_tile(const char* who, const T* address, unsigned ldm, const void* pc) {
  const size_t stride = ldm * sizeof(T);
  if (reinterpret_cast<uintptr_t>(address) % 32 != 0 || stride % 16 != 0) [[unlikely]]
    end_misaligned(who, address, stride, sizeof(T), pc);
}

/// The elements of an accumulator, one by one or, along a row, two by two.
template <class Fragment, class T>
__forceinline__ void tell_accumulator(const T* address, size_t down, size_t right, bool is_write, const void* pc) {
  if constexpr (kTraced) {
    const int together = right == 1 ? 2 : 1;
    for (int i = 0; i < Fragment::num_elements; i += together) {
      const auto [row, column] = Fragment::place(lane(), i);
      tell_piece(address + row * down + column * right, together * sizeof(T), is_write, pc);
    }
    told(pc);
  }
}

}  // namespace llmsys::simt::detail

namespace nvcuda::wmma {

/// A lane's piece of a matrix. @tparam Layout  of A and B: row_major or col_major; of accumulators: void
template <class Use, int M, int N, int K, class T, class Layout = void>
class alignas(8) fragment {
  static constexpr bool kIsA = std::is_same_v<Use, matrix_a>, kIsC = std::is_same_v<Use, accumulator>;

 public:
  using element_type = T;                                          ///< as asked for
  using storage_element_type = ::llmsys::simt::detail::Stored<T>;  ///< as held
  static constexpr int kRows = kIsA || kIsC ? M : K;               ///< of the whole matrix
  static constexpr int kColumns = kIsA ? K : N;                    ///< of the whole matrix
  /// Elements of the matrix that a lane holds.
  static constexpr int kDistinct = kRows * kColumns / 32;
  /// Length of x.
  static constexpr int num_elements = !kIsC && std::is_same_v<T, __half> ? 16 : kDistinct;
  /// Length of x.
  static constexpr int num_storage_elements = num_elements;
  storage_element_type x[num_elements];  ///< the lane's elements

  /// The place of x[i], for i < kDistinct.
  static constexpr ::llmsys::simt::detail::Place place(int lane, int i) {
    constexpr bool kTf32 = ::llmsys::simt::detail::kIsTf32<T>;
    if constexpr (kIsC)
      return ::llmsys::simt::detail::place_in_c<M, N>(lane, i);
    else if constexpr (kIsA)
      return ::llmsys::simt::detail::place_in_a<M, kTf32>(lane, i);
    else
      return ::llmsys::simt::detail::place_in_b<kTf32>(lane, i);
  }
};

/// Every element becomes `value`.
template <class Use, int M, int N, int K, class T, class Layout>
LLMSYS_SIMT_CALL void fill_fragment(fragment<Use, M, N, K, T, Layout>& f,
                                    std::type_identity_t<::llmsys::simt::detail::Stored<T>> value) {
  for (auto& element : f.x) element = value;
}

/// Loads A or B.  @param ldm  elements from the beginning of a line to that of the next
template <class Use, int M, int N, int K, class T, class Layout>
requires(!std::is_same_v<Use, accumulator>) LLMSYS_SIMT_CALL
    void load_matrix_sync(fragment<Use, M, N, K, T, Layout>& f, const ::llmsys::simt::detail::Stored<T>* p,
                          unsigned ldm) {
  using F = fragment<Use, M, N, K, T, Layout>;
  constexpr bool kByRow = std::is_same_v<Layout, row_major>;
  ::llmsys::simt::detail::check_tile("load_matrix_sync", p, ldm, LLMSYS_SIMT_PC);
  if constexpr (::llmsys::simt::detail::kTraced) {
    constexpr int kLines = kByRow ? F::kRows : F::kColumns, kLength = kByRow ? F::kColumns : F::kRows;
    ::llmsys::simt::detail::tell_lines(p, ldm * sizeof *p, kLines, kLength * static_cast<int>(sizeof *p),
                                       LLMSYS_SIMT_PC);
  }
  const int lane = ::llmsys::simt::lane();
#pragma GCC unroll 16
  for (int i = 0; i < F::kDistinct; ++i) {
    const auto [row, column] = F::place(lane, i);
    f.x[i] = kByRow ? p[static_cast<size_t>(row) * ldm + column] : p[static_cast<size_t>(column) * ldm + row];
  }
  for (int i = F::kDistinct; i < F::num_elements; ++i) f.x[i] = f.x[i % F::kDistinct];
}

/// Loads C.
template <int M, int N, int K, class T>
LLMSYS_SIMT_CALL void load_matrix_sync(fragment<accumulator, M, N, K, T>& f, const T* p, unsigned ldm,
                                       layout_t layout) {
  const size_t down = layout == mem_row_major ? ldm : 1, right = layout == mem_row_major ? 1 : ldm;
  ::llmsys::simt::detail::check_tile("load_matrix_sync", p, ldm, LLMSYS_SIMT_PC);
  ::llmsys::simt::detail::tell_accumulator<fragment<accumulator, M, N, K, T>>(p, down, right, false, LLMSYS_SIMT_PC);
  const int lane = ::llmsys::simt::lane();
#pragma GCC unroll 16
  for (int i = 0; i < f.num_elements; ++i) {
    const auto [row, column] = f.place(lane, i);
    f.x[i] = p[row * down + column * right];
  }
}

/// Stores D.
template <int M, int N, int K, class T>
LLMSYS_SIMT_CALL void store_matrix_sync(T* p, const fragment<accumulator, M, N, K, T>& f, unsigned ldm,
                                        layout_t layout) {
  const size_t down = layout == mem_row_major ? ldm : 1, right = layout == mem_row_major ? 1 : ldm;
  ::llmsys::simt::detail::check_tile("store_matrix_sync", p, ldm, LLMSYS_SIMT_PC);
  ::llmsys::simt::detail::tell_accumulator<fragment<accumulator, M, N, K, T>>(p, down, right, true, LLMSYS_SIMT_PC);
  const int lane = ::llmsys::simt::lane();
#pragma GCC unroll 16
  for (int i = 0; i < f.num_elements; ++i) {
    const auto [row, column] = f.place(lane, i);
    p[row * down + column * right] = f.x[i];
  }
}

/// d = a b + c; all 32 lanes of the warp must come. d may be c.
/// @param saturate  integers stop at the ends instead of wrapping
template <int M, int N, int K, class T, class LayoutA, class LayoutB, class C, class D>
LLMSYS_SIMT_CALL void mma_sync(fragment<accumulator, M, N, K, D>& d, const fragment<matrix_a, M, N, K, T, LayoutA>& a,
                               const fragment<matrix_b, M, N, K, T, LayoutB>& b,
                               const fragment<accumulator, M, N, K, C>& c, bool saturate = false) {
  const ::llmsys::simt::detail::MmaOperands operands{a.x, b.x, c.x, d.x, saturate, LLMSYS_SIMT_PC};
  ::llmsys::simt::meet_and_work(0xFFFFFFFF, &operands, ::llmsys::simt::detail::multiply_tile<M, N, K, T, C, D>, "mma",
                                operands.pc);
}

/// x with 19 bits, rounded to nearest, ties away from zero: what an element of a tf32 fragment should be.
LLMSYS_SIMT_RUNTIME __forceinline__ float __float_to_tf32(float x) {
  return std::isfinite(x) ? std::bit_cast<float>((std::bit_cast<uint32_t>(x) + 0x1000) & ~0x1FFFU) : x;
}

}  // namespace nvcuda::wmma
