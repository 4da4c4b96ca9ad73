// Streams and events, of the CUDA runtime or the emulator's.
#include "framework/device/stream.h"

#include "framework/device/cuda_api.h"

namespace llmsys {

using detail::check_cuda;

void Stream::synchronize() const { check_cuda(cudaStreamSynchronize(handle_), "Stream::synchronize"); }

OwnedStream::OwnedStream() {
  cudaStream_t handle = nullptr;
  check_cuda(cudaStreamCreateWithFlags(&handle, cudaStreamNonBlocking), "OwnedStream");
  stream_ = handle;
}

OwnedStream::~OwnedStream() { static_cast<void>(cudaStreamDestroy(stream_)); }

Event::Event() { check_cuda(cudaEventCreate(&handle_), "Event"); }

Event::~Event() { static_cast<void>(cudaEventDestroy(handle_)); }

void Event::record(Stream stream) { check_cuda(cudaEventRecord(handle_, stream), "Event::record"); }

void Event::wait(Stream stream) const { check_cuda(cudaStreamWaitEvent(stream, handle_, 0), "Event::wait"); }

void Event::synchronize() const { check_cuda(cudaEventSynchronize(handle_), "Event::synchronize"); }

float Event::milliseconds_until(const Event& later) const {
  later.synchronize();  // else cudaErrorNotReady
  float milliseconds = 0;
  check_cuda(cudaEventElapsedTime(&milliseconds, handle_, later.handle_), "Event::milliseconds_until");
  return milliseconds;
}

}  // namespace llmsys
