// out = a b, batched: f32 and f64 hand each matrix to framework/blas, which reads transposed operands in place. f16 and
// bf16 multiply as f32 and round the result.
#include "framework/blas/gemm.h"
#include "framework/tensor/copy.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/kernels/arithmetic.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/matrix_operand.h"
#include "framework/tensor/kernels/strided_loop.h"
#include "framework/tensor/registry.h"
#include "framework/tensor/views.h"

namespace llmsys::kernels {
namespace {

blas::Transpose transpose(const MatrixOperand& x) {
  return x.stored_by_column ? blas::Transpose::yes : blas::Transpose::no;
}

/// Calls multiply(offset in out, in a, in b) for each matrix of the batch; matrices too small for several threads share
/// them out instead.
template <class Multiply>
void for_each_matrix(const Tensor& out, const Tensor& a, const Tensor& b, const Multiply& multiply) {
  const auto leading = [&](const IntList& list) { return IntList(std::span(list.begin(), size_t(out.rank() - 2))); };
  const Strides s_out = leading(out.strides()), s_a = leading(a.strides()), s_b = leading(b.strides());
  const StridedLoop<3> batch(Shape(leading(out.shape())), {&s_out, &s_a, &s_b});
  const auto row = [&](const Offsets<3>& at, const Offsets<3>& step, int64_t n) {
    for (int64_t i = 0; i < n; ++i) multiply(at[0] + i * step[0], at[1] + i * step[1], at[2] + i * step[2]);
  };
  constexpr int64_t kSmall = 1 << 20;  // multiplications: below it blas gains nothing from a second thread
  const int64_t work = out.size(-2) * out.size(-1) * a.size(-1);
  if (work < kSmall)
    walk_parallel(batch, std::max<int64_t>(1, kSmall / std::max<int64_t>(work, 1)), row);
  else
    walk(batch, 0, batch.numel, row);
}

template <class T>
void matmul_blas(Tensor& out, const Tensor& a, const Tensor& b) {
  const int64_t M = out.size(-2), N = out.size(-1), K = a.size(-1);
  const MatrixOperand left = matrix_operand(a), right = matrix_operand(b);
  T* c = out.data<T>();
  const T* x = a.data<T>();
  const T* y = b.data<T>();
  for_each_matrix(out, a, b, [=](int64_t in_c, int64_t in_x, int64_t in_y) {
    blas::gemm(transpose(left), transpose(right), M, N, K, T{1}, x + in_x, left.ld, y + in_y, right.ld, T{0}, c + in_c,
               std::max<int64_t>(N, 1));
  });
}

/// x in f32. Its matrices stay stored by row or by column as they are, and what is broadcast is converted once.
Tensor widened(const Tensor& x) {
  Tensor once = x;
  for (int64_t d = 0; d < x.rank(); ++d)
    if (x.strides()[d] == 0 && x.shape()[d] > 1) once = raw::slice(once, d, 0, 1);
  if (matrix_operand(x).stored_by_column)
    once = raw::transpose(raw::to(raw::transpose(once), DType::f32));
  else
    once = raw::to(once, DType::f32);
  return raw::expand(once, x.shape());
}

void matmul_rounded(Tensor& out, const Tensor& a, const Tensor& b) {
  Tensor wide = empty(out.shape(), DType::f32, Device::cpu);  // (..,M,N)
  matmul_blas<float>(wide, widened(a), widened(b));
  raw::copy_(out, wide);
}

void matmul_i64(Tensor& out, const Tensor& a, const Tensor& b) {
  const int64_t M = out.size(-2), N = out.size(-1), K = a.size(-1);
  const int64_t a_down = a.strides()[a.rank() - 2], a_right = a.strides()[a.rank() - 1];
  const int64_t b_down = b.strides()[b.rank() - 2], b_right = b.strides()[b.rank() - 1];
  int64_t* c = out.data<int64_t>();
  const int64_t* x = a.data<int64_t>();
  const int64_t* y = b.data<int64_t>();
  for_each_matrix(out, a, b, [=](int64_t in_c, int64_t in_x, int64_t in_y) {
    for (int64_t i = 0; i < M; ++i)
      for (int64_t j = 0; j < N; ++j) {
        int64_t sum = 0;
        for (int64_t k = 0; k < K; ++k)
          sum = Add::apply(sum, Mul::apply(x[in_x + i * a_down + k * a_right], y[in_y + k * b_down + j * b_right]));
        c[in_c + i * N + j] = sum;
      }
  });
}

}  // namespace

void register_matmul(Registry& registry) {
  registry.set(kMatmul, Device::cpu, DType::f32, matmul_blas<float>, kWho);
  registry.set(kMatmul, Device::cpu, DType::f64, matmul_blas<double>, kWho);
  registry.set(kMatmul, Device::cpu, DType::f16, matmul_rounded, kWho);
  registry.set(kMatmul, Device::cpu, DType::bf16, matmul_rounded, kWho);
  registry.set(kMatmul, Device::cpu, DType::i64, matmul_i64, kWho);
}

}  // namespace llmsys::kernels
