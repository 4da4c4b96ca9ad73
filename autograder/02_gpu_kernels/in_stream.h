/// @file
/// Launchers in the default stream, or in one that is being captured: there, what is put into another stream, or done on the
/// host, shows.
#pragma once
#include <initializer_list>

#include "autograder/02_gpu_kernels/device_tensor.h"
#include "autograder/worker/scenario.h"
#include "framework/device/cuda_api.h"
#include "framework/device/device.h"
#include "framework/device/stream.h"

namespace llmsys::lab02 {

/// A stream's work as a graph: recorded from construction on, done by launch().
class Captured {
 public:
  Captured() { check(cudaStreamBeginCapture(stream_.get(), cudaStreamCaptureModeRelaxed), "cudaStreamBeginCapture"); }
  ~Captured() {
    end();
    cudaGraphDestroy(graph_);
  }
  Captured(const Captured&) = delete;
  Captured& operator=(const Captured&) = delete;

  /// Where launchers should put their work.
  [[nodiscard]] Stream stream() const { return stream_; }
  /// Stops recording.
  cudaError_t end() {
    if (ended_) return cudaSuccess;
    ended_ = true;
    return cudaStreamEndCapture(stream_.get(), &graph_);
  }
  /// Does what was recorded, and waits.
  void launch() {
    check(end(), "cudaStreamEndCapture");
    cudaGraphExec_t executable = nullptr;
    check(cudaGraphInstantiate(&executable, graph_), "cudaGraphInstantiate");
    check(cudaGraphLaunch(executable, stream_.get()), "cudaGraphLaunch");
    check(cudaGraphExecDestroy(executable), "cudaGraphExecDestroy");
    stream_.get().synchronize();
  }

 private:
  static void check(cudaError_t error, const char* who) { llmsys::detail::check_cuda(error, who); }

  OwnedStream stream_;
  cudaGraph_t graph_ = nullptr;
  bool ended_ = false;
};

/// run(stream), and waits until all is done. With the input `captured` the stream is one that is being captured.
/// @param written  what `run` writes to
/// @throws DeviceError if any of it was written while the stream was recorded
template <class Run>
void in_stream(const Values& in, std::initializer_list<const DeviceTensor*> written, const Run& run) {
  if (in.find("captured") == nullptr) {
    run(Stream());
    return cuda_synchronize();
  }
  Captured captured;
  run(captured.stream());
  captured.end();
  cuda_synchronize();
  for (const DeviceTensor* tensor : written)
    LLMSYS_CHECK(
        DeviceError, tensor->untouched(),
        "the stream was being captured into a graph, so nothing in it was done yet, but results were there: all "
        "work belongs into the stream that the function is given, each launch and each copy");
  captured.launch();
}

}  // namespace llmsys::lab02
