// cuBLAS against the formula, element by element.
#include "framework/simt/cublas.h"

#include <cmath>
#include <vector>

#include "framework/simt/bfloat16.h"
#include "framework/simt/report.h"
#include "framework/simt/streams.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::contains;

namespace {

/// Device memory with values in it.
template <class T>
struct Device {
  explicit Device(const std::vector<T>& values) : n(values.size()) {
    REQUIRE(cudaMalloc(&data, n * sizeof(T)) == cudaSuccess);
    REQUIRE(cudaMemcpy(data, values.data(), n * sizeof(T), cudaMemcpyHostToDevice) == cudaSuccess);
  }
  ~Device() { cudaFree(data); }
  [[nodiscard]] std::vector<T> get() const {
    std::vector<T> values(n);
    REQUIRE(cudaMemcpy(values.data(), data, n * sizeof(T), cudaMemcpyDeviceToHost) == cudaSuccess);
    return values;
  }
  size_t n;
  T* data = nullptr;
};

/// Small whole numbers and halves: sums of products are exact in every type but the result's rounding.
template <class T>
std::vector<T> numbers(size_t n, int seed) {
  std::vector<T> out(n);
  for (size_t i = 0; i < n; ++i)
    out[i] = static_cast<T>(static_cast<float>((static_cast<int>(i) * 7 + seed * 5) % 11 - 5) * 0.5f);
  return out;
}

/// op(X)(i,j) of a column-major matrix.
template <class T>
double at(const std::vector<T>& x, cublasOperation_t op, int ld, int i, int j, size_t from = 0) {
  if (op != CUBLAS_OP_N) std::swap(i, j);
  return static_cast<double>(
      static_cast<float>(x[from + static_cast<size_t>(i) + static_cast<size_t>(j) * static_cast<size_t>(ld)]));
}

struct Handle {
  Handle() { REQUIRE(cublasCreate(&handle) == CUBLAS_STATUS_SUCCESS); }
  ~Handle() { cublasDestroy(handle); }
  cublasHandle_t handle = nullptr;
};

constexpr int M = 5, N = 7, K = 3, kLda = 8, kLdb = 9, kLdc = 6;

}  // namespace

TEST_CASE("cublas: gemm is the formula, column-major, for all transposes, and leaves padding alone") {
  const Handle h;
  const cublasOperation_t ta = GENERATE(CUBLAS_OP_N, CUBLAS_OP_T), tb = GENERATE(CUBLAS_OP_N, CUBLAS_OP_T, CUBLAS_OP_C);
  const float beta = GENERATE(0.0f, 0.5f), alpha = 2;
  const auto a = numbers<float>(kLda * 8, 1), b = numbers<float>(kLdb * 9, 2), c = numbers<float>(kLdc * N, 3);
  const Device<float> da(a), db(b), dc(c);
  REQUIRE(cublasSgemm(h.handle, ta, tb, M, N, K, &alpha, da.data, kLda, db.data, kLdb, &beta, dc.data, kLdc) ==
          CUBLAS_STATUS_SUCCESS);
  const auto got = dc.get();
  for (int j = 0; j < N; ++j)
    for (int i = 0; i < kLdc; ++i) {
      const size_t at_c = static_cast<size_t>(i + j * kLdc);
      double want = static_cast<double>(beta) * static_cast<double>(c[at_c]);
      for (int k = 0; k < K; ++k) want += 2 * at(a, ta, kLda, i, k) * at(b, tb, kLdb, k, j);
      CHECK(static_cast<double>(got[at_c]) == (i < M ? want : static_cast<double>(c[at_c])));
    }
}

TEST_CASE("cublas: batches step by their strides, a stride of 0 shares, in double, too") {
  const Handle h;
  constexpr int kCount = 3;
  const auto a = numbers<double>(kCount * M * K, 1), b = numbers<double>(K * N, 2);
  const Device<double> da(a), db(b), dc(std::vector<double>(kCount * M * N, NAN));
  const double one = 1, zero = 0;
  REQUIRE(cublasDgemmStridedBatched(h.handle, CUBLAS_OP_N, CUBLAS_OP_N, M, N, K, &one, da.data, M, M * K, db.data, K, 0,
                                    &zero, dc.data, M, M * N, kCount) == CUBLAS_STATUS_SUCCESS);
  const auto got = dc.get();
  for (int g = 0; g < kCount; ++g)
    for (int j = 0; j < N; ++j)
      for (int i = 0; i < M; ++i) {
        double want = 0;
        for (int k = 0; k < K; ++k)
          want += at(a, CUBLAS_OP_N, M, i, k, static_cast<size_t>(g * M * K)) * at(b, CUBLAS_OP_N, K, k, j);
        CHECK(got[static_cast<size_t>(g * M * N + j * M + i)] == want);
      }
}

