// Lab 02 on a GPU: how long kernels take for sizes that fill it. Untested: no GPU was at hand.
#include "autograder/02_gpu_kernels/device_tensor.h"
#include "autograder/02_gpu_kernels/scenarios.h"
#include "autograder/worker/gpu_time.h"
#include "labs/02_gpu_kernels/copy.h"
#include "labs/02_gpu_kernels/matmul.h"
#include "labs/02_gpu_kernels/reduce.h"
#include "labs/02_gpu_kernels/transpose.h"

namespace llmsys::lab02 {
namespace {

constexpr int kSide = 4096;                        // 64 MiB of floats: beyond the caches of all but the largest GPUs
constexpr int64_t kNumbers = 2LL * kSide * kSide;  // 128 MiB

Values time_copy(const Values&) {
  DeviceTensor x(ones({kNumbers})), y({kNumbers}, DType::f32);
  return gpu_times(
      [&] { copy_vectorized(y.data<float>(), static_cast<const float*>(x.data<float>()), kNumbers, Stream()); },
      moving(2 * 4 * kNumbers));
}

Values time_transpose(const Values&) {
  DeviceTensor x(ones({kSide, 2 * kSide})), y({2 * kSide, kSide}, DType::f32);
  return gpu_times([&] { transpose<float>(y.data<float>(), x.data<float>(), kSide, 2 * kSide, Stream()); },
                   moving(2 * 4 * kNumbers));
}

Values time_sum(const Values&) {
  DeviceTensor x(ones({kNumbers})), y({1}, DType::f32), partials({kMaxPartials}, DType::f32);
  return gpu_times(
      [&] {
        sum(y.data<float>(), partials.data<float>(), static_cast<const float*>(x.data<float>()), kNumbers, Stream());
      },
      moving(4 * kNumbers));
}

Values time_matmul(const Values&) {
  constexpr int n = 2048;
  DeviceTensor a(ones({n, n})), b(ones({n, n})), c({n, n}, DType::f32);
  return gpu_times([&] { matmul<float>(c.data<float>(), a.data<float>(), b.data<float>(), n, n, n, n, n, Stream()); },
                   cublas_product(n, n, n, DType::f32));
}

}  // namespace

void add_speed_scenarios(ScenarioTable& table) {
  table.add("time_copy", time_copy);
  table.add("time_transpose", time_transpose);
  table.add("time_sum", time_sum);
  table.add("time_matmul", time_matmul);
}

}  // namespace llmsys::lab02
