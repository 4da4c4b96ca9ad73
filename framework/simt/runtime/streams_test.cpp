// Checked mode: programs that lack synchronisation go wrong and are found, right ones never, whatever the seed.
#include <functional>
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

constexpr int kSeeds = 60;
constexpr int kBytes = 64 * sizeof(int);

__global__ void add_one_kernel(int* x) { x[threadIdx.x] += 1; }
__global__ void copy_kernel(int* y, const int* x) { y[threadIdx.x] = x[threadIdx.x]; }

/// Two streams, an event, device memory and pinned memory: the stage of all plays here.
struct Stage {
  Stage() {
    cudaStreamCreateWithFlags(&a, cudaStreamNonBlocking);
    cudaStreamCreateWithFlags(&b, cudaStreamNonBlocking);
    cudaStreamCreate(&blocking);
    cudaEventCreateWithFlags(&event, cudaEventDisableTiming);
    cudaMalloc(&x, kBytes);
    cudaMalloc(&y, kBytes);
    cudaMallocHost(&in, kBytes);
    cudaMallocHost(&out, kBytes);
    cudaMemset(x, 0, kBytes);
    cudaMemset(y, 0, kBytes);
    for (int i = 0; i < 64; ++i) in[i] = 7, out[i] = -1;
    cudaDeviceSynchronize();
  }
  ~Stage() {
    cudaDeviceSynchronize();
    for (const cudaStream_t stream : {a, b, blocking}) cudaStreamDestroy(stream);
    cudaEventDestroy(event);
    cudaFree(x);
    cudaFree(y);
    cudaFreeHost(in);
    cudaFreeHost(out);
  }
  void add_one(int* p, cudaStream_t stream) const {
    simt::launch<add_one_kernel>({.grid = 1, .block = 64, .stream = stream}, p);
  }
  cudaStream_t a = nullptr, b = nullptr, blocking = nullptr;
  cudaEvent_t event = nullptr;
  int *x = nullptr, *y = nullptr, *in = nullptr, *out = nullptr;
};

/// What a program's results are over many seeds, and in how many of them something was found.
struct Outcome {
  std::set<int> results;
  int with_findings = 0;
};

Outcome play(const std::function<int(Stage&)>& program) {
  Outcome outcome;
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    simt::set_stream_mode(simt::StreamMode::checked, seed);
    {
      Stage stage;
      outcome.results.insert(program(stage));
    }
    outcome.with_findings += simt::stream_findings().empty() ? 0 : 1;
    REQUIRE(cudaGetLastError() == cudaSuccess);
  }
  simt::set_stream_mode(simt::StreamMode::eager);
  return outcome;
}

/// The right program: one result, no finding.
void require_right(int expected, const std::function<int(Stage&)>& program) {
  const Outcome outcome = play(program);
  CHECK(outcome.results == std::set<int>{expected});
  CHECK(outcome.with_findings == 0);
}

}  // namespace

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

