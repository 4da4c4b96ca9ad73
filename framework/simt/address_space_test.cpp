#include "framework/simt/address_space.h"

#include <vector>

#include "framework/simt/arena.h"
#include "framework/simt/execute.h"
#include "framework/testing/test.h"

namespace {

using namespace llmsys::simt;

// found: static shared, dynamic shared, global, local memory asked whether they are global and shared.
__global__ void where_kernel(unsigned* found, const float* global) {
  __shared__ float tile[4];
  const float* own = dynamic_shared<float>();
  float local[4];
  const void* const addresses[] = {&tile[3], &own[3], global, &local[3]};
  for (unsigned i = 0; i < 4; ++i) {
    found[2 * i] = __isGlobal(addresses[i]);
    found[2 * i + 1] = __isShared(addresses[i]);
  }
}

__global__ void wait_for_clock_kernel(long long* ticks) {
  const long long begin = clock64();
  while (clock64() - begin < 100) {}
  ticks[blockIdx.x] = clock64();
}

}  // namespace

TEST_CASE("an address is of the memory it was made in") {
  auto* global = static_cast<float*>(arena_allocate(64));
  std::vector<unsigned> found(8);
  launch<where_kernel>({.shared_bytes = 16}, found.data(), global);
  arena_free(global);
  CHECK(found == std::vector<unsigned>{0, 1, 0, 1, 1, 0, 0, 0});
}

TEST_CASE("the clock goes on, and begins anew for each block") {
  std::vector<long long> ticks(3);
  launch<wait_for_clock_kernel>({.grid = 3}, ticks.data());
  CHECK(ticks == std::vector<long long>{102, 102, 102});
}

TEST_CASE("addresses keep all their bits") {
  int x = 0;
  CHECK(__cvta_shared_to_generic(__cvta_generic_to_shared(&x)) == &x);
  CHECK(__cvta_global_to_generic(__cvta_generic_to_global(&x)) == &x);
}
