// Lab 00, task 0.7: what the judge can ask of the kernel.
#include "autograder/02_gpu_kernels/device_tensor.h"
#include "autograder/02_gpu_kernels/traced_scenario.h"
#include "autograder/worker/gpu_time.h"
#include "framework/device/device.h"
#include "labs/00_warm_up/saxpy.h"

namespace llmsys {
namespace {

Values run_saxpy(const Values& in) {
  const Tensor &x = in["x"].tensor(), &y = in["y"].tensor();  // (n)
  lab02::DeviceTensor from(x), to(y);
  lab00::saxpy(to.data<float>(), from.data<float>(), static_cast<float>(in["a"].number()), x.numel(), Stream());
  cuda_synchronize();
  return {{"y", to.download()}, {"x", from.download()}};
}

// On a GPU. Untested: no GPU was at hand.
Values time_saxpy(const Values&) {
  constexpr int64_t n = int64_t{1} << 25;  // 128 MiB
  lab02::DeviceTensor x(ones({n})), y(ones({n}));
  return gpu_times([&] { lab00::saxpy(y.data<float>(), x.data<float>(), 2, n, Stream()); }, moving(3 * 4 * n));
}

}  // namespace

void register_scenarios(ScenarioTable& table) {
  lab02::add_traced(table, "saxpy", run_saxpy);
  table.add("time_saxpy", time_saxpy);
}

}  // namespace llmsys
