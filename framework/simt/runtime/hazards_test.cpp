// Checked mode: copies and fills that nothing orders are found, whatever the seed, and right programs never.
#include <cmath>
#include <functional>
#include <set>
#include <vector>

#include "framework/simt/report.h"
#include "framework/simt/runtime/stage_contract.h"
#include "framework/testing/errors.h"

using namespace llmsys;
using namespace llmsys::simt::testing;
using testing::contains;

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

TEST_CASE("streams: results are not there before the host waits") {
  const Outcome outcome = play([](Stage& s) {
    cudaMemcpyAsync(s.x, s.in, kBytes, cudaMemcpyHostToDevice, s.a);
    cudaMemcpyAsync(s.out, s.x, kBytes, cudaMemcpyDeviceToHost, s.a);
    return s.out[0];
  });
  CHECK(outcome.results == std::set<int>{-1});
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

namespace {

/// What watched mode finds in one run.
std::vector<simt::Finding> watch(const std::function<void(Stage&)>& program) {
  simt::set_stream_mode(simt::StreamMode::watched);
  {
    Stage s;
    program(s);
  }
  const std::vector<simt::Finding> findings = simt::stream_findings();
  simt::set_stream_mode(simt::StreamMode::eager);
  return findings;
}

}  // namespace

TEST_CASE("streams: watched work is done at once, and missing order is found all the same") {
  int result = -1;
  const std::vector<simt::Finding> findings = watch([&](Stage& s) {
    cudaMemcpyAsync(s.x, s.in, kBytes, cudaMemcpyHostToDevice, s.a);
    cudaMemcpyAsync(s.out, s.x, kBytes, cudaMemcpyDeviceToHost, s.b);
    result = s.out[63];
  });
  CHECK(result == 7);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].kind == simt::FindingKind::race_global);
  CHECK_FALSE(findings[0].calls.empty());
  CHECK_FALSE(findings[0].before_calls.empty());
}

TEST_CASE("streams: watched, an event or a wait of the host orders") {
  CHECK(watch([](Stage& s) {
          cudaMemcpyAsync(s.x, s.in, kBytes, cudaMemcpyHostToDevice, s.a);
          cudaEventRecord(s.event, s.a);
          cudaStreamWaitEvent(s.b, s.event, 0);
          cudaMemcpyAsync(s.out, s.x, kBytes, cudaMemcpyDeviceToHost, s.b);
          cudaStreamSynchronize(s.b);
          cudaMemcpyAsync(s.x, s.in, kBytes, cudaMemcpyHostToDevice, s.a);
        }).empty());
}

TEST_CASE("streams: watched, the host must not change what is being copied; the device may, in order") {
  const auto copy_there_and_back = [](bool change, bool wait) {
    return watch([=](Stage& s) {
      cudaMemcpyAsync(s.x, s.in, kBytes, cudaMemcpyHostToDevice, s.a);
      s.add_one(s.x, s.a);
      if (wait) cudaStreamSynchronize(s.a);
      if (change) s.in[3] = 4;
      cudaMemcpyAsync(s.in, s.x, kBytes, cudaMemcpyDeviceToHost, s.a);
      cudaDeviceSynchronize();
    });
  };
  CHECK(copy_there_and_back(false, false).empty());
  CHECK(copy_there_and_back(true, true).empty());
  const std::vector<simt::Finding> findings = copy_there_and_back(true, false);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].kind == simt::FindingKind::host_access);
}

TEST_CASE("streams: watched events say no time, and do not fail") {
  watch([](Stage& s) {
    float milliseconds = 0;
    cudaEventRecord(s.event, s.a);
    CHECK(cudaEventElapsedTime(&milliseconds, s.event, s.event) == cudaSuccess);
    CHECK(std::isnan(milliseconds));
  });
}