TEMPLATE_TEST_CASE("cublas: 16-bit inputs are summed in float and rounded once", "", __half, __nv_bfloat16) {
  const Handle h;
  constexpr cudaDataType kType = std::is_same_v<TestType, __half> ? CUDA_R_16F : CUDA_R_16BF;
  constexpr int kDeep = 300;  // sums no longer exact in 16 bits
  const auto a = numbers<TestType>(M * kDeep, 1), b = numbers<TestType>(kDeep * N, 2);
  const Device<TestType> da(a), db(b), dc(numbers<TestType>(M * N, 3));
  const Device<float> wide(std::vector<float>(M * N, NAN));
  const float alpha = 0.25f, beta = 0;
  const auto call = [&](void* c, cudaDataType c_type) {
    return cublasGemmEx(h.handle, CUBLAS_OP_N, CUBLAS_OP_N, M, N, kDeep, &alpha, da.data, kType, M, db.data, kType,
                        kDeep, &beta, c, c_type, M, CUBLAS_COMPUTE_32F, CUBLAS_GEMM_DEFAULT);
  };
  REQUIRE(call(dc.data, kType) == CUBLAS_STATUS_SUCCESS);
  REQUIRE(call(wide.data, CUDA_R_32F) == CUBLAS_STATUS_SUCCESS);
  const auto rounded = dc.get();
  const auto exact = wide.get();
  for (int j = 0; j < N; ++j)
    for (int i = 0; i < M; ++i) {
      double want = 0;
      for (int k = 0; k < kDeep; ++k) want += 0.25 * at(a, CUBLAS_OP_N, M, i, k) * at(b, CUBLAS_OP_N, kDeep, k, j);
      const size_t n = static_cast<size_t>(i + j * M);
      CHECK(static_cast<double>(exact[n]) == want);
      CHECK(static_cast<float>(rounded[n]) == static_cast<float>(TestType(static_cast<float>(want))));
    }
}

TEST_CASE("cublas: what row-major habits do wrong is named") {
  const Handle h;
  const Device<float> a(numbers<float>(15, 1)), b(numbers<float>(21, 2)), c(numbers<float>(35, 3));
  const float one = 1, zero = 0;
  const auto call = [&](int lda, int ldb, int ldc, const float* a_data) {
    return cublasSgemm(h.handle, CUBLAS_OP_N, CUBLAS_OP_N, 5, 7, 3, &one, a_data, lda, b.data, ldb, &zero, c.data, ldc);
  };
  CHECK(call(3, 7, 7, a.data) == CUBLAS_STATUS_INVALID_VALUE);
  CHECK(contains(simt::last_report(), "lda is 3, but A is stored as (m,k) = (5,3) by columns"));
  CHECK(contains(simt::last_report(), "swap A and B"));
  CHECK(call(5, 3, 7, a.data) == CUBLAS_STATUS_INVALID_VALUE);
  CHECK(contains(simt::last_report(), "C takes 188 bytes at 0 of allocation"));
  const float on_host[15] = {};
  CHECK(call(5, 3, 5, on_host) == CUBLAS_STATUS_INVALID_VALUE);
  CHECK(contains(simt::last_report(), "A should be device memory"));
  CHECK(call(5, 3, 5, a.data) == CUBLAS_STATUS_SUCCESS);
  CHECK(cublasSgemm(h.handle, CUBLAS_OP_N, CUBLAS_OP_N, 5, 7, 3, a.data, a.data, 5, b.data, 3, &zero, c.data, 5) ==
        CUBLAS_STATUS_INVALID_VALUE);
  CHECK(contains(simt::last_report(), "CUBLAS_POINTER_MODE_DEVICE"));
  CHECK(cublasGemmEx(h.handle, CUBLAS_OP_N, CUBLAS_OP_N, 1, 1, 1, &one, a.data, CUDA_R_32F, 1, b.data, CUDA_R_16F, 1,
                     &zero, c.data, CUDA_R_32F, 1, CUBLAS_COMPUTE_32F,
                     CUBLAS_GEMM_DEFAULT) == CUBLAS_STATUS_NOT_SUPPORTED);
  CHECK(cublasSscal(nullptr, 1, &one, c.data, 1) == CUBLAS_STATUS_NOT_INITIALIZED);
  CHECK(std::string(cublasGetStatusName(CUBLAS_STATUS_NOT_SUPPORTED)) == "CUBLAS_STATUS_NOT_SUPPORTED");
  CHECK(cudaGetLastError() == cudaSuccess);
}

