#include "autograder/judge/counters.h"

#include <cmath>
#include <limits>

#include "autograder/judge/gpu_time.h"
#include "autograder/judge/test_lab.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

Values traced(std::initializer_list<std::pair<const char*, int64_t>> sectors) {
  Values out;
  for (const auto& [name, number] : sectors) {
    simt::KernelCounters kernel;
    kernel.kernel = name;
    kernel.global_load = {.requests = 10, .sectors = number};
    out.set(name, to_values(kernel));
  }
  return out;
}

constexpr CounterGoal kGoal{.best = 1, .worst = 32};

}  // namespace

TEST_CASE("counters are summed over all kernels, or over those of a name") {
  const TestCase test;
  const Values got = traced({{"copy_kernel<float>", 40}, {"copy_kernel<half>", 20}, {"sum_kernel", 320}});
  CHECK(counters(got).global_load.sectors == 380);
  CHECK(counters(got, "copy_kernel").global_load.sectors == 60);
  CHECK(counters(got, "sum_kernel").global_load.sectors_per_request() == 32);
  CHECK(failure_of([&] { counters(got, "scan_kernel"); }) ==
        "FAIL: no kernel scan_kernel was launched, only copy_kernel<float>, copy_kernel<half>, sum_kernel");
  CHECK(failure_of([&] { counters(Values{}); }) == "FAIL: no kernel was launched");
  CHECK(failure_of([&] {
          counters(Values{{kNotCounted, Values{}}});
        }) == "NOT-GRADED: kernels are counted in the emulator, not on a GPU");
}

TEST_CASE("points fall with the logarithm of a counter, from all at the best to none at the worst") {
  CHECK(share_of_points(1, kGoal) == 1);
  CHECK(share_of_points(0.5, kGoal) == 1);
  CHECK(share_of_points(2, kGoal) == Approx(0.8));
  CHECK(share_of_points(4, kGoal) == Approx(0.6));
  CHECK(share_of_points(31.9, kGoal) < 0.01);
  CHECK(share_of_points(32, kGoal) == 0);
  CHECK(share_of_points(1e9, kGoal) == 0);
  CHECK(share_of_points(std::numeric_limits<double>::quiet_NaN(), kGoal) == 0);
  CHECK_THROWS_AS(share_of_points(1, {.best = 2, .worst = 2}), ValueError);
}

TEST_CASE("of several counters the worst decides; less than possible is no answer") {
  TestCase test;
  score_counter("sectors per load", 4, {.best = 4, .worst = 32});
  CHECK(test.state().score().fraction == 1);
  score_counter("wavefronts per load", 2, kGoal);
  score_counter("sectors per store", 4, {.best = 4, .worst = 32});
  CHECK(test.state().score().fraction == Approx(0.8));
  CHECK(test.state().score().message == "wavefronts per load: 2 (emulated); all points at 1, none at 32");
  score_counter("bytes held", 9, {.best = 1, .worst = 10, .emulated = false});
  CHECK(test.state().score().message == "bytes held: 9; all points at 1, none at 10");
  CHECK(failure_of([] { score_counter("sectors", 3.9, {.best = 4, .worst = 32, .possible = 4}); }) ==
        "PROTOCOL: sectors: 3.9, which no program can have: at least 4 are needed");
}

TEST_CASE("a time's points are those of its share of the yardstick's speed") {
  TestCase test;
  const SpeedGoal goal{.yardstick = "a copy's", .all = 0.8, .none = 0.1};
  score_time(1.25, 1, goal);
  CHECK(test.state().score().fraction == 1);
  score_time(4, 1, goal);
  CHECK(test.state().score().fraction == Approx(std::log(2.5) / std::log(8)));
  CHECK(test.state().score().message == "4 ms, 25 % of a copy's speed; all points at 80 %, none at 10 %");
  score_time(10, 1, goal);
  CHECK(test.state().score().fraction == 0);
  CHECK(failure_of([&] { score_time(0, 1, goal); }) == "PROTOCOL: times must be above 0, got 0 ms beside 1 ms");
}

TEST_CASE("where the emulator runs kernels, nothing is graded by time") {
  TestCase test;
  if (kernels_run_on_gpu()) LLMSYS_SKIP("kernels run on a GPU in this preset");
  CHECK_FALSE(graded_by_time("no such scenario", {.yardstick = "", .all = 1, .none = 0.5}));
}
