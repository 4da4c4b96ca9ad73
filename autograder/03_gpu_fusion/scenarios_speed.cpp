// Lab 03 on a GPU: how long kernels take for sizes that fill it. Untested: no GPU was at hand.
#include "autograder/03_gpu_fusion/launches.h"
#include "autograder/03_gpu_fusion/scenarios.h"
#include "autograder/worker/gpu_time.h"
#include "labs/03_gpu_fusion/layer_norm.h"
#include "labs/03_gpu_fusion/matmul_register.h"
#include "labs/03_gpu_fusion/matmul_tensor_core.h"
#include "labs/03_gpu_fusion/softmax.h"

namespace llmsys::lab03 {
namespace {

constexpr int kRows = 32768, kColumns = 1024;       // 128 MiB of floats
constexpr int64_t kBytes = 4LL * kRows * kColumns;  // of one such tensor
constexpr int kSide = 2048;                         // of matrices

Values time_matmul_register(const Values&) {
  DeviceTensor a(ones({kSide, kSide})), b(ones({kSide, kSide})), c({kSide, kSide}, DType::f32);
  return gpu_times(
      [&] { matmul_register<float>(c.data<float>(), a.data<float>(), b.data<float>(), kSide, kSide, kSide, Stream()); },
      cublas_product(kSide, kSide, kSide, DType::f32));
}

Values time_matmul_tensor_core(const Values&) {
  DeviceTensor a(ones({kSide, kSide}, DType::bf16)), b(ones({kSide, kSide}, DType::bf16)),
      c({kSide, kSide}, DType::f32);
  return gpu_times(
      [&] { matmul_tensor_core<bf16>(c.data<float>(), a.data<bf16>(), b.data<bf16>(), kSide, kSide, kSide, Stream()); },
      cublas_product(kSide, kSide, kSide, DType::bf16));
}

Values time_softmax(const Values&) {
  DeviceTensor x(ones({kRows, kColumns})), y({kRows, kColumns}, DType::f32);
  return gpu_times([&] { softmax_forward<float>(y.data<float>(), x.data<float>(), kRows, kColumns, Stream()); },
                   moving(2 * kBytes));
}

Values time_layer_norm(const Values&) {
  DeviceTensor x(ones({kRows, kColumns})), w(ones({kColumns})), b(ones({kColumns})), y({kRows, kColumns}, DType::f32);
  DeviceTensor mean({kRows}, DType::f32), rstd({kRows}, DType::f32);
  return gpu_times(
      [&] {
        layer_norm_forward<float>(y.data<float>(), mean.data<float>(), rstd.data<float>(), x.data<float>(),
                                  w.data<float>(), b.data<float>(), 1e-5F, kRows, kColumns, Stream());
      },
      moving(2 * kBytes));
}

Values time_layer_norm_backward(const Values&) {
  DeviceTensor x(ones({kRows, kColumns})), dy(ones({kRows, kColumns})), w(ones({kColumns})),
      dx({kRows, kColumns}, DType::f32);
  DeviceTensor mean(zeros({kRows})), rstd(ones({kRows})), dw({kColumns}, DType::f32), db({kColumns}, DType::f32);
  DeviceTensor scratch({layer_norm_scratch(kRows, kColumns)}, DType::f32);
  return gpu_times(
      [&] {
        layer_norm_backward<float>(dx.data<float>(), dw.data<float>(), db.data<float>(), scratch.data<float>(),
                                   dy.data<float>(), x.data<float>(), mean.data<float>(), rstd.data<float>(),
                                   w.data<float>(), kRows, kColumns, Stream());
      },
      moving(3 * kBytes));
}

}  // namespace

void add_speed_scenarios(ScenarioTable& table) {
  table.add("time_matmul_register", time_matmul_register);
  table.add("time_matmul_tensor_core", time_matmul_tensor_core);
  table.add("time_softmax", time_softmax);
  table.add("time_layer_norm", time_layer_norm);
  table.add("time_layer_norm_backward", time_layer_norm_backward);
}

}  // namespace llmsys::lab03
