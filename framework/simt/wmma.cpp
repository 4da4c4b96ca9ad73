// The last lane to come gathers the matrices from all lanes' fragments, multiplies them and hands the result out.
#include "framework/simt/wmma.h"

#include <cstring>
#include <limits>

#include "framework/base/text.h"

namespace llmsys::simt::detail {
namespace {

using namespace nvcuda::wmma;

// What an element of a fragment of T counts as.
template <class T>
auto number_of(const Stored<T>& x) {
  if constexpr (kIsTf32<T>)
    return std::bit_cast<float>(std::bit_cast<uint32_t>(x) & ~0x1FFFU);  // the upper 19 bits
  else if constexpr (std::is_integral_v<T>)
    return static_cast<int>(x);
  else
    return static_cast<float>(x);
}

// All lanes' fragments as one matrix, row by row.
template <class Fragment, class Number>
void gather(const void* const* operands, const void* MmaOperands::*which, Number* matrix) {
  using Element = typename Fragment::storage_element_type;
  for (int lane = 0; lane < 32; ++lane) {
    const auto* x = static_cast<const Element*>(static_cast<const MmaOperands*>(operands[lane])->*which);
    for (int i = 0; i < Fragment::kDistinct; ++i) {
      const auto [row, column] = Fragment::place(lane, i);
      matrix[row * Fragment::kColumns + column] = number_of<typename Fragment::element_type>(x[i]);
    }
  }
}

// A matrix into all lanes' fragments.
template <class Fragment, class Number>
void scatter(const void* const* operands, const Number* matrix) {
  using Element = typename Fragment::element_type;
  for (int lane = 0; lane < 32; ++lane) {
    auto* x = static_cast<Element*>(static_cast<const MmaOperands*>(operands[lane])->d);
    for (int i = 0; i < Fragment::kDistinct; ++i) {
      const auto [row, column] = Fragment::place(lane, i);
      x[i] = Element(matrix[row * Fragment::kColumns + column]);
    }
  }
}

// sum (MxN) += a (MxK) b (KxN), k upwards; a line of sums is a vector. Integers wrap.
template <int M, int N, int K, class Number>
void multiply(Number* sum, const Number* a, const Number* b) {
  using Wrapping = std::conditional_t<std::is_same_v<Number, int>, unsigned, Number>;
  typedef Wrapping Line __attribute__((vector_size(sizeof(Wrapping) * N)));
  Line lines[M];
  std::memcpy(lines, sum, sizeof lines);
  for (int k = 0; k < K; ++k) {
    Line line;
    std::memcpy(&line, b + k * N, sizeof line);
#pragma GCC unroll 32
    for (int m = 0; m < M; ++m) lines[m] += static_cast<Wrapping>(a[m * K + k]) * line;
  }
  std::memcpy(sum, lines, sizeof lines);
}

// a (n) += b, stopping at the ends.
void add_saturated(int* a, const int* b, int n) {
  using Limits = std::numeric_limits<int>;
  for (int i = 0; i < n; ++i)
    a[i] = static_cast<int>(std::clamp<int64_t>(int64_t{a[i]} + b[i], Limits::min(), Limits::max()));
}

}  // namespace

template <int M, int N, int K, class T, class C, class D>
void multiply_tile(const void* const* operands, uint32_t mask) {
  if (mask != 0xFFFFFFFF)
    abandon(Fault::trap, static_cast<const MmaOperands*>(operands[std::countr_zero(mask)])->pc,
            text("mma_sync needs all 32 lanes of a warp, ", std::popcount(mask),
                 " came: launch whole warps, and let no lane return or branch off before it"));
  using Number = std::conditional_t<std::is_same_v<D, int>, int, float>;
  alignas(64) Number a[M * K], b[K * N], c[M * N];
  gather<fragment<matrix_a, M, N, K, T, row_major>>(operands, &MmaOperands::a, a);
  gather<fragment<matrix_b, M, N, K, T, row_major>>(operands, &MmaOperands::b, b);
  gather<fragment<accumulator, M, N, K, C>>(operands, &MmaOperands::c, c);
  if constexpr (std::is_same_v<D, int>) {
    if (static_cast<const MmaOperands*>(operands[0])->saturate) {
      int product[M * N] = {};
      multiply<M, N, K>(product, a, b);
      add_saturated(c, product, M * N);
      return scatter<fragment<accumulator, M, N, K, D>>(operands, c);
    }
  }
  multiply<M, N, K>(c, a, b);
  scatter<fragment<accumulator, M, N, K, D>>(operands, c);
}

#define LLMSYS_MULTIPLY_TILE_(M, N, K, T, C, D) \
  template void multiply_tile<M, N, K, T, C, D>(const void* const* operands, uint32_t mask);
#define LLMSYS_MULTIPLY_TILES_(M, N)                           \
  LLMSYS_MULTIPLY_TILE_(M, N, 16, __half, float, float)        \
  LLMSYS_MULTIPLY_TILE_(M, N, 16, __half, __half, __half)      \
  LLMSYS_MULTIPLY_TILE_(M, N, 16, __half, __half, float)       \
  LLMSYS_MULTIPLY_TILE_(M, N, 16, __half, float, __half)       \
  LLMSYS_MULTIPLY_TILE_(M, N, 16, __nv_bfloat16, float, float) \
  LLMSYS_MULTIPLY_TILE_(M, N, 16, signed char, int, int)       \
  LLMSYS_MULTIPLY_TILE_(M, N, 16, unsigned char, int, int)
LLMSYS_MULTIPLY_TILES_(16, 16)
LLMSYS_MULTIPLY_TILES_(32, 8)
LLMSYS_MULTIPLY_TILES_(8, 32)
LLMSYS_MULTIPLY_TILE_(16, 16, 8, precision::tf32, float, float)

void end_misaligned(const char* who, const void* address, size_t stride, size_t element, const void* pc) {
  const size_t beyond = reinterpret_cast<uintptr_t>(address) % 32;
  const std::string what = beyond != 0 ? text("the matrix must begin at a multiple of 32 bytes, got one ", beyond,
                                              " bytes beyond: begin tiles at multiples of ", 32 / element, " elements")
                                       : text("lines must be a multiple of 16 bytes apart, got ldm ", stride / element,
                                              " (", stride, " bytes): pad lines by ", 16 / element, " elements");
  abandon(Fault::misaligned, pc != nullptr ? pc : __builtin_return_address(0), text(who, ": ", what));
}

void tell_lines(const void* address, size_t stride, int lines, int line_bytes, const void* pc) {
  const int piece = std::min(16, line_bytes), pieces = lines * line_bytes / piece;
  for (int i = lane(); i < pieces; i += 32) {
    const size_t offset = static_cast<size_t>(i % lines) * stride + static_cast<size_t>(i / lines * piece);
    tell_piece(static_cast<const std::byte*>(address) + offset, static_cast<size_t>(piece), false, pc);
  }
  told(pc);
}

void tell_piece(const void* address, size_t bytes, bool is_write, const void* pc) {
  if (ExecutionObserver* const listener = observer()) listener->access(address, bytes, is_write, pc);
}

void told(const void* pc) {
  if (observer() != nullptr) meet(0xFFFFFFFF, 0, nullptr, pc);
}

}  // namespace llmsys::simt::detail