TEST_CASE("cublas: vectors with increments") {
  const Handle h;
  const Device<float> x({1, -9, 2, -9, 3, -9}), y({10, 20, 30});
  const float two = 2;
  float result = 0;
  REQUIRE(cublasSaxpy(h.handle, 3, &two, x.data, 2, y.data, 1) == CUBLAS_STATUS_SUCCESS);
  CHECK(y.get() == std::vector<float>{12, 24, 36});
  REQUIRE(cublasSdot(h.handle, 3, x.data, 2, y.data, 1, &result) == CUBLAS_STATUS_SUCCESS);
  CHECK(result == 12 + 48 + 108);
  REQUIRE(cublasSscal(h.handle, 3, &two, x.data, 2) == CUBLAS_STATUS_SUCCESS);
  CHECK(x.get() == std::vector<float>{2, -9, 4, -9, 6, -9});
  REQUIRE(cublasSnrm2(h.handle, 2, y.data, 1, &result) == CUBLAS_STATUS_SUCCESS);
  CHECK(std::abs(result - std::sqrt(144.0f + 576.0f)) <= 1e-5f);
  CHECK(cublasSscal(h.handle, 3, &two, x.data, 0) == CUBLAS_STATUS_INVALID_VALUE);
}

TEST_CASE("cublas: gemv, both ways") {
  const Handle h;
  const Device<double> a({1, 2, 3, 4, 5, 6}), x({1, 10, 100}), y({1, 1, 1});  // a = [1 3 5; 2 4 6]
  const double one = 1, minus = -1;
  REQUIRE(cublasDgemv(h.handle, CUBLAS_OP_N, 2, 3, &one, a.data, 2, x.data, 1, &minus, y.data, 1) ==
          CUBLAS_STATUS_SUCCESS);
  CHECK(y.get() == std::vector<double>{530, 641, 1});
  REQUIRE(cublasDgemv(h.handle, CUBLAS_OP_T, 2, 3, &one, a.data, 2, x.data, 2, &one, y.data, 1) ==
          CUBLAS_STATUS_SUCCESS);
  CHECK(y.get() == std::vector<double>{530 + 201, 641 + 403, 1 + 605});
  CHECK(cublasDgemv(h.handle, CUBLAS_OP_N, 3, 2, &one, a.data, 2, x.data, 1, &one, y.data, 1) ==
        CUBLAS_STATUS_INVALID_VALUE);
}

TEST_CASE("cublas: calls keep the order of their stream, read scalars of the host now and of the device later") {
  const Handle h;
  cudaStream_t stream = nullptr;
  cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const Device<float> x({1, 2, 3}), factor({5});
    simt::set_stream_mode(simt::StreamMode::checked, seed);
    REQUIRE(cublasSetStream(h.handle, stream) == CUBLAS_STATUS_SUCCESS);
    float two = 2, result = 0;
    cublasSscal(h.handle, 3, &two, x.data, 1);
    two = 77;
    cudaMemsetAsync(factor.data, 0, 4, stream);
    cublasSetPointerMode(h.handle, CUBLAS_POINTER_MODE_DEVICE);
    cublasSaxpy(h.handle, 2, factor.data, x.data + 1, 1, x.data, 1);
    cublasSetPointerMode(h.handle, CUBLAS_POINTER_MODE_HOST);
    REQUIRE(cublasSdot(h.handle, 3, x.data, 1, x.data, 1, &result) == CUBLAS_STATUS_SUCCESS);
    CHECK(result == 4 + 16 + 36);
    CHECK(simt::stream_findings().empty());
    cudaDeviceSynchronize();
    simt::set_stream_mode(simt::StreamMode::eager);
  }
  cudaStreamDestroy(stream);
}

TEST_CASE("cublas: matrices travel by columns") {
  const std::vector<float> host = {1, 2, -1, 3, 4, -1};  // (2,2), 3 apart
  const Device<float> device(std::vector<float>(4, NAN));
  std::vector<float> back(4, NAN);
  REQUIRE(cublasSetMatrix(2, 2, sizeof(float), host.data(), 3, device.data, 2) == CUBLAS_STATUS_SUCCESS);
  REQUIRE(cublasGetMatrix(2, 2, sizeof(float), device.data, 2, back.data(), 2) == CUBLAS_STATUS_SUCCESS);
  CHECK(back == std::vector<float>{1, 2, 3, 4});
  REQUIRE(cublasGetVector(2, sizeof(float), device.data, 2, back.data(), 1) == CUBLAS_STATUS_SUCCESS);
  CHECK(back == std::vector<float>{1, 3, 3, 4});
}
