// Products of matrices. Column-major C = op(A) op(B) is row-major C^T = op(B)^T op(A)^T, which blas/ computes.
#include "framework/simt/runtime/cublas_gemm.h"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

#include "framework/base/small_float.h"
#include "framework/blas/gemm.h"
#include "framework/simt/runtime/cublas_state.h"

namespace llmsys::simt {
namespace {

size_t size_of(cudaDataType type) { return type == CUDA_R_64F ? 8 : type == CUDA_R_32F ? 4 : 2; }
bool known(cudaDataType type) {
  return type == CUDA_R_64F || type == CUDA_R_32F || type == CUDA_R_16F || type == CUDA_R_16BF;
}
bool is_half(cublasComputeType_t type) { return type == CUBLAS_COMPUTE_16F || type == CUBLAS_COMPUTE_16F_PEDANTIC; }
bool is_double(cublasComputeType_t type) { return type == CUBLAS_COMPUTE_64F || type == CUBLAS_COMPUTE_64F_PEDANTIC; }

/// Matrices as stored: A (m,k) or, transposed, (k,m); B (k,n) or (n,k); C (m,n).
Operand operand_a(const Gemm& g) {
  const bool plain = g.ta == CUBLAS_OP_N;
  return {"A", g.a, plain ? g.m : g.k, plain ? g.k : g.m, g.lda, size_of(g.a_type), false, g.stride_a, g.count};
}
Operand operand_b(const Gemm& g) {
  const bool plain = g.tb == CUBLAS_OP_N;
  return {"B", g.b, plain ? g.k : g.n, plain ? g.n : g.k, g.ldb, size_of(g.b_type), false, g.stride_b, g.count};
}
Operand operand_c(const Gemm& g) { return {"C", g.c, g.m, g.n, g.ldc, size_of(g.c_type), true, g.stride_c, g.count}; }

/// What is wrong with a leading dimension, and the usual reason; "" if nothing.
std::string ld_problem(const Gemm& g, const Operand& o, const char* letters) {
  if (o.ld >= std::max<int64_t>(1, o.rows)) return "";
  const std::string ld = text("ld", std::string(1, static_cast<char>(std::tolower(o.name[0]))));
  return text(ld, " is ", o.ld, ", but ", o.name, " is stored as ", letters, " = (", o.rows, ",", o.columns,
              ") by columns: it must be at least ", o.rows,
              ". If your matrices are row-major, compute C^T = B^T A^T: swap A and B, and m and n (", g.who,
              "(handle, op of B, op of A, n, m, k, alpha, B, columns of B, A, columns of A, beta, C, n))");
}

std::string problem(const Gemm& g, cublasPointerMode_t mode) {
  if (g.m < 0 || g.n < 0 || g.k < 0 || g.count < 0)
    return text("negative size: m ", g.m, ", n ", g.n, ", k ", g.k, ", count ", g.count);
  const Operand a = operand_a(g), b = operand_b(g), c = operand_c(g);
  for (const std::string& what : {ld_problem(g, a, g.ta == CUBLAS_OP_N ? "(m,k)" : "(k,m)"),
                                  ld_problem(g, b, g.tb == CUBLAS_OP_N ? "(k,n)" : "(n,k)"), ld_problem(g, c, "(m,n)"),
                                  scalar_problem("alpha", g.alpha, mode), scalar_problem("beta", g.beta, mode),
                                  operand_problem(a), operand_problem(b), operand_problem(c)})
    if (!what.empty()) return what;
  if (g.count > 1 && g.stride_c < int64_t{g.ldc} * (g.n - 1) + g.m)
    return text("matrices C overlap: they are ", g.stride_c, " elements apart");
  return "";
}

/// Types that cuBLAS takes and the emulator has.
bool supported(const Gemm& g) {
  if (!known(g.a_type) || !known(g.c_type) || g.a_type != g.b_type) return false;
  if (is_double(g.compute)) return g.a_type == CUDA_R_64F && g.c_type == CUDA_R_64F;
  if (is_half(g.compute)) return g.a_type == CUDA_R_16F && g.c_type == CUDA_R_16F;
  return g.a_type != CUDA_R_64F && (g.c_type == g.a_type || g.c_type == CUDA_R_32F);
}

template <class From, class To>
void convert(To* to, const From* from, int64_t n) {
  for (int64_t i = 0; i < n; ++i) to[i] = static_cast<To>(from[i]);
}

/// A matrix in float, its columns one after another.
std::vector<float> widened(const void* data, cudaDataType type, const Operand& o) {
  std::vector<float> out(static_cast<size_t>(o.rows * o.columns));
  for (int64_t j = 0; j < o.columns; ++j) {
    float* to = out.data() + j * o.rows;
    if (type == CUDA_R_16F) convert(to, static_cast<const Half*>(data) + j * o.ld, o.rows);
    if (type == CUDA_R_16BF) convert(to, static_cast<const BFloat16*>(data) + j * o.ld, o.rows);
    if (type == CUDA_R_32F) convert(to, static_cast<const float*>(data) + j * o.ld, o.rows);
  }
  return out;
}

/// Rounds a float matrix to where it belongs.
void narrow(void* data, cudaDataType type, const Operand& o, const std::vector<float>& from) {
  for (int64_t j = 0; j < o.columns; ++j) {
    const float* column = from.data() + j * o.rows;
    if (type == CUDA_R_16F) convert(static_cast<Half*>(data) + j * o.ld, column, o.rows);
    if (type == CUDA_R_16BF) convert(static_cast<BFloat16*>(data) + j * o.ld, column, o.rows);
    if (type == CUDA_R_32F) convert(static_cast<float*>(data) + j * o.ld, column, o.rows);
  }
}

template <class T>
void product(const Gemm& g, T alpha, const T* a, int64_t lda, const T* b, int64_t ldb, T beta, T* c, int64_t ldc) {
  const auto transpose = [](cublasOperation_t op) {
    return op == CUBLAS_OP_N ? blas::Transpose::no : blas::Transpose::yes;
  };
  blas::gemm(transpose(g.tb), transpose(g.ta), g.n, g.m, g.k, alpha, b, ldb, a, lda, beta, c, ldc);
}

/// Inputs of 16 bits: widened, multiplied in float, rounded once.
void mixed_product(const Gemm& g, float alpha, const void* a, const void* b, float beta, void* c) {
  const Operand oa = operand_a(g), ob = operand_b(g), oc = operand_c(g);
  std::vector<float> sums(static_cast<size_t>(oc.rows * oc.columns));
  if (beta != 0) sums = widened(c, g.c_type, oc);
  product<float>(g, alpha, widened(a, g.a_type, oa).data(), std::max<int64_t>(1, oa.rows),
                 widened(b, g.b_type, ob).data(), std::max<int64_t>(1, ob.rows), beta, sums.data(),
                 std::max<int64_t>(1, oc.rows));
  narrow(c, g.c_type, oc, sums);
}

template <class T>
const T* element(const void* base, long long index, cudaDataType type) {
  return reinterpret_cast<const T*>(static_cast<const char*>(base) + static_cast<size_t>(index) * size_of(type));
}

template <class T>
void run(const Gemm& g, T alpha, T beta) {
  observe(operand_a(g), g.who);
  observe(operand_b(g), g.who);
  if (beta != 0) {
    Operand before = operand_c(g);
    before.write = false;
    observe(before, g.who);
  }
  for (long long i = 0; i < g.count; ++i) {
    const auto* a = element<T>(g.a, i * g.stride_a, g.a_type);
    const auto* b = element<T>(g.b, i * g.stride_b, g.b_type);
    auto* c = const_cast<T*>(element<T>(g.c, i * g.stride_c, g.c_type));
    if (size_of(g.a_type) == sizeof(T))
      product<T>(g, alpha, a, g.lda, b, g.ldb, beta, c, g.ldc);
    else
      mixed_product(g, static_cast<float>(alpha), a, b, static_cast<float>(beta), c);
  }
  observe(operand_c(g), g.who);
}

/// `S` is the type of alpha and beta, `T` that of sums.
template <class S, class T>
cublasStatus_t enqueue_gemm(cublasHandle_t handle, const Gemm& g) {
  const Scalar<S> alpha(g.alpha, handle->pointer_mode), beta(g.beta, handle->pointer_mode);
  const Work work{
      g.who, cudaGraphNodeTypeKernel, {range_of(operand_a(g)), range_of(operand_b(g)), range_of(operand_c(g))}};
  const cudaError_t error = enqueue(
      handle->stream, work, [g, alpha, beta] { run<T>(g, static_cast<T>(alpha.get()), static_cast<T>(beta.get())); });
  return error == cudaSuccess ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_EXECUTION_FAILED;
}

}  // namespace

cublasStatus_t gemm(cublasHandle_t handle, const Gemm& g) {
  if (const cublasStatus_t error = check_handle(g.who, handle)) return error;
  if (!supported(g))
    return refuse(
        g.who, CUBLAS_STATUS_NOT_SUPPORTED,
        "types: A and B have to be alike; half and bfloat16 give themselves or float; float float; double double, with "
        "the compute type to match");
  if (const std::string what = problem(g, handle->pointer_mode); !what.empty())
    return refuse(g.who, CUBLAS_STATUS_INVALID_VALUE, what);
  if (g.m == 0 || g.n == 0 || g.count == 0) return CUBLAS_STATUS_SUCCESS;
  if (is_double(g.compute)) return enqueue_gemm<double, double>(handle, g);
  return is_half(g.compute) ? enqueue_gemm<Half, float>(handle, g) : enqueue_gemm<float, float>(handle, g);
}

}  // namespace llmsys::simt
