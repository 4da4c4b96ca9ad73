// Lab 00, task 0.7: what the judge can ask of the kernel.
#include "autograder/02_gpu_kernels/device_tensor.h"
#include "autograder/02_gpu_kernels/traced_scenario.h"
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

}  // namespace

void register_scenarios(ScenarioTable& table) { lab02::add_traced(table, "saxpy", run_saxpy); }

}  // namespace llmsys
