// Lab 02, tasks 2.7 and 2.8: what the judge can ask of the challenges.
#include "autograder/02_gpu_kernels/device_tensor.h"
#include "autograder/02_gpu_kernels/in_stream.h"
#include "autograder/02_gpu_kernels/scenarios.h"
#include "autograder/02_gpu_kernels/traced_scenario.h"
#include "labs/02_gpu_kernels/compact.h"
#include "labs/02_gpu_kernels/histogram.h"

namespace llmsys::lab02 {
namespace {

// An int in device memory, as a number.
int int_at(DeviceTensor& block, int64_t i) {
  int value = 0;
  device_copy(&value, block.data<int>() + i, sizeof value);
  return value;
}

Values run_compact(const Values& in) {
  const Tensor& x = in["x"].tensor();                                       // (n)
  DeviceTensor from(x), to(x.shape(), DType::f32), count({1}, DType::f32);  // an int is as large as a float
  const bool naive = in.find("naive") != nullptr;
  in_stream(in, {&to, &count}, [&](Stream stream) {
    (naive ? compact_naive : compact)(to.data<float>(), count.data<int>(), from.data<float>(), x.numel(), stream);
  });
  const int64_t kept = int_at(count, 0);
  LLMSYS_CHECK(ValueError, kept >= 0 && kept <= x.numel(), "count is ", kept, ", but x has ", x.numel(), " elements");
  return {{"y", raw::contiguous(raw::slice(to.download(), 0, 0, kept))}, {"count", kept}};
}

Values run_histogram(const Values& in) {
  const Tensor& x = in["x"].tensor();  // (n), u8
  DeviceTensor from(x), counts({kBins}, DType::f32);
  const bool naive = in.find("naive") != nullptr;
  in_stream(in, {&counts}, [&](Stream stream) {
    (naive ? histogram_naive : histogram)(counts.data<int>(), from.data<uint8_t>(), x.numel(), stream);
  });
  std::vector<int64_t> out;
  for (int64_t bin = 0; bin < kBins; ++bin) out.push_back(int_at(counts, bin));
  return {{"counts", from_vector(out)}};
}

}  // namespace

void add_challenge_scenarios(ScenarioTable& table) {
  add_traced(table, "compact", run_compact);
  add_traced(table, "histogram", run_histogram);
}

}  // namespace llmsys::lab02
