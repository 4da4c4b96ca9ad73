// Lab 02, tasks 2.0 and 2.6: what the judge can ask of predictions and the roofline, and the patterns that are predicted.
#include "autograder/02_gpu_kernels/device_tensor.h"
#include "autograder/02_gpu_kernels/scenarios.h"
#include "autograder/02_gpu_kernels/traced_scenario.h"
#include "framework/device/device.h"
#include "labs/02_gpu_kernels/access_patterns.h"
#include "labs/02_gpu_kernels/predictions.h"
#include "labs/02_gpu_kernels/roofline.h"

namespace llmsys::lab02 {
namespace {

void add_predictions(ScenarioTable& table) {
  table.add("predict_sectors", [](const Values& in) -> Values {
    return {{"sectors", predict_sectors(in["stride"].integer())}};
  });
  table.add("predict_wavefronts", [](const Values& in) -> Values {
    return {{"wavefronts", predict_wavefronts(in["width"].integer())}};
  });
  table.add("predict_matmul_bytes", [](const Values& in) -> Values {
    return {
        {"bytes", predict_matmul_bytes(in["M"].integer(), in["N"].integer(), in["K"].integer(), in["T"].integer())}};
  });
  table.add("predict_resident_blocks", [](const Values& in) -> Values {
    return {{"blocks", predict_resident_blocks({}, in["threads"].integer(), in["registers"].integer(),
                                               in["shared_bytes"].integer())}};
  });
}

// The kernels of access_patterns.cu: what predictions are counted on.

Values run_load_strided(const Values& in) {
  const int64_t stride = in["stride"].integer();
  DeviceTensor x(zeros({31 * stride + 1})), y({32}, DType::f32);
  load_strided(y.data<float>(), x.data<float>(), static_cast<int>(stride), Stream());
  cuda_synchronize();
  return {{"y", y.download()}};
}

Values run_load_column(const Values& in) {
  DeviceTensor y({32}, DType::f32);
  load_column(y.data<float>(), static_cast<int>(in["width"].integer()), Stream());
  cuda_synchronize();
  return {{"y", y.download()}};
}

Work work_of(const Values& in) {
  const std::string op = in["op"].bytes();
  const auto of = [&in](const char* name) { return in[name].integer(); };
  if (op == "transpose") return transpose_work(of("R"), of("C"), of("size"));
  if (op == "row_sums") return row_sums_work(of("R"), of("C"), of("size"));
  if (op == "matmul") return matmul_work(of("M"), of("N"), of("K"), of("size"));
  LLMSYS_CHECK(ValueError, op == "tiled_matmul", "no operation is named ", op);
  return tiled_matmul_work(of("M"), of("N"), of("K"), of("T"), of("size"));
}

Processor processor_in(const Values& in) {
  return {.flops_per_second = in["flops_per_second"].number(), .bytes_per_second = in["bytes_per_second"].number()};
}

void add_roofline(ScenarioTable& table) {
  table.add("work", [](const Values& in) -> Values {
    const Work work = work_of(in);
    return {{"flops", work.flops}, {"bytes", work.bytes}};
  });
  table.add("roofline", [](const Values& in) -> Values {
    const Work work{.flops = in["flops"].number(), .bytes = in["bytes"].number()};
    const Processor processor = processor_in(in);
    return {{"intensity", intensity(work)},
            {"ridge", ridge(processor)},
            {"bound", bound(work, processor) == Bound::memory ? "memory" : "compute"},
            {"attainable", attainable(work, processor)},
            {"seconds", least_seconds(work, processor)}};
  });
  table.add("least_tile", [](const Values& in) -> Values {
    return {{"tile", least_tile(processor_in(in), in["size"].integer())}};
  });
}

}  // namespace

void add_host_scenarios(ScenarioTable& table) {
  add_predictions(table);
  add_traced(table, "load_strided", run_load_strided);
  add_traced(table, "load_column", run_load_column);
  add_roofline(table);
}

}  // namespace llmsys::lab02
