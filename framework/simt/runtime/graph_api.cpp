#include <algorithm>
#include <unordered_map>

#include "framework/base/text.h"
#include "framework/simt/kernel_api.h"
#include "framework/simt/runtime/queue.h"

using namespace llmsys;
using namespace llmsys::simt;

namespace {

/// Graphs that exist, by handle; guarded by the queue's lock.
struct Graphs {
  std::unordered_map<cudaGraph_t, std::unique_ptr<CUgraph_st>> graphs;
  std::unordered_map<cudaGraphExec_t, std::unique_ptr<CUgraphExec_st>> executables;
};
Graphs& all() {
  static const auto graphs = new Graphs;
  return *graphs;
}

cudaError_t no_handle(const char* who, const char* what) {
  return fail(cudaErrorInvalidValue, text("[", who, "] no such ", what, ": was it destroyed?"));
}

/// Calls f(graph) under the queue's lock.
template <class Function>
cudaError_t with_graph(const char* who, cudaGraph_t handle, const Function& f) {
  if (const cudaError_t sticky = device_state()) return sticky;
  const std::lock_guard lock(queue().mutex);
  return all().graphs.contains(handle) ? f(*handle) : no_handle(who, "graph");
}

/// Calls f(stream) under the queue's lock.
template <class Function>
cudaError_t with_stream(const char* who, cudaStream_t handle, const Function& f) {
  if (const cudaError_t sticky = device_state()) return sticky;
  const std::lock_guard lock(queue().mutex);
  CUstream_st* stream = queue().find(handle);
  if (stream == nullptr)
    return fail(cudaErrorInvalidResourceHandle, text("[", who, "] no such stream: was it destroyed?"));
  return f(*stream);
}

}  // namespace

cudaError_t cudaStreamBeginCapture(cudaStream_t stream, cudaStreamCaptureMode mode) {
  return with_stream("cudaStreamBeginCapture", stream,
                     [&](CUstream_st& found) { return queue().begin_capture(found, mode); });
}

cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t* graph) {
  return with_stream("cudaStreamEndCapture", stream, [&](CUstream_st& found) {
    *graph = nullptr;
    const cudaError_t error = queue().end_capture(found, *graph);
    if (error == cudaSuccess) all().graphs.emplace(*graph, *graph);
    return error;
  });
}

cudaError_t cudaStreamIsCapturing(cudaStream_t stream, cudaStreamCaptureStatus* status) {
  return with_stream("cudaStreamIsCapturing", stream, [&](const CUstream_st& found) {
    const bool spoilt = found.capture != nullptr && !found.capture->spoilt.empty();
    *status = found.capture == nullptr ? cudaStreamCaptureStatusNone
              : spoilt                 ? cudaStreamCaptureStatusInvalidated
                                       : cudaStreamCaptureStatusActive;
    return cudaSuccess;
  });
}

cudaError_t cudaGraphCreate(cudaGraph_t* graph, unsigned int /*flags*/) {
  if (const cudaError_t sticky = device_state()) return sticky;
  const std::lock_guard lock(queue().mutex);
  auto made = std::make_unique<CUgraph_st>();
  *graph = made.get();
  all().graphs.emplace(*graph, std::move(made));
  return cudaSuccess;
}

cudaError_t cudaGraphGetNodes(cudaGraph_t graph, cudaGraphNode_t* nodes, size_t* count) {
  return with_graph("cudaGraphGetNodes", graph, [&](const CUgraph_st& found) {
    if (nodes != nullptr)
      for (size_t i = 0; i < *count; ++i) nodes[i] = i < found.nodes.size() ? found.nodes[i].get() : nullptr;
    *count = nodes == nullptr ? found.nodes.size() : std::min(*count, found.nodes.size());
    return cudaSuccess;
  });
}

cudaError_t cudaGraphGetEdges(cudaGraph_t graph, cudaGraphNode_t* from, cudaGraphNode_t* to, cudaGraphEdgeData* data,
                              size_t* count) {
  return with_graph("cudaGraphGetEdges", graph, [&](const CUgraph_st& found) {
    const size_t room = from == nullptr || to == nullptr ? 0 : *count;
    size_t edges = 0;
    for (const auto& node : found.nodes)
      for (const int before : node->after) {
        if (edges < room) from[edges] = found.nodes[static_cast<size_t>(before)].get(), to[edges] = node.get();
        if (edges < room && data != nullptr) data[edges] = {};
        ++edges;
      }
    *count = room == 0 ? edges : std::min(edges, room);
    return cudaSuccess;
  });
}

cudaError_t cudaGraphNodeGetType(cudaGraphNode_t node, cudaGraphNodeType* type) {
  if (node == nullptr || type == nullptr) return no_handle("cudaGraphNodeGetType", "node");
  *type = node->work.type;
  return device_state();
}

cudaError_t cudaGraphInstantiate(cudaGraphExec_t* executable, cudaGraph_t graph, unsigned long long /*flags*/) {
  return with_graph("cudaGraphInstantiate", graph, [&](const CUgraph_st& found) {
    auto made = std::make_unique<CUgraphExec_st>(CUgraphExec_st{found.nodes});
    *executable = made.get();
    all().executables.emplace(*executable, std::move(made));
    return cudaSuccess;
  });
}

cudaError_t cudaGraphLaunch(cudaGraphExec_t executable, cudaStream_t stream) {
  return with_stream("cudaGraphLaunch", stream, [&](CUstream_st& found) {
    if (!all().executables.contains(executable)) return no_handle("cudaGraphLaunch", "executable graph");
    return queue().launch(found, executable->nodes);
  });
}

cudaError_t cudaGraphDestroy(cudaGraph_t graph) {
  return with_graph("cudaGraphDestroy", graph, [&](CUgraph_st& found) {
    all().graphs.erase(&found);
    return cudaSuccess;
  });
}

cudaError_t cudaGraphExecDestroy(cudaGraphExec_t executable) {
  if (const cudaError_t sticky = device_state()) return sticky;
  const std::lock_guard lock(queue().mutex);
  return all().executables.erase(executable) > 0 ? cudaSuccess : no_handle("cudaGraphExecDestroy", "executable graph");
}
