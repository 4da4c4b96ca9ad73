// Lab 02, task 2.5: what the judge can ask of the pipeline.
#include "autograder/02_gpu_kernels/device_tensor.h"
#include "autograder/02_gpu_kernels/pipeline_log.h"
#include "autograder/02_gpu_kernels/scenarios.h"
#include "autograder/02_gpu_kernels/traced_scenario.h"
#include "framework/simt/runtime.h"
#include "framework/simt/streams.h"

namespace llmsys::lab02 {
namespace {

// Pinned host memory, as copies want it that overlap.
class Pinned {
 public:
  explicit Pinned(int64_t n) {
    if (n > 0) cudaMallocHost(reinterpret_cast<void**>(&data_), size_t(n) * sizeof(float));
    std::fill_n(data_, n, std::numeric_limits<float>::quiet_NaN());
  }
  ~Pinned() { cudaFreeHost(data_); }
  Pinned(const Pinned&) = delete;
  Pinned& operator=(const Pinned&) = delete;
  float* data() { return data_; }

 private:
  float* data_ = nullptr;
};

// Streams in the order of `seed` as long as it lives; 0: each call at once.
class Streams {
 public:
  explicit Streams(int64_t seed) {
    if (seed != 0) simt::set_stream_mode(simt::StreamMode::checked, uint64_t(seed));
  }
  ~Streams() { simt::set_stream_mode(simt::StreamMode::eager); }
  Streams(const Streams&) = delete;
  Streams& operator=(const Streams&) = delete;
};

// Everything that process_pipelined() gets.
class Pipeline {
 public:
  explicit Pipeline(const Values& in)
      : x_(in["x"].tensor()), chunk_(in["chunk"].integer()), from_(x_.numel()), to_(x_.numel()) {
    std::copy_n(x_.data<float>(), x_.numel(), from_.data());
  }
  void run() { process_pipelined(to_.data(), from_.data(), x_.numel(), buffers()); }
  PipelineBuffers buffers() {
    return {.x = {x0_.data<float>(), x1_.data<float>()}, .y = {y0_.data<float>(), y1_.data<float>()}, .chunk = chunk_};
  }
  [[nodiscard]] Tensor result() { return from_vector(std::vector<float>(to_.data(), to_.data() + x_.numel())); }

 private:
  Tensor x_;
  int64_t chunk_;
  Pinned from_, to_;
  DeviceTensor x0_{{chunk_}, DType::f32}, x1_{{chunk_}, DType::f32}, y0_{{chunk_}, DType::f32},
      y1_{{chunk_}, DType::f32};
};

Values run_pipeline(const Values& in) {
  Pipeline pipeline(in);
  const Streams streams(in["seed"].integer());
  pipeline.run();
  const Tensor y = pipeline.result();  // before anybody waits: the pipeline has to
  for (const simt::Finding& finding : simt::stream_findings())
    throw DeviceError(finding.what + "; " + finding.before + "; " + finding.cause);
  return {{"y", y}};
}

Values run_pipeline_order(const Values& in) {
  Pipeline pipeline(in);
  const Streams streams(in["seed"].integer());
  const PipelineLog log(pipeline.buffers());
  pipeline.run();
  return {{"order", log.log()}};
}

}  // namespace

void add_stream_scenarios(ScenarioTable& table) {
  add_traced(table, "pipeline", run_pipeline);
  table.add("pipeline_order", run_pipeline_order);
}

}  // namespace llmsys::lab02
