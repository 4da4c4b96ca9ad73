#include "framework/simt/wmma.h"

#include <array>
#include <set>
#include <vector>

#include "framework/base/rng.h"
#include "framework/simt/execute.h"
#include "framework/simt/runtime.h"
#include "framework/testing/test.h"

namespace {

using namespace llmsys::simt;
using Catch::Matchers::Contains;
namespace wmma = nvcuda::wmma;

// Lines of a matrix begin a multiple of 16 elements apart, which every type allows.
constexpr unsigned padded(int length) { return static_cast<unsigned>(length + 15) / 16 * 16; }

// One warp: d = a b + c.
template <int M, int N, int K, class T, class LayoutA, class LayoutB, class C, class D>
__global__ void product_kernel(D* d, const C* c, const detail::Stored<T>* a, const detail::Stored<T>* b,
                               wmma::layout_t layout) {
  wmma::fragment<wmma::matrix_a, M, N, K, T, LayoutA> fa;
  wmma::fragment<wmma::matrix_b, M, N, K, T, LayoutB> fb;
  wmma::fragment<wmma::accumulator, M, N, K, C> fc;
  wmma::fragment<wmma::accumulator, M, N, K, D> fd;
  wmma::load_matrix_sync(fa, a, padded(std::is_same_v<LayoutA, wmma::row_major> ? K : M));
  wmma::load_matrix_sync(fb, b, padded(std::is_same_v<LayoutB, wmma::row_major> ? N : K));
  wmma::load_matrix_sync(fc, c, padded(layout == wmma::mem_row_major ? N : M), layout);
  wmma::mma_sync(fd, fa, fb, fc);
  wmma::store_matrix_sync(d, fd, padded(layout == wmma::mem_row_major ? N : M), layout);
}

// What lane 5 holds of A.
__global__ void show_kernel(float* held, const half* a) {
  wmma::fragment<wmma::matrix_a, 16, 16, 16, half, wmma::row_major> f;
  wmma::load_matrix_sync(f, a, 16);
  if (threadIdx.x == 5)
    for (int i = 0; i < f.num_elements; ++i) held[i] = f.x[i];
}

// d = c * 2 by way of a fragment whose elements are doubled.
__global__ void scale_kernel(float* d, const float* c) {
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> f;
  wmma::load_matrix_sync(f, c, 20, wmma::mem_row_major);
  for (int i = 0; i < f.num_elements; ++i) f.x[i] *= 2;
  wmma::store_matrix_sync(d, f, 20, wmma::mem_row_major);
}

// a is all ones, b all twos, c holds the largest int.
__global__ void saturate_kernel(int* sums) {
  wmma::fragment<wmma::matrix_a, 16, 16, 16, signed char, wmma::row_major> a;
  wmma::fragment<wmma::matrix_b, 16, 16, 16, signed char, wmma::row_major> b;
  wmma::fragment<wmma::accumulator, 16, 16, 16, int> c, d;
  wmma::fill_fragment(a, 1);
  wmma::fill_fragment(b, 2);
  wmma::fill_fragment(c, 2147483647);
  wmma::mma_sync(d, a, b, c, true);
  sums[0] = d.x[0];
  wmma::mma_sync(d, a, b, c);
  sums[1] = d.x[0];
}

__global__ void load_kernel(const half* a, unsigned ldm) {
  wmma::fragment<wmma::matrix_a, 16, 16, 16, half, wmma::row_major> f;
  wmma::load_matrix_sync(f, a, ldm);
}

template <class T>
struct alignas(64) Matrix {
  std::array<T, 512> x;
};

// Small whole numbers: every sum is exact, in any order.
template <class T>
Matrix<T> small_numbers(llmsys::Rng& rng) {
  Matrix<T> out;
  for (T& x : out.x) x = T(std::is_unsigned_v<T> ? static_cast<int>(rng.below(9)) : static_cast<int>(rng.below(9)) - 4);
  return out;
}

// The largest difference from a triple loop.
template <int M, int N, int K, class T, class LayoutA, class LayoutB, class C, class D>
double worst_error(wmma::layout_t layout) {
  llmsys::Rng rng(3);
  const auto a = small_numbers<detail::Stored<T>>(rng), b = small_numbers<detail::Stored<T>>(rng);
  const auto c = small_numbers<C>(rng);
  Matrix<D> d;
  d.x.fill(D(99));
  launch<product_kernel<M, N, K, T, LayoutA, LayoutB, C, D>>({.block = 32}, d.x.data(), c.x.data(), a.x.data(),
                                                             b.x.data(), layout);
  double worst = 0;
  for (size_t m = 0; m < M; ++m)
    for (size_t n = 0; n < N; ++n) {
      const size_t at = layout == wmma::mem_row_major ? m * padded(N) + n : n * padded(M) + m;
      double expected = double(float(c.x[at]));
      for (size_t k = 0; k < K; ++k)
        expected +=
            double(float(a.x[std::is_same_v<LayoutA, wmma::row_major> ? m * padded(K) + k : k * padded(M) + m])) *
            double(float(b.x[std::is_same_v<LayoutB, wmma::row_major> ? k * padded(N) + n : n * padded(K) + k]));
      worst = std::max(worst, std::abs(expected - double(float(d.x[at]))));
    }
  return worst;
}

template <int M, int N, int K, class T, class C, class D>
void check_layouts() {
  using wmma::col_major, wmma::row_major;
  CHECK(worst_error<M, N, K, T, row_major, row_major, C, D>(wmma::mem_row_major) <= 0);
  CHECK(worst_error<M, N, K, T, row_major, col_major, C, D>(wmma::mem_col_major) <= 0);
  CHECK(worst_error<M, N, K, T, col_major, row_major, C, D>(wmma::mem_row_major) <= 0);
  CHECK(worst_error<M, N, K, T, col_major, col_major, C, D>(wmma::mem_col_major) <= 0);
}

template <int M, int N>
void check_types() {
  check_layouts<M, N, 16, __half, float, float>();
  check_layouts<M, N, 16, __half, __half, __half>();
  check_layouts<M, N, 16, __half, float, __half>();
  check_layouts<M, N, 16, __nv_bfloat16, float, float>();
  check_layouts<M, N, 16, signed char, int, int>();
  check_layouts<M, N, 16, unsigned char, int, int>();
}

// What the last kernel did wrong; kernels run again afterwards.
std::string fault_report() {
  cudaDeviceReset();
  return last_fault().report;
}

}  // namespace

