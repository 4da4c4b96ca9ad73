// Graphs by capture.
#include <set>
#include <vector>

#include "framework/simt/cuda.h"
#include "framework/simt/launch.h"
#include "framework/simt/report.h"
#include "framework/simt/streams.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::contains;

namespace {

__global__ void scale_kernel(int* x, int factor) { *x *= factor; }
__global__ void add_kernel(int* x, const int* y) { *x += *y; }

struct Stage {
  Stage() {
    cudaStreamCreate(&stream);
    cudaStreamCreate(&other);
    cudaEventCreate(&fork);
    cudaEventCreate(&join);
    cudaMalloc(&x, 4);
    cudaMalloc(&y, 4);
    set(x, 1);
    set(y, 1);
  }
  ~Stage() {
    cudaDeviceSynchronize();
    cudaStreamDestroy(stream);
    cudaStreamDestroy(other);
    cudaEventDestroy(fork);
    cudaEventDestroy(join);
    cudaFree(x);
    cudaFree(y);
    cudaGetLastError();
  }
  static void set(int* p, int value) { cudaMemcpy(p, &value, 4, cudaMemcpyHostToDevice); }
  static int get(const int* p) {
    int value = -1;
    cudaMemcpy(&value, p, 4, cudaMemcpyDeviceToHost);
    return value;
  }
  void scale(int* p, int factor, cudaStream_t where) const {
    simt::launch<scale_kernel>({.grid = 1, .block = 1, .stream = where}, p, factor);
  }
  /// x = 2x beside y = 3y, then x += y.
  cudaGraph_t capture_diamond() const {
    cudaGraph_t graph = nullptr;
    cudaStreamBeginCapture(stream, cudaStreamCaptureModeGlobal);
    cudaEventRecord(fork, stream);
    cudaStreamWaitEvent(other, fork);
    scale(x, 2, stream);
    scale(y, 3, other);
    cudaEventRecord(join, other);
    cudaStreamWaitEvent(stream, join);
    simt::launch<add_kernel>({.grid = 1, .block = 1, .stream = stream}, x, y);
    REQUIRE(cudaStreamEndCapture(stream, &graph) == cudaSuccess);
    return graph;
  }
  cudaStream_t stream = nullptr, other = nullptr;
  cudaEvent_t fork = nullptr, join = nullptr;
  int *x = nullptr, *y = nullptr;
};

}  // namespace

TEST_CASE("graph: captured work is not done until launched, and then each time") {
  Stage s;
  cudaGraph_t graph = nullptr;
  cudaGraphExec_t executable = nullptr;
  cudaStreamCaptureStatus status{};
  REQUIRE(cudaStreamBeginCapture(s.stream, cudaStreamCaptureModeGlobal) == cudaSuccess);
  CHECK(cudaStreamIsCapturing(s.stream, &status) == cudaSuccess);
  CHECK(status == cudaStreamCaptureStatusActive);
  s.scale(s.x, 3, s.stream);
  cudaMemsetAsync(s.y, 0, 4, s.stream);
  REQUIRE(cudaStreamEndCapture(s.stream, &graph) == cudaSuccess);
  CHECK(Stage::get(s.x) == 1);
  REQUIRE(cudaGraphInstantiate(&executable, graph) == cudaSuccess);
  CHECK(cudaGraphDestroy(graph) == cudaSuccess);
  for (int i = 0; i < 3; ++i) CHECK(cudaGraphLaunch(executable, s.stream) == cudaSuccess);
  CHECK(Stage::get(s.x) == 27);
  CHECK(Stage::get(s.y) == 0);
  CHECK(cudaGraphExecDestroy(executable) == cudaSuccess);
  CHECK(cudaGraphLaunch(executable, s.stream) == cudaErrorInvalidValue);
}

TEST_CASE("graph: nodes and edges are those of the streams and events") {
  Stage s;
  const cudaGraph_t graph = s.capture_diamond();
  size_t nodes = 0, edges = 0;
  REQUIRE(cudaGraphGetNodes(graph, nullptr, &nodes) == cudaSuccess);
  REQUIRE(cudaGraphGetEdges(graph, nullptr, nullptr, nullptr, &edges) == cudaSuccess);
  CHECK(nodes == 3);
  CHECK(edges == 2);  // x -> sum, y -> sum
  std::vector<cudaGraphNode_t> list(nodes), from(edges), to(edges);
  cudaGraphGetNodes(graph, list.data(), &nodes);
  cudaGraphGetEdges(graph, from.data(), to.data(), nullptr, &edges);
  CHECK(from == std::vector{list[0], list[1]});
  CHECK(to == std::vector{list[2], list[2]});
  cudaGraphNodeType type{};
  CHECK(cudaGraphNodeGetType(list[0], &type) == cudaSuccess);
  CHECK(type == cudaGraphNodeTypeKernel);
  cudaGraphDestroy(graph);
}

