// Lab 02: its kernels under `./lab profile 2`, the given slow ones beside those of the tasks.
#include "autograder/02_gpu_kernels/device_tensor.h"
#include "autograder/profile/cases.h"
#include "framework/device/device.h"
#include "labs/02_gpu_kernels/copy.h"
#include "labs/02_gpu_kernels/matmul.h"
#include "labs/02_gpu_kernels/reduce.h"
#include "labs/02_gpu_kernels/transpose.h"

namespace llmsys {
namespace {

using lab02::DeviceTensor;

constexpr int kSide = 512, kProduct = 128;

template <auto Copy>
void run_copy() {
  DeviceTensor x(ones({kSide, kSide})), y({kSide, kSide}, DType::f32);
  Copy(y.data<float>(), x.data<float>(), int64_t{kSide} * kSide, Stream());
  cuda_synchronize();
}

template <auto Transpose>
void run_transpose() {
  DeviceTensor x(ones({kSide, kSide})), y({kSide, kSide}, DType::f32);
  Transpose(y.data<float>(), x.data<float>(), kSide, kSide, Stream());
  cuda_synchronize();
}

void run_sum() {
  DeviceTensor x(ones({kSide, kSide})), y({1}, DType::f32), partials({lab02::kMaxPartials}, DType::f32);
  lab02::sum<float>(y.data<float>(), partials.data<float>(), x.data<float>(), int64_t{kSide} * kSide, Stream());
  cuda_synchronize();
}

template <auto Matmul>
void run_matmul() {
  DeviceTensor a(ones({kProduct, kProduct})), b(ones({kProduct, kProduct})), c({kProduct, kProduct}, DType::f32);
  Matmul(c.data<float>(), a.data<float>(), b.data<float>(), kProduct, kProduct, kProduct, kProduct, kProduct, Stream());
  cuda_synchronize();
}

}  // namespace

std::vector<ProfileCase> profile_cases() {
  return {{"copy_blocked", "512 x 512 floats, given and slow", run_copy<lab02::copy_blocked<float>>},
          {"copy_coalesced", "512 x 512 floats", run_copy<lab02::copy_coalesced<float>>},
          {"copy_vectorized", "512 x 512 floats, 16 bytes at a time", run_copy<lab02::copy_vectorized<float>>},
          {"transpose_naive", "512 x 512 floats, given and slow", run_transpose<lab02::transpose_naive<float>>},
          {"transpose", "512 x 512 floats", run_transpose<lab02::transpose<float>>},
          {"sum", "512 x 512 floats", run_sum},
          {"matmul_naive", "128 x 128 x 128 floats, given and slow", run_matmul<lab02::matmul_naive<float>>},
          {"matmul", "128 x 128 x 128 floats, tiled", run_matmul<lab02::matmul<float>>}};
}

}  // namespace llmsys