TEST_CASE("streams: without the event the result is wrong under some seed") {
  const Outcome outcome = play([](Stage& s) {
    cudaMemcpyAsync(s.x, s.in, kBytes, cudaMemcpyHostToDevice, s.a);
    s.add_one(s.x, s.a);
    cudaMemcpyAsync(s.out, s.x, kBytes, cudaMemcpyDeviceToHost, s.b);
    cudaStreamSynchronize(s.b);
    return s.out[63];
  });
  CHECK(outcome.results == std::set<int>{0, 7, 8});
  CHECK(outcome.with_findings == kSeeds);  // two copies use the same bytes: found whatever the order was
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

TEST_CASE("streams: results are not there before the host waits") {
  const Outcome outcome = play([](Stage& s) {
    cudaMemcpyAsync(s.x, s.in, kBytes, cudaMemcpyHostToDevice, s.a);
    cudaMemcpyAsync(s.out, s.x, kBytes, cudaMemcpyDeviceToHost, s.a);
    return s.out[0];
  });
  CHECK(outcome.results == std::set<int>{-1});
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

TEST_CASE("streams: cudaMemcpy from ordinary memory may still be under way; cudaMemcpy from pinned memory is done") {
  const auto copy_then_use = [](bool from_pinned) {
    return [=](Stage& s) {
      const std::vector<int> ordinary(64, 7);
      cudaMemcpy(s.x, from_pinned ? s.in : ordinary.data(), kBytes, cudaMemcpyHostToDevice);
      s.add_one(s.x, s.a);  // non-blocking: nothing orders it behind the copy
      cudaStreamSynchronize(s.a);
      cudaDeviceSynchronize();
      cudaMemcpy(s.out, s.x, kBytes, cudaMemcpyDeviceToHost);
      return s.out[5];
    };
  };
  require_right(8, copy_then_use(true));
  CHECK(play(copy_then_use(false)).results == std::set<int>{7, 8});
}

TEST_CASE("streams: ordinary memory is read before an asynchronous copy returns, pinned memory is not") {
  require_right(3, [](Stage& s) {
    std::vector<int> ordinary(64, 3);
    cudaMemcpyAsync(s.x, ordinary.data(), kBytes, cudaMemcpyHostToDevice, s.a);
    ordinary.assign(64, 4);
    cudaMemcpyAsync(s.out, s.x, kBytes, cudaMemcpyDeviceToHost, s.a);
    cudaStreamSynchronize(s.a);
    return s.out[1];
  });
  const Outcome outcome = play([](Stage& s) {
    cudaMemcpyAsync(s.x, s.in, kBytes, cudaMemcpyHostToDevice, s.a);
    s.in[1] = 4;
    cudaMemcpyAsync(s.out, s.x, kBytes, cudaMemcpyDeviceToHost, s.a);
    cudaStreamSynchronize(s.a);
    return s.out[1];
  });
  CHECK(outcome.results == std::set<int>{4});
  CHECK(outcome.with_findings == kSeeds);
}

TEST_CASE("streams: double buffering with events is right; without waiting for the buffer it is found") {
  const auto pipeline = [](bool wait_for_buffer) {
    return [=](Stage& s) {
      int sum = 0;
      for (int round = 0; round < 4; ++round) {
        if (wait_for_buffer && round > 0) cudaEventSynchronize(s.event);
        for (int i = 0; i < 64; ++i) s.in[i] = round;
        cudaMemcpyAsync(s.x, s.in, kBytes, cudaMemcpyHostToDevice, s.a);
        s.add_one(s.x, s.a);
        cudaMemcpyAsync(s.out, s.x, kBytes, cudaMemcpyDeviceToHost, s.a);
        cudaEventRecord(s.event, s.a);
        if (wait_for_buffer) cudaEventSynchronize(s.event);
        sum += s.out[0];
      }
      return sum;
    };
  };
  require_right(1 + 2 + 3 + 4, pipeline(true));
  const Outcome outcome = play(pipeline(false));
  CHECK_FALSE(outcome.results.contains(10));
  CHECK(outcome.with_findings == kSeeds);
}

TEST_CASE("streams: findings name both calls, the bytes and the remedy, each once") {
  simt::set_stream_mode(simt::StreamMode::checked, 1);
  {
    Stage s;
    for (int i = 0; i < 3; ++i) {
      cudaMemsetAsync(s.x, 1, kBytes, s.a);
      cudaMemcpyAsync(s.out, s.x + 2, 16, cudaMemcpyDeviceToHost, s.b);
      cudaDeviceSynchronize();
    }
  }
  const std::vector<simt::Finding> findings = simt::stream_findings();
  simt::set_stream_mode(simt::StreamMode::eager);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].times == 3);
  CHECK(contains(findings[0].what, "cudaMemcpyAsync in stream"));
  CHECK(contains(findings[0].what, "reads 16 bytes at 8 of allocation"));
  CHECK(contains(findings[0].before, "cudaMemsetAsync in stream"));
  CHECK(contains(findings[0].cause, "event"));
}

TEST_CASE("streams: chunks of one buffer in different streams do not conflict") {
  require_right(7, [](Stage& s) {
    for (int chunk = 0; chunk < 4; ++chunk) {
      const cudaStream_t stream = chunk % 2 == 0 ? s.a : s.b;
      const size_t at = static_cast<size_t>(chunk) * 16;
      cudaMemcpyAsync(s.x + at, s.in + at, kBytes / 4, cudaMemcpyHostToDevice, stream);
      cudaMemcpyAsync(s.out + at, s.x + at, kBytes / 4, cudaMemcpyDeviceToHost, stream);
    }
    cudaDeviceSynchronize();
    return s.out[0] == s.out[63] ? s.out[20] : -2;
  });
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
