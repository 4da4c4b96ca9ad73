// out = a b, batched: floats by cuBLAS, i64 by a plain loop.
//
// cuBLAS stores matrices by column. A matrix stored by row is to it the transposed one stored by column, and
// (a b)^T = b^T a^T: so it is given b first, then a, and what it writes by column is out by row.
#include "framework/base/error.h"
#include "framework/device/cublas.h"
#include "framework/tensor/cuda/cuda_kernels.h"
#include "framework/tensor/cuda/device_loop.h"
#include "framework/tensor/kernels/arithmetic.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/matrix_operand.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels::cuda {
namespace {

/// A handle for all: it is never changed, and cuBLAS lets threads share such.
class Handle {
 public:
  Handle() { llmsys::detail::check_cublas(cublasCreate(&handle_), "cublasCreate"); }
  ~Handle() { static_cast<void>(cublasDestroy(handle_)); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  [[nodiscard]] cublasHandle_t get() const { return handle_; }

 private:
  cublasHandle_t handle_ = nullptr;
};

cublasHandle_t shared_handle() {
  static const Handle handle;
  return handle.get();
}

/// Products of `count` matrices, each a step behind the one before: what one call of cuBLAS takes.
struct Products {
  cublasOperation_t transpose_a, transpose_b;
  int M, N, K, lda, ldb, count;
  int64_t step_out, step_a, step_b;
};

void multiply(const Products& p, float* out, const float* a, const float* b) {
  const float one = 1, zero = 0;
  llmsys::detail::check_cublas(
      cublasSgemmStridedBatched(shared_handle(), p.transpose_b, p.transpose_a, p.N, p.M, p.K, &one, b, p.ldb, p.step_b,
                                a, p.lda, p.step_a, &zero, out, std::max(p.N, 1), p.step_out, p.count),
      "cublasSgemmStridedBatched");
}

void multiply(const Products& p, double* out, const double* a, const double* b) {
  const double one = 1, zero = 0;
  llmsys::detail::check_cublas(
      cublasDgemmStridedBatched(shared_handle(), p.transpose_b, p.transpose_a, p.N, p.M, p.K, &one, b, p.ldb, p.step_b,
                                a, p.lda, p.step_a, &zero, out, std::max(p.N, 1), p.step_out, p.count),
      "cublasDgemmStridedBatched");
}

/// f16 and bf16: products and sums in f32, rounded once.
template <class T>
void multiply(const Products& p, T* out, const T* a, const T* b) {
  constexpr cudaDataType_t kType = std::is_same_v<T, Half> ? CUDA_R_16F : CUDA_R_16BF;
  const float one = 1, zero = 0;
  llmsys::detail::check_cublas(
      cublasGemmStridedBatchedEx(shared_handle(), p.transpose_b, p.transpose_a, p.N, p.M, p.K, &one, b, kType, p.ldb,
                                 p.step_b, a, kType, p.lda, p.step_a, &zero, out, kType, std::max(p.N, 1), p.step_out,
                                 p.count, CUBLAS_COMPUTE_32F, CUBLAS_GEMM_DEFAULT),
      "cublasGemmStridedBatchedEx");
}

int narrow(int64_t size) {
  LLMSYS_CHECK(ShapeError, size <= std::numeric_limits<int>::max(), "[matmul] cuBLAS takes sizes below 2^31, got ",
               size);
  return static_cast<int>(size);
}

cublasOperation_t operation(const MatrixOperand& x) { return x.stored_by_column ? CUBLAS_OP_T : CUBLAS_OP_N; }

template <class T>
void matmul_floats(Tensor& out, const Tensor& a, const Tensor& b) {
  if (out.numel() == 0) return;
  const MatrixOperand left = matrix_operand(a), right = matrix_operand(b);
  const Strides s_out = leading(out.strides(), 2), s_a = leading(a.strides(), 2), s_b = leading(b.strides(), 2);
  const StridedLoop<3> batch(Shape(leading(out.shape(), 2)), {&s_out, &s_a, &s_b});
  T* to = out.device_data<T>();
  const T* from_a = a.device_data<T>();
  const T* from_b = b.device_data<T>();
  Products p{operation(left),
             operation(right),
             narrow(out.size(-2)),
             narrow(out.size(-1)),
             narrow(a.size(-1)),
             narrow(left.ld),
             narrow(right.ld),
             0,
             0,
             0,
             0};
  walk(batch, 0, batch.numel, [&](const Offsets<3>& at, const Offsets<3>& step, int64_t n) {
    p.count = narrow(n);
    p.step_out = step[0], p.step_a = step[1], p.step_b = step[2];
    multiply(p, to + at[0], from_a + at[1], from_b + at[2]);
  });
}

// One thread per element of out. grid (ceil_div(n, 256)), block (256), no shared memory.
__global__ void matmul_i64_kernel(int64_t* out, const int64_t* a, const int64_t* b, int64_t K, int64_t a_right,
                                  int64_t b_down, DeviceLoop<3> loop) {
  const int64_t i = thread_number();
  if (i >= loop.numel) return;
  const auto at = loop.at(i);
  int64_t sum = 0;
  for (int64_t k = 0; k < K; ++k) sum = Add::apply(sum, Mul::apply(a[at[1] + k * a_right], b[at[2] + k * b_down]));
  out[at[0]] = sum;
}

void matmul_i64(Tensor& out, const Tensor& a, const Tensor& b) {
  const int64_t row = out.rank() - 2, column = out.rank() - 1;
  Strides s_a = a.strides(), s_b = b.strides();
  s_a[column] = 0;  // an element of out is made of a whole row of a and a whole column of b
  s_b[row] = 0;
  const DeviceLoop<3> loop(out.shape(), {&out.strides(), &s_a, &s_b});
  launch_each<matmul_i64_kernel>(loop.numel, out.device_data<int64_t>(), a.device_data<int64_t>(),
                                 b.device_data<int64_t>(), a.size(-1), a.strides()[column], b.strides()[row], loop);
}

}  // namespace

void register_matmul(Registry& registry) {
  registry.set(kMatmul, Device::cuda, DType::f32, matmul_floats<float>, kWho);
  registry.set(kMatmul, Device::cuda, DType::f64, matmul_floats<double>, kWho);
  registry.set(kMatmul, Device::cuda, DType::f16, matmul_floats<Half>, kWho);
  registry.set(kMatmul, Device::cuda, DType::bf16, matmul_floats<BFloat16>, kWho);
  registry.set(kMatmul, Device::cuda, DType::i64, matmul_i64, kWho);
}

}  // namespace llmsys::kernels::cuda
