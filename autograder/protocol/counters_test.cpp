#include "autograder/protocol/counters.h"

#include "autograder/protocol/codec.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

simt::KernelCounters sample() {
  simt::KernelCounters kernel;
  kernel.kernel = "transpose_kernel";
  kernel.last.grid = dim3(2, 3, 4);
  kernel.last.block = dim3(32, 8);
  kernel.last.dynamic_shared = 4224;
  kernel.launches = 1;
  kernel.unique_global_store_bytes = 4096;
  kernel.global_load = {.requests = 10, .lanes = 320, .sectors = 40, .ideal_sectors = 40};
  kernel.shared_load = {.requests = 10, .lanes = 320, .wavefronts = 320, .ideal_wavefronts = 10};
  kernel.warp_instructions["shfl"] = 5;
  return kernel;
}

}  // namespace

TEST_CASE("counters cross the border and come out as they went in") {
  const simt::KernelCounters got = kernel_counters_from(decode(encode(to_values(sample()))));
  CHECK(got.kernel == "transpose_kernel");
  CHECK(got.last.grid.z == 4);
  CHECK(got.last.block.y == 8);
  CHECK(got.last.dynamic_shared == 4224);
  CHECK(got.unique_global_store_bytes == 4096);
  CHECK(got.global_load.sectors_per_request() == 4);
  CHECK(got.shared_load.wavefronts_per_request() == 32);
  CHECK(got.warp_instructions.at("shfl") == 5);
  CHECK(to_text(Value(to_values(got)), 10000) == to_text(Value(to_values(sample())), 10000));
}

TEST_CASE("every number is added, and of others the first is kept") {
  simt::KernelCounters sum = sample();
  simt::KernelCounters more = sample();
  more.kernel = "copy_kernel";
  more.warp_instructions["vote"] = 1;
  add_counters(sum, more);
  CHECK(sum.kernel == "transpose_kernel");
  CHECK(sum.launches == 2);
  CHECK(sum.global_load.sectors == 80);
  CHECK(sum.warp_instructions == std::map<std::string, int64_t>{{"shfl", 10}, {"vote", 1}});
}

TEST_CASE("what no tracer can have counted is refused") {
  Values values = to_values(sample());
  values.set("blocks", -1);
  CHECK(contains(message_of([&] { kernel_counters_from(values); }), "blocks must not be negative, got -1"));
  values = to_values(sample());
  values.set("grid", std::vector<int64_t>{1, 2});
  CHECK(contains(message_of([&] { kernel_counters_from(values); }), "has 3 sizes, got 2"));
  CHECK_THROWS_AS(kernel_counters_from(Values{}), ValueError);
}
