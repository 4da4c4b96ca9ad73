// Captures of streams into graphs: what is put into a captured stream becomes a node behind those that the stream has come to,
// its frontier. A stream joins by waiting for an event of the capture, and has to be waited for before the end.
#include <algorithm>

#include "framework/base/text.h"
#include "framework/simt/runtime/queue.h"

namespace llmsys::simt {
namespace {

/// Whether some node of the frontier is last in the capture: nothing else comes after it.
bool all_joined(const Capture& capture, const CUstream_st& origin) {
  std::vector<bool> reached(capture.nodes.size(), false);
  for (const int node : origin.frontier) reached[static_cast<size_t>(node)] = true;
  for (size_t i = capture.nodes.size(); i-- > 0;)
    if (reached[i])
      for (const int before : capture.nodes[i]->after) reached[static_cast<size_t>(before)] = true;
  return std::find(reached.begin(), reached.end(), false) == reached.end();
}

}  // namespace

cudaError_t Queue::add_node(CUstream_st& stream, const Work& work, Action action) {
  Capture& capture = *stream.capture;
  if (!capture.spoilt.empty()) return fail(cudaErrorStreamCaptureInvalidated, capture.spoilt);
  capture.nodes.push_back(std::make_shared<CUgraphNode_st>(CUgraphNode_st{work, std::move(action), stream.frontier}));
  stream.frontier = {static_cast<int>(capture.nodes.size()) - 1};
  return cudaSuccess;
}

cudaError_t Queue::wait(CUstream_st& stream, const CUevent_st& event) {
  if (event.capture == nullptr) {
    if (stream.capture != nullptr && event.recorded)
      return fail(
          cudaErrorStreamCaptureIsolation,
          "[cudaStreamWaitEvent] the stream is being captured, and the event was recorded outside of the capture");
    if (event.ticket == nullptr) return cudaSuccess;
    std::vector<Ticket> after = before_next(stream);
    after.push_back(event.ticket);
    stream.last = add(stream, {"cudaStreamWaitEvent", {}, {}}, nullptr, std::move(after));
    return cudaSuccess;
  }
  if (stream.capture != nullptr && stream.capture != event.capture)
    return fail(cudaErrorStreamCaptureMerge, "[cudaStreamWaitEvent] the stream and the event belong to two captures");
  stream.capture = event.capture;
  for (const int node : event.frontier)
    if (std::find(stream.frontier.begin(), stream.frontier.end(), node) == stream.frontier.end())
      stream.frontier.push_back(node);
  return cudaSuccess;
}

cudaError_t Queue::begin_capture(CUstream_st& stream, cudaStreamCaptureMode capture_mode) {
  if (stream.number == 0)
    return fail(cudaErrorStreamCaptureUnsupported,
                "[cudaStreamBeginCapture] the default stream cannot be captured: create one");
  if (stream.capture != nullptr)
    return fail(cudaErrorIllegalState, "[cudaStreamBeginCapture] this stream is being captured already");
  stream.capture = std::make_shared<Capture>();
  stream.capture->origin = &stream;
  stream.capture->mode = capture_mode;
  stream.capture->thread = std::this_thread::get_id();
  captures_.push_back(stream.capture);
  ++g_deferring;
  return cudaSuccess;
}

cudaError_t Queue::end_capture(CUstream_st& stream, CUgraph_st*& graph) {
  const std::shared_ptr<Capture> capture = stream.capture;
  if (capture == nullptr)
    return fail(cudaErrorIllegalState, "[cudaStreamEndCapture] this stream is not being captured");
  if (capture->origin != &stream)
    return fail(cudaErrorStreamCaptureUnmatched, "[cudaStreamEndCapture] the capture began in another stream");
  if (capture->mode != cudaStreamCaptureModeRelaxed && capture->thread != std::this_thread::get_id())
    return fail(cudaErrorStreamCaptureWrongThread, "[cudaStreamEndCapture] another thread began the capture");
  const bool joined = all_joined(*capture, stream);
  drop_capture(stream);
  if (!capture->spoilt.empty()) return fail(cudaErrorStreamCaptureInvalidated, capture->spoilt);
  if (!joined)
    return fail(
        cudaErrorStreamCaptureUnjoined,
        "[cudaStreamEndCapture] another stream joined the capture and was not waited for: record an event in it and "
        "let this stream wait for that before the end");
  graph = new CUgraph_st{capture->nodes};
  return cudaSuccess;
}

/// Ends the capture that began in the stream, if there is one.
void Queue::drop_capture(CUstream_st& stream) {
  const std::shared_ptr<Capture> capture = stream.capture;
  if (capture == nullptr || capture->origin != &stream) return;
  stream.capture = nullptr;
  stream.frontier.clear();
  for (auto& [handle, other] : streams_)
    if (other->capture == capture) other->capture = nullptr, other->frontier.clear();
  std::erase(captures_, capture);
  --g_deferring;
}

cudaError_t Queue::refuse_in_capture(const char* what) {
  for (const auto& capture : captures_) {
    const bool mine = capture->thread == std::this_thread::get_id();
    if (capture->mode == cudaStreamCaptureModeRelaxed || (capture->mode == cudaStreamCaptureModeThreadLocal && !mine))
      continue;
    return fail(cudaErrorStreamCaptureUnsupported,
                text("[", what, "] not while a stream is captured: do it before, or capture in mode relaxed"));
  }
  return cudaSuccess;
}

/// The default stream would wait for what is only being captured.
cudaError_t Queue::check_implicit_wait(const CUstream_st& stream, const char* what) {
  if (stream.number != 0) return cudaSuccess;
  for (const auto& capture : captures_) {
    if (capture->origin->flags == cudaStreamNonBlocking) continue;
    capture->spoilt =
        text("[", what, "] goes to the default stream while stream ", capture->origin->number,
             " is captured, for which the default stream waits: give it the captured stream, or create that "
             "with cudaStreamNonBlocking");
    return fail(cudaErrorStreamCaptureImplicit, capture->spoilt);
  }
  return cudaSuccess;
}

}  // namespace llmsys::simt
