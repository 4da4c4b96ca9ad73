#include <limits>

#include "framework/base/text.h"
#include "framework/simt/runtime/queue.h"
#include "framework/simt/runtime_api.h"

using namespace llmsys;
using namespace llmsys::simt;

namespace {

/// Calls f(event) under the queue's lock.
template <class Function>
cudaError_t with_event(const char* who, cudaEvent_t handle, const Function& f) {
  if (const cudaError_t sticky = device_state()) return sticky;
  const std::lock_guard lock(queue().mutex);
  CUevent_st* event = queue().find(handle);
  if (event == nullptr)
    return fail(cudaErrorInvalidResourceHandle, text("[", who, "] no such event: was it destroyed?"));
  return f(*event);
}

template <class Function>
cudaError_t with_both(const char* who, cudaEvent_t event_handle, cudaStream_t stream_handle, const Function& f) {
  return with_event(who, event_handle, [&](CUevent_st& event) {
    CUstream_st* stream = queue().find(stream_handle);
    if (stream == nullptr)
      return fail(cudaErrorInvalidResourceHandle, text("[", who, "] no such stream: was it destroyed?"));
    return f(event, *stream);
  });
}

cudaError_t refuse_captured(const char* who, const CUevent_st& event) {
  if (event.capture == nullptr) return cudaSuccess;
  return fail(cudaErrorCapturedEvent,
              text("[", who, "] the event was recorded in a captured stream: only other streams can wait for it"));
}

}  // namespace

cudaError_t cudaEventCreate(cudaEvent_t* event) { return cudaEventCreateWithFlags(event, cudaEventDefault); }

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned int flags) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (event == nullptr) return fail(cudaErrorInvalidValue, "[cudaEventCreate] the handle's address is null");
  const std::lock_guard lock(queue().mutex);
  *event = queue().create_event(flags);
  return cudaSuccess;
}

cudaError_t cudaEventDestroy(cudaEvent_t event) {
  return with_event("cudaEventDestroy", event, [](CUevent_st& found) {
    queue().destroy(&found);
    return cudaSuccess;
  });
}

cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
  return with_both("cudaEventRecord", event, stream,
                   [](CUevent_st& found, CUstream_st& where) { return queue().record(found, where); });
}

cudaError_t cudaEventRecordWithFlags(cudaEvent_t event, cudaStream_t stream, unsigned int flags) {
  if (flags == cudaEventRecordDefault) return cudaEventRecord(event, stream);
  return fail(cudaErrorNotSupported, "[cudaEventRecordWithFlags] the emulator knows only cudaEventRecordDefault");
}

cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned int /*flags*/) {
  return with_both("cudaStreamWaitEvent", event, stream,
                   [](CUevent_st& found, CUstream_st& who) { return queue().wait(who, found); });
}

cudaError_t cudaEventQuery(cudaEvent_t event) {
  return with_event("cudaEventQuery", event, [](CUevent_st& found) {
    if (const cudaError_t error = refuse_captured("cudaEventQuery", found)) return error;
    return queue().poll(found.ticket) ? device_state() : cudaErrorNotReady;
  });
}

cudaError_t cudaEventSynchronize(cudaEvent_t event) {
  return with_event("cudaEventSynchronize", event, [](CUevent_st& found) {
    if (const cudaError_t error = refuse_captured("cudaEventSynchronize", found)) return error;
    queue().finish(found.ticket);
    return device_state();
  });
}

cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t start, cudaEvent_t end) {
  return with_event("cudaEventElapsedTime", start, [&](const CUevent_st& first) {
    const CUevent_st* second = queue().find(end);
    if (second == nullptr || !first.recorded || !second->recorded)
      return fail(cudaErrorInvalidResourceHandle, "[cudaEventElapsedTime] both events have to be recorded first");
    if (milliseconds != nullptr) *milliseconds = std::numeric_limits<float>::quiet_NaN();
    if (stream_mode() == StreamMode::watched) return cudaSuccess;
    return fail(
        cudaErrorNotSupported,
        "[cudaEventElapsedTime] the emulator has no clock: how long it takes says nothing about a GPU. Count instead: "
        "./lab profile shows memory transactions, bank conflicts and the roofline");
  });
}
