// Products of a matrix and a vector, operations on vectors, and copies.
#include <cmath>
#include <vector>

#include "framework/blas/gemm.h"
#include "framework/simt/runtime/copy.h"
#include "framework/simt/runtime/cublas_state.h"

using namespace llmsys;
using namespace llmsys::simt;

namespace {

/// n elements, `inc` apart: a matrix of one row.
template <class T>
Operand vector_operand(const char* name, const T* x, int n, int inc, bool write) {
  return {name, x, n == 0 ? 0 : 1, n, inc, sizeof(T), write};
}

cublasStatus_t status_of(cudaError_t error) {
  return error == cudaSuccess ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_EXECUTION_FAILED;
}

/// Checks operands, then puts `action` into the handle's stream; tells the observer what is read before, and written after.
template <class Function>
cublasStatus_t enqueue_checked(const char* who, cublasHandle_t handle, const std::vector<Operand>& operands,
                               const Function& action) {
  Work work{who, cudaGraphNodeTypeKernel, {}};
  for (size_t i = 0; i < operands.size(); ++i) {
    const Operand& o = operands[i];
    if (o.ld < 1)
      return refuse(who, CUBLAS_STATUS_INVALID_VALUE,
                    text("the increment of ", o.name, " is ", o.ld, ", and has to be positive"));
    if (o.columns < 0) return refuse(who, CUBLAS_STATUS_INVALID_VALUE, text("n is ", o.columns));
    if (const std::string what = operand_problem(o); !what.empty())
      return refuse(who, CUBLAS_STATUS_INVALID_VALUE, what);
    work.ranges[i] = range_of(o);
  }
  return status_of(enqueue(handle->stream, work, [=] {
    for (const Operand& o : operands) {
      Operand before = o;
      before.write = false;
      observe(before, who);
    }
    action();
    for (const Operand& o : operands)
      if (o.write) observe(o, who);
  }));
}

template <class T>
std::vector<T> gathered(const T* x, int64_t n, int64_t inc) {
  std::vector<T> out(static_cast<size_t>(n));
  for (int64_t i = 0; i < n; ++i) out[static_cast<size_t>(i)] = x[i * inc];
  return out;
}

template <class T>
cublasStatus_t gemv(const char* who, cublasHandle_t handle, cublasOperation_t ta, int m, int n, const T* alpha,
                    const T* a, int lda, const T* x, int incx, const T* beta, T* y, int incy) {
  if (const cublasStatus_t error = check_handle(who, handle)) return error;
  const bool plain = ta == CUBLAS_OP_N;
  if (m < 0 || n < 0 || lda < std::max(1, m))
    return refuse(who, CUBLAS_STATUS_INVALID_VALUE,
                  text("lda is ", lda, ", but A is stored as (m,n) = (", m, ",", n,
                       ") by columns: it must be at least m. Is your A "
                       "row-major? Then it is (n,m) with lda n, transposed: CUBLAS_OP_T, and m and n swapped"));
  for (const std::string& what :
       {scalar_problem("alpha", alpha, handle->pointer_mode), scalar_problem("beta", beta, handle->pointer_mode)})
    if (!what.empty()) return refuse(who, CUBLAS_STATUS_INVALID_VALUE, what);
  const int in = plain ? n : m, out = plain ? m : n;
  if (out == 0) return CUBLAS_STATUS_SUCCESS;
  const Operand matrix{"A", a, m, n, lda, sizeof(T), false};
  const Scalar<T> scale(alpha, handle->pointer_mode), keep(beta, handle->pointer_mode);
  return enqueue_checked(
      who, handle, {matrix, vector_operand("x", x, in, incx, false), vector_operand("y", y, out, incy, true)}, [=] {
        const std::vector<T> from = gathered(x, in, incx);
        std::vector<T> to = gathered(y, out, incy);
        blas::gemv(plain ? blas::Transpose::yes : blas::Transpose::no, n, m, scale.get(), a, lda, from.data(),
                   keep.get(), to.data());
        for (int64_t i = 0; i < out; ++i) y[i * incy] = to[static_cast<size_t>(i)];
      });
}

template <class T>
cublasStatus_t axpy(const char* who, cublasHandle_t handle, int n, const T* alpha, const T* x, int incx, T* y,
                    int incy) {
  if (const cublasStatus_t error = check_handle(who, handle)) return error;
  if (const std::string what = scalar_problem("alpha", alpha, handle->pointer_mode); !what.empty())
    return refuse(who, CUBLAS_STATUS_INVALID_VALUE, what);
  const Scalar<T> scale(alpha, handle->pointer_mode);
  return enqueue_checked(who, handle, {vector_operand("x", x, n, incx, false), vector_operand("y", y, n, incy, true)},
                         [=] {
                           const T factor = scale.get();
                           for (int64_t i = 0; i < n; ++i) y[i * incy] += factor * x[i * incx];
                         });
}

template <class T>
cublasStatus_t scal(const char* who, cublasHandle_t handle, int n, const T* alpha, T* x, int incx) {
  if (const cublasStatus_t error = check_handle(who, handle)) return error;
  if (const std::string what = scalar_problem("alpha", alpha, handle->pointer_mode); !what.empty())
    return refuse(who, CUBLAS_STATUS_INVALID_VALUE, what);
  const Scalar<T> scale(alpha, handle->pointer_mode);
  return enqueue_checked(who, handle, {vector_operand("x", x, n, incx, true)}, [=] {
    const T factor = scale.get();
    for (int64_t i = 0; i < n; ++i) x[i * incx] *= factor;
  });
}

/// Sums in double. The host waits if the result lies there.
template <class T>
cublasStatus_t dot(const char* who, cublasHandle_t handle, int n, const T* x, int incx, const T* y, int incy, T* result,
                   bool root) {
  if (const cublasStatus_t error = check_handle(who, handle)) return error;
  if (const std::string what = scalar_problem("result", result, handle->pointer_mode); !what.empty())
    return refuse(who, CUBLAS_STATUS_INVALID_VALUE, what);
  const cublasStatus_t status = enqueue_checked(
      who, handle, {vector_operand("x", x, n, incx, false), vector_operand("y", y, n, incy, false)}, [=] {
        double sum = 0;
        for (int64_t i = 0; i < n; ++i) sum += static_cast<double>(x[i * incx]) * static_cast<double>(y[i * incy]);
        *result = static_cast<T>(root ? std::sqrt(sum) : sum);
        if (MemoryObserver* listener = memory_observer(); listener != nullptr && in_arena(result))
          listener->written(result, sizeof(T));
      });
  if (status != CUBLAS_STATUS_SUCCESS || handle->pointer_mode == CUBLAS_POINTER_MODE_DEVICE || g_deferring == 0)
    return status;
  return status_of(cudaStreamSynchronize(handle->stream));
}

cublasStatus_t copy_columns(const char* who, Copy c) {
  c.who = who;
  return copy(c) == cudaSuccess ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_MAPPING_ERROR;
}

size_t bytes(int n, int element_bytes) { return static_cast<size_t>(n) * static_cast<size_t>(element_bytes); }

}  // namespace

