#include "autograder/judge/machine_peak.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>

namespace llmsys {
namespace {

constexpr int kRuns = 10;
constexpr double kUnused = 4;  // wider vectors, fused operations, more than one unit

// Keeps the compiler from leaving out what is measured.
template <class T>
void use(T& value) {
  asm volatile("" : "+m"(value) : : "memory");
}

// Processor time of this thread: on the wall, a busy machine would seem to be a slow one, and who is not would be too fast for it.
double used_seconds() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + 1e-9 * static_cast<double>(used.tv_nsec);
}

template <class Work>
double best_seconds(const Work& work) {
  double best = 1e9;
  for (int run = 0; run < kRuns; ++run) {
    const double start = used_seconds();
    work();
    best = std::min(best, used_seconds() - start);
  }
  return best;
}

double measured_bytes() {
  constexpr int kTimes = 2000;
  std::array<std::array<char, 8192>, 2> buffers{};
  const double seconds = best_seconds([&buffers] {
    for (int i = 0; i < kTimes; ++i) {
      std::memcpy(buffers[0].data(), buffers[1].data(), buffers[0].size());
      use(buffers);
    }
  });
  return 2.0 * kTimes * sizeof(buffers[0]) / seconds;
}

double measured_flops() {
  constexpr int kTimes = 100'000, kLanes = 128;  // enough of them to hide the time that an addition takes
  std::array<float, kLanes> sums{};
  const double seconds = best_seconds([&sums] {
    std::array<float, kLanes> mine = sums;
    for (int i = 0; i < kTimes; ++i)
      for (float& sum : mine) sum = sum * 0.999F + 1.0F;
    sums = mine;
    use(sums);
  });
  return 2.0 * kTimes * kLanes / seconds;
}

}  // namespace

const MachinePeak& machine_peak() {
  static const MachinePeak peak{.bytes_per_second = kUnused * measured_bytes(),
                                .flops_per_second = kUnused * measured_flops()};
  return peak;
}

double least_seconds(double bytes, double flops) {
  return std::max(bytes / machine_peak().bytes_per_second, flops / machine_peak().flops_per_second);
}

}  // namespace llmsys