TEST_CASE("graph: in checked mode branches interleave, and the join holds, whatever the seed") {
  std::set<int> seen;
  for (uint64_t seed = 0; seed < 40; ++seed) {
    simt::set_stream_mode(simt::StreamMode::checked, seed);
    Stage s;
    const cudaGraph_t graph = s.capture_diamond();
    cudaGraphExec_t executable = nullptr;
    cudaGraphInstantiate(&executable, graph);
    cudaGraphLaunch(executable, s.stream);
    cudaGraphLaunch(executable, s.stream);
    seen.insert(Stage::get(s.x));
    cudaGraphDestroy(graph);
    cudaGraphExecDestroy(executable);
  }
  simt::set_stream_mode(simt::StreamMode::eager);
  CHECK(seen == std::set<int>{(1 * 2 + 3) * 2 + 9});
}

TEST_CASE("graph: a stream that joined and was not waited for is an error") {
  Stage s;
  cudaGraph_t graph = nullptr;
  cudaStreamBeginCapture(s.stream, cudaStreamCaptureModeGlobal);
  cudaEventRecord(s.fork, s.stream);
  cudaStreamWaitEvent(s.other, s.fork);
  s.scale(s.y, 3, s.other);
  CHECK(cudaStreamEndCapture(s.stream, &graph) == cudaErrorStreamCaptureUnjoined);
  CHECK(graph == nullptr);
  s.scale(s.y, 5, s.other);  // captures no more
  CHECK(Stage::get(s.y) == 5);
}

TEST_CASE("graph: what concerns all the device, or the default stream, is refused during a capture") {
  Stage s;
  cudaGraph_t graph = nullptr;
  int* more = nullptr;
  cudaStreamBeginCapture(s.stream, cudaStreamCaptureModeGlobal);
  CHECK(cudaMalloc(&more, 4) == cudaErrorStreamCaptureUnsupported);
  CHECK(cudaDeviceSynchronize() == cudaErrorStreamCaptureUnsupported);
  s.scale(s.x, 2, nullptr);
  CHECK(cudaGetLastError() == cudaErrorStreamCaptureImplicit);
  CHECK(contains(simt::last_report(), "cudaStreamNonBlocking"));
  CHECK(cudaStreamEndCapture(s.stream, &graph) == cudaErrorStreamCaptureInvalidated);
  CHECK(Stage::get(s.x) == 1);
}

TEST_CASE("graph: wrong begins, ends and waits are errors") {
  Stage s;
  cudaGraph_t graph = nullptr;
  CHECK(cudaStreamEndCapture(s.stream, &graph) == cudaErrorIllegalState);
  CHECK(cudaStreamBeginCapture(nullptr, cudaStreamCaptureModeGlobal) == cudaErrorStreamCaptureUnsupported);
  cudaEventRecord(s.join, s.other);
  cudaStreamBeginCapture(s.stream, cudaStreamCaptureModeRelaxed);
  CHECK(cudaStreamBeginCapture(s.stream, cudaStreamCaptureModeRelaxed) == cudaErrorIllegalState);
  CHECK(cudaStreamWaitEvent(s.stream, s.join) == cudaErrorStreamCaptureIsolation);
  cudaEventRecord(s.fork, s.stream);
  CHECK(cudaEventSynchronize(s.fork) == cudaErrorCapturedEvent);
  CHECK(cudaStreamSynchronize(s.stream) == cudaErrorStreamCaptureUnsupported);
  CHECK(cudaStreamEndCapture(s.stream, &graph) == cudaErrorStreamCaptureInvalidated);
  CHECK(cudaGraphLaunch(nullptr, s.stream) == cudaErrorInvalidValue);
}

TEST_CASE("graph: a stream that is destroyed ends its capture") {
  cudaStream_t stream = nullptr;
  cudaStreamCreate(&stream);
  cudaStreamBeginCapture(stream, cudaStreamCaptureModeGlobal);
  CHECK(cudaStreamDestroy(stream) == cudaSuccess);
  CHECK(cudaDeviceSynchronize() == cudaSuccess);
}
