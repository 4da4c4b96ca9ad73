#include "framework/base/text.h"
#include "framework/simt/runtime/queue.h"
#include "framework/simt/runtime_api.h"

using namespace llmsys;
using namespace llmsys::simt;

namespace {

cudaError_t no_stream(const char* who) {
  return fail(cudaErrorInvalidResourceHandle, text("[", who, "] no such stream: was it destroyed?"));
}

/// Calls f(stream) under the queue's lock.
template <class Function>
cudaError_t with_stream(const char* who, cudaStream_t handle, const Function& f) {
  if (const cudaError_t sticky = device_state()) return sticky;
  const std::lock_guard lock(queue().mutex);
  CUstream_st* stream = queue().find(handle);
  return stream == nullptr ? no_stream(who) : f(*stream);
}

cudaError_t refuse_captured(const char* who, CUstream_st& stream) {
  if (stream.capture == nullptr) return cudaSuccess;
  stream.capture->spoilt =
      text("[", who, "] the stream is being captured: nothing in it is done before its graph is launched");
  return fail(cudaErrorStreamCaptureUnsupported, stream.capture->spoilt);
}

}  // namespace

cudaError_t cudaStreamCreate(cudaStream_t* stream) {
  return cudaStreamCreateWithPriority(stream, cudaStreamDefault, 0);
}

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned int flags) {
  return cudaStreamCreateWithPriority(stream, flags, 0);
}

cudaError_t cudaStreamCreateWithPriority(cudaStream_t* stream, unsigned int flags, int priority) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (stream == nullptr || flags > cudaStreamNonBlocking)
    return fail(cudaErrorInvalidValue,
                text("[cudaStreamCreate] ", stream == nullptr ? "the handle's address is null" : "unknown flags"));
  const std::lock_guard lock(queue().mutex);
  *stream = queue().create_stream(flags, priority);
  return cudaSuccess;
}

cudaError_t cudaStreamDestroy(cudaStream_t stream) {
  if (const cudaError_t sticky = device_state()) return sticky;
  const std::lock_guard lock(queue().mutex);
  return queue().destroy(stream) ? cudaSuccess : no_stream("cudaStreamDestroy");
}

cudaError_t cudaStreamGetFlags(cudaStream_t stream, unsigned int* flags) {
  return with_stream("cudaStreamGetFlags", stream, [&](CUstream_st& found) {
    *flags = found.flags;
    return cudaSuccess;
  });
}

cudaError_t cudaStreamGetPriority(cudaStream_t stream, int* priority) {
  return with_stream("cudaStreamGetPriority", stream, [&](CUstream_st& found) {
    *priority = found.priority;
    return cudaSuccess;
  });
}

cudaError_t cudaStreamQuery(cudaStream_t stream) {
  return with_stream("cudaStreamQuery", stream, [](CUstream_st& found) {
    if (const cudaError_t error = refuse_captured("cudaStreamQuery", found)) return error;
    return queue().poll(found.last) ? device_state() : cudaErrorNotReady;
  });
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
  return with_stream("cudaStreamSynchronize", stream, [](CUstream_st& found) {
    if (const cudaError_t error = refuse_captured("cudaStreamSynchronize", found)) return error;
    if (const cudaError_t error = queue().finish(found)) return error;
    return device_state();
  });
}

cudaError_t cudaLaunchHostFunc(cudaStream_t stream, cudaHostFn_t function, void* user_data) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (function == nullptr) return fail(cudaErrorInvalidValue, "[cudaLaunchHostFunc] no function");
  return enqueue(stream, {"cudaLaunchHostFunc", cudaGraphNodeTypeHost, {}}, [=] { function(user_data); });
}
