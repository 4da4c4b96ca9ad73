// Lab 03: its kernels under `./lab profile 3`.
#include "autograder/02_gpu_kernels/device_tensor.h"
#include "autograder/profile/cases.h"
#include "framework/base/rng.h"
#include "framework/device/device.h"
#include "labs/03_gpu_fusion/layer_norm.h"
#include "labs/03_gpu_fusion/matmul_register.h"
#include "labs/03_gpu_fusion/matmul_tensor_core.h"
#include "labs/03_gpu_fusion/softmax.h"

namespace llmsys {
namespace {

using lab02::DeviceTensor;

constexpr int kSide = 256, kRows = 64, kColumns = 1024;

Tensor numbers(const Shape& shape, DType dtype = DType::f32) {
  Rng rng(1);
  return raw::to(randn(shape, rng), dtype);
}

void run_matmul_register() {
  DeviceTensor a(numbers({kSide, kSide})), b(numbers({kSide, kSide})), c({kSide, kSide}, DType::f32);
  lab03::matmul_register<float>(c.data<float>(), a.data<float>(), b.data<float>(), kSide, kSide, kSide, Stream());
  cuda_synchronize();
}

void run_matmul_tensor_core() {
  DeviceTensor a(numbers({kSide, kSide}, DType::f16)), b(numbers({kSide, kSide}, DType::f16));
  DeviceTensor c({kSide, kSide}, DType::f32);
  lab03::matmul_tensor_core<lab03::half>(c.data<float>(), a.data<lab03::half>(), b.data<lab03::half>(), kSide, kSide,
                                         kSide, Stream());
  cuda_synchronize();
}

void run_softmax() {
  DeviceTensor x(numbers({kRows, kColumns})), y({kRows, kColumns}, DType::f32), dx({kRows, kColumns}, DType::f32);
  lab03::softmax_forward<float>(y.data<float>(), x.data<float>(), kRows, kColumns, Stream());
  lab03::softmax_backward<float>(dx.data<float>(), x.data<float>(), y.data<float>(), kRows, kColumns, Stream());
  cuda_synchronize();
}

void run_layer_norm() {
  const Shape all = {kRows, kColumns};
  DeviceTensor x(numbers(all)), w(numbers({kColumns})), b(numbers({kColumns})), y(all, DType::f32);
  DeviceTensor dx(all, DType::f32), mean({kRows}, DType::f32), rstd({kRows}, DType::f32), dw({kColumns}, DType::f32);
  DeviceTensor db({kColumns}, DType::f32), scratch({lab03::layer_norm_scratch(kRows, kColumns)}, DType::f32);
  lab03::layer_norm_forward<float>(y.data<float>(), mean.data<float>(), rstd.data<float>(), x.data<float>(),
                                   w.data<float>(), b.data<float>(), 1e-5F, kRows, kColumns, Stream());
  lab03::layer_norm_backward<float>(dx.data<float>(), dw.data<float>(), db.data<float>(), scratch.data<float>(),
                                    y.data<float>(), x.data<float>(), mean.data<float>(), rstd.data<float>(),
                                    w.data<float>(), kRows, kColumns, Stream());
  cuda_synchronize();
}

}  // namespace

std::vector<ProfileCase> profile_cases() {
  return {{"matmul_register", "256 x 256 x 256 floats", run_matmul_register},
          {"matmul_tensor_core", "256 x 256 x 256 halves", run_matmul_tensor_core},
          {"softmax", "64 rows of 1024 floats, forward and backward", run_softmax},
          {"layer_norm", "64 rows of 1024 floats, forward and backward", run_layer_norm}};
}

}  // namespace llmsys