TEST_CASE("a tile of 16x16x16 is the product, in every layout and type") { check_types<16, 16>(); }
TEST_CASE("a tile of 32x8x16 is the product, in every layout and type") { check_types<32, 8>(); }
TEST_CASE("a tile of 8x32x16 is the product, in every layout and type") { check_types<8, 32>(); }
TEST_CASE("a tile of tf32 is the product, in every layout") {
  check_layouts<16, 16, 8, wmma::precision::tf32, float, float>();
}

TEST_CASE("a lane of A holds what the PTX ISA says of mma.m16n8k16, twice") {
  Matrix<half> a;
  for (int i = 0; i < 256; ++i) a.x[static_cast<size_t>(i)] = half(i);  // 16 * row + column
  std::vector<float> held(16);
  launch<show_kernel>({.block = 32}, held.data(), a.x.data());
  // Lane 5 is member 1 of group 1: rows 1 and 9, columns 2, 3 and 10, 11.
  const std::vector<float> once = {18, 19, 146, 147, 26, 27, 154, 155};
  CHECK(std::vector<float>(held.begin(), held.begin() + 8) == once);
  CHECK(std::vector<float>(held.begin() + 8, held.end()) == once);
}

TEST_CASE("fragments have CUDA's lengths") {
  using namespace wmma;
  CHECK(fragment<matrix_a, 16, 16, 16, half, row_major>::num_elements == 16);
  CHECK(fragment<matrix_b, 32, 8, 16, half, col_major>::num_elements == 16);
  CHECK(fragment<matrix_a, 16, 16, 16, __nv_bfloat16, row_major>::num_elements == 8);
  CHECK(fragment<matrix_a, 32, 8, 16, __nv_bfloat16, row_major>::num_elements == 16);
  CHECK(fragment<matrix_b, 32, 8, 16, signed char, row_major>::num_elements == 4);
  CHECK(fragment<matrix_b, 16, 16, 8, precision::tf32, row_major>::num_elements == 4);
  CHECK(fragment<accumulator, 8, 32, 16, half>::num_elements == 8);
}

TEST_CASE("elements of a fragment can be computed with; what lies between lines is left alone") {
  struct alignas(64) {
    std::array<float, 320> c, d;
  } m;
  for (size_t i = 0; i < 320; ++i) m.c[i] = static_cast<float>(i), m.d[i] = -1;
  launch<scale_kernel>({.block = 32}, m.d.data(), m.c.data());
  for (size_t i = 0; i < 320; ++i) CHECK(m.d[i] == (i % 20 < 16 ? 2 * m.c[i] : -1));
}

TEST_CASE("integer sums stop at the ends if asked to, else they wrap") {
  std::array<int, 2> sums{};
  launch<saturate_kernel>({.block = 32}, sums.data());
  CHECK(sums[0] == 2147483647);
  CHECK(sums[1] == -2147483647 - 1 + 31);
}

TEST_CASE("a float loses 13 bits on its way to tf32") {
  CHECK(wmma::__float_to_tf32(1 + std::ldexp(1.0F, -11)) == 1 + std::ldexp(1.0F, -10));  // a tie goes away from zero
  CHECK(wmma::__float_to_tf32(-1 - std::ldexp(1.0F, -12)) == -1);
  CHECK(wmma::__float_to_tf32(INFINITY) == INFINITY);
}

TEST_CASE("matrices that a tensor core cannot load end the kernel with a report") {
  Matrix<half> a{};
  launch<load_kernel>({.block = 32}, a.x.data(), 17U);
  CHECK_THAT(fault_report(), Contains("load_matrix_sync: lines must be a multiple of 16 bytes apart, got ldm 17 "
                                      "(34 bytes): pad lines by 8 elements"));
  launch<load_kernel>({.block = 32}, a.x.data() + 8, 16U);
  CHECK_THAT(fault_report(), Contains("a multiple of 32 bytes, got one 16 bytes beyond"));
}

TEST_CASE("half a warp cannot multiply") {
  std::array<int, 2> sums{};
  launch<saturate_kernel>({.block = 16}, sums.data());
  CHECK_THAT(fault_report(), Contains("needs all 32 lanes of a warp, 16 came"));
}