cublasStatus_t cublasSgemv(cublasHandle_t handle, cublasOperation_t ta, int m, int n, const float* alpha,
                           const float* a, int lda, const float* x, int incx, const float* beta, float* y, int incy) {
  return gemv("cublasSgemv", handle, ta, m, n, alpha, a, lda, x, incx, beta, y, incy);
}
cublasStatus_t cublasDgemv(cublasHandle_t handle, cublasOperation_t ta, int m, int n, const double* alpha,
                           const double* a, int lda, const double* x, int incx, const double* beta, double* y,
                           int incy) {
  return gemv("cublasDgemv", handle, ta, m, n, alpha, a, lda, x, incx, beta, y, incy);
}
cublasStatus_t cublasSaxpy(cublasHandle_t handle, int n, const float* alpha, const float* x, int incx, float* y,
                           int incy) {
  return axpy("cublasSaxpy", handle, n, alpha, x, incx, y, incy);
}
cublasStatus_t cublasDaxpy(cublasHandle_t handle, int n, const double* alpha, const double* x, int incx, double* y,
                           int incy) {
  return axpy("cublasDaxpy", handle, n, alpha, x, incx, y, incy);
}
cublasStatus_t cublasSdot(cublasHandle_t handle, int n, const float* x, int incx, const float* y, int incy,
                          float* result) {
  return dot("cublasSdot", handle, n, x, incx, y, incy, result, false);
}
cublasStatus_t cublasDdot(cublasHandle_t handle, int n, const double* x, int incx, const double* y, int incy,
                          double* result) {
  return dot("cublasDdot", handle, n, x, incx, y, incy, result, false);
}
cublasStatus_t cublasSnrm2(cublasHandle_t handle, int n, const float* x, int incx, float* result) {
  return dot("cublasSnrm2", handle, n, x, incx, x, incx, result, true);
}
cublasStatus_t cublasDnrm2(cublasHandle_t handle, int n, const double* x, int incx, double* result) {
  return dot("cublasDnrm2", handle, n, x, incx, x, incx, result, true);
}
cublasStatus_t cublasSscal(cublasHandle_t handle, int n, const float* alpha, float* x, int incx) {
  return scal("cublasSscal", handle, n, alpha, x, incx);
}
cublasStatus_t cublasDscal(cublasHandle_t handle, int n, const double* alpha, double* x, int incx) {
  return scal("cublasDscal", handle, n, alpha, x, incx);
}

cublasStatus_t cublasSetMatrix(int rows, int columns, int element_bytes, const void* a, int lda, void* b, int ldb) {
  return copy_columns("cublasSetMatrix",
                      {"", b, bytes(ldb, element_bytes), a, bytes(lda, element_bytes), bytes(rows, element_bytes),
                       static_cast<size_t>(columns), cudaMemcpyHostToDevice, nullptr, false});
}
cublasStatus_t cublasGetMatrix(int rows, int columns, int element_bytes, const void* a, int lda, void* b, int ldb) {
  return copy_columns("cublasGetMatrix",
                      {"", b, bytes(ldb, element_bytes), a, bytes(lda, element_bytes), bytes(rows, element_bytes),
                       static_cast<size_t>(columns), cudaMemcpyDeviceToHost, nullptr, false});
}
cublasStatus_t cublasSetVector(int n, int element_bytes, const void* x, int incx, void* y, int incy) {
  return cublasSetMatrix(1, n, element_bytes, x, incx, y, incy);
}
cublasStatus_t cublasGetVector(int n, int element_bytes, const void* x, int incx, void* y, int incy) {
  return cublasGetMatrix(1, n, element_bytes, x, incx, y, incy);
}
