// Checked mode: what CUDA guarantees holds under every seed, and what it does not guarantee fails under some.
#include <set>
#include <vector>

#include "framework/simt/report.h"
#include "framework/simt/runtime/stage_contract.h"
#include "framework/testing/errors.h"

using namespace llmsys;
using namespace llmsys::simt::testing;
using testing::contains;

TEST_CASE("streams: one stream keeps its order") {
  require_right(9, [](Stage& s) {
    cudaMemcpyAsync(s.x, s.in, kBytes, cudaMemcpyHostToDevice, s.a);
    s.add_one(s.x, s.a);
    s.add_one(s.x, s.a);
    cudaMemcpyAsync(s.out, s.x, kBytes, cudaMemcpyDeviceToHost, s.a);
    cudaStreamSynchronize(s.a);
    return s.out[63];
  });
}

TEST_CASE("streams: an event orders two streams") {
  require_right(8, [](Stage& s) {
    cudaMemcpyAsync(s.x, s.in, kBytes, cudaMemcpyHostToDevice, s.a);
    s.add_one(s.x, s.a);
    cudaEventRecord(s.event, s.a);
    cudaStreamWaitEvent(s.b, s.event);
    cudaMemcpyAsync(s.out, s.x, kBytes, cudaMemcpyDeviceToHost, s.b);
    cudaStreamSynchronize(s.b);
    return s.out[63];
  });
}

TEST_CASE("streams: an event recorded too early orders too little") {
  const Outcome outcome = play([](Stage& s) {
    cudaEventRecord(s.event, s.a);
    s.add_one(s.x, s.a);
    cudaStreamWaitEvent(s.b, s.event);
    simt::launch<copy_kernel>({.grid = 1, .block = 64, .stream = s.b}, s.y, s.x);
    cudaDeviceSynchronize();
    cudaMemcpy(s.out, s.y, kBytes, cudaMemcpyDeviceToHost);
    return s.out[0];
  });
  CHECK(outcome.results == std::set<int>{0, 1});
}

TEST_CASE("streams: a wait before any record is none") {
  const Outcome outcome = play([](Stage& s) {
    cudaStreamWaitEvent(s.b, s.event);
    s.add_one(s.x, s.a);
    cudaEventRecord(s.event, s.a);
    simt::launch<copy_kernel>({.grid = 1, .block = 64, .stream = s.b}, s.y, s.x);
    cudaDeviceSynchronize();
    cudaMemcpy(s.out, s.y, kBytes, cudaMemcpyDeviceToHost);
    return s.out[0];
  });
  CHECK(outcome.results == std::set<int>{0, 1});
}

TEST_CASE("streams: the default stream and blocking streams wait for each other, non-blocking ones do not") {
  require_right(9, [](Stage& s) {
    s.add_one(s.x, s.blocking);
    cudaMemcpyAsync(s.x, s.in, kBytes, cudaMemcpyHostToDevice);
    s.add_one(s.x, s.blocking);
    s.add_one(s.x, nullptr);
    cudaMemcpy(s.out, s.x, kBytes, cudaMemcpyDeviceToHost);
    return s.out[5];
  });
  const Outcome outcome = play([](Stage& s) {
    s.add_one(s.x, s.a);
    cudaMemcpy(s.out, s.x, kBytes, cudaMemcpyDeviceToHost);
    return s.out[5];
  });
  CHECK(outcome.results == std::set<int>{0, 1});
}

TEST_CASE("streams: asking again and again ends") {
  require_right(1, [](Stage& s) {
    s.add_one(s.x, s.a);
    cudaEventRecord(s.event, s.a);
    while (cudaEventQuery(s.event) == cudaErrorNotReady) {}
    cudaMemcpyAsync(s.out, s.x, kBytes, cudaMemcpyDeviceToHost, s.a);
    while (cudaStreamQuery(s.a) == cudaErrorNotReady) {}
    return s.out[2];
  });
}

TEST_CASE("streams: host functions run in the order of their stream") {
  require_right(12, [](Stage& s) {
    int log = 0;
    cudaLaunchHostFunc(
        s.a, [](void* p) { *static_cast<int*>(p) += 1; }, &log);
    cudaLaunchHostFunc(
        s.a, [](void* p) { *static_cast<int*>(p) = *static_cast<int*>(p) * 10 + 2; }, &log);
    cudaStreamSynchronize(s.a);
    return log;
  });
}

TEST_CASE("streams: freeing in order keeps the memory until the work before is done") {
  require_right(1, [](Stage& s) {
    int* own = nullptr;
    cudaMallocAsync(&own, kBytes, s.a);
    cudaMemsetAsync(own, 0, kBytes, s.a);
    s.add_one(own, s.a);
    cudaMemcpyAsync(s.out, own, kBytes, cudaMemcpyDeviceToHost, s.a);
    cudaFreeAsync(own, s.a);
    cudaStreamSynchronize(s.a);
    return s.out[0];
  });
}

TEST_CASE("streams: the same seed gives the same order, and many operations do not pile up") {
  const auto result_of = [](uint64_t seed) {
    simt::set_stream_mode(simt::StreamMode::checked, seed);
    Stage s;
    int* order = new int[2]{0, 0};
    for (int i = 0; i < 10; ++i)
      for (const cudaStream_t stream : {s.a, s.b})
        cudaLaunchHostFunc(
            stream,
            stream == s.a ? [](void* p) { *static_cast<int*>(p) = *static_cast<int*>(p) * 2; }
                          : [](void* p) { *static_cast<int*>(p) = *static_cast<int*>(p) * 2 + 1; },
            order);
    cudaDeviceSynchronize();
    const int seen = order[0];
    delete[] order;
    for (int i = 0; i < 20000; ++i) {
      cudaMemsetAsync(s.x, i, 4, s.a);
      if (i % 100 == 0) cudaStreamSynchronize(s.a);
    }
    return seen;
  };
  const int first = result_of(5), again = result_of(5), other = result_of(6);
  simt::set_stream_mode(simt::StreamMode::eager);
  CHECK(first == again);
  CHECK(first != other);
}

TEST_CASE("streams: wrong handles are errors, and elapsed time is refused") {
  Stage s;
  cudaEvent_t end = nullptr;
  float milliseconds = 0;
  cudaEventCreate(&end);
  CHECK(cudaEventElapsedTime(&milliseconds, s.event, end) == cudaErrorInvalidResourceHandle);
  cudaEventRecord(s.event);
  cudaEventRecord(end);
  CHECK(cudaEventElapsedTime(&milliseconds, s.event, end) == cudaErrorNotSupported);
  CHECK(milliseconds != milliseconds);
  CHECK(contains(simt::last_report(), "no clock"));
  cudaEventDestroy(end);
  CHECK(cudaEventRecord(end) == cudaErrorInvalidResourceHandle);
  CHECK(cudaEventQuery(s.event) == cudaSuccess);
  unsigned flags = 9;
  CHECK(cudaStreamGetFlags(s.a, &flags) == cudaSuccess);
  CHECK(flags == cudaStreamNonBlocking);
  CHECK(cudaStreamSynchronize(reinterpret_cast<cudaStream_t>(&s)) == cudaErrorInvalidResourceHandle);
  cudaGetLastError();
}
