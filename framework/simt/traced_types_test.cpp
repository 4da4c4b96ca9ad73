// What the tracer hears of matrices, atomics and asynchronous copies, against numbers worked out by hand.
#include <algorithm>

#include "framework/simt/arena.h"
#include "framework/simt/runtime.h"
#include "framework/simt/trace/trace.h"
#include "framework/simt/traced_types_kernels.h"
#include "framework/testing/test.h"

namespace {

using namespace llmsys::simt;

// Device memory for one test, written by the host.
template <class T>
class Buffer {
 public:
  Buffer(size_t n, T value) : bytes_(n * sizeof(T)), data_(static_cast<T*>(arena_allocate(bytes_))) {
    std::vector<T> values(n, value);
    cudaMemcpy(data_, values.data(), bytes_, cudaMemcpyHostToDevice);
  }
  ~Buffer() { arena_free(data_); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  T* get() const { return data_; }
  T operator[](size_t i) const {
    T value;
    cudaMemcpy(&value, data_ + i, sizeof(T), cudaMemcpyDeviceToHost);
    return value;
  }

 private:
  size_t bytes_;
  T* data_;
};

KernelCounters only_kernel(const Trace& trace) {
  REQUIRE(trace.kernels().size() == 1);
  return trace.kernels().front();
}

}  // namespace

TEST_CASE("a tile of halves is one request of 16 sectors, its float sums are four of 8") {
  Trace trace;
  const Buffer<half> a(1024, half(1)), b(1024, half(2));
  const Buffer<float> c(256, 0);
  const unsigned ldm = GENERATE(16, 64);  // either way each row of 32 bytes is one sector
  launch_product(c.get(), a.get(), b.get(), ldm);
  const KernelCounters counters = only_kernel(trace);
  CHECK(counters.global_load.requests == 2);
  CHECK(counters.global_load.sectors == 32);
  CHECK(counters.global_load.useful_bytes == 1024);
  CHECK(counters.global_store.requests == 4);
  CHECK(counters.global_store.sectors == 32);
  CHECK(counters.global_store.useful_bytes == 1024);
  CHECK(counters.warp_instructions.at("mma") == 1);
  CHECK(trace.findings().empty());
  CHECK(c[255] == 32);
}

TEST_CASE("rows of a tile conflict in shared memory unless they begin in different banks") {
  Trace trace;
  const Buffer<half> a(256, half(1)), held(32, half(0));
  // 8 lanes load 16 bytes of 8 rows at once. Rows of 32 bytes: row 4 lies in the banks of row 0, 2 passes; of 128 bytes: all
  // in the same banks, 8 passes; of 48 bytes: none, 1 pass. Four times 8 lanes.
  const auto [ldm, wavefronts] = GENERATE(std::pair(16, 8), std::pair(24, 4), std::pair(64, 32));
  launch_shared_load(held.get(), a.get(), ldm);
  const KernelCounters counters = only_kernel(trace);
  CHECK(counters.shared_load.requests == 1);
  CHECK(counters.shared_load.wavefronts == wavefronts);
  CHECK(counters.shared_load.ideal_wavefronts == 4);
  CHECK(trace.findings().empty());
}

TEST_CASE("sums stored by columns are single elements: 8 requests, each of 4 times 8 neighbours") {
  Trace trace;
  const Buffer<float> c(256, 0);
  launch_store_columns(c.get());
  const KernelCounters counters = only_kernel(trace);
  CHECK(counters.global_store.requests == 8);
  CHECK(counters.global_store.sectors == 32);
  CHECK(c[17] == 1);
}

TEST_CASE("atomics are requests of their kind, and lanes at one address contend") {
  Trace trace;
  const Buffer<float> sum(1, 0);
  const Buffer<half2> pairs(64, half2(0, 0));
  const Buffer<unsigned> flag(1, 0);
  launch_atomics(sum.get(), pairs.get(), flag.get(), 64);
  const KernelCounters counters = only_kernel(trace);
  CHECK(counters.global_atomic.requests == 6);  // 3 instructions of 2 warps
  CHECK(counters.global_atomic.sectors == 2 * (1 + 4 + 1));
  CHECK(counters.contended_atomics == 2 * (31 + 31));
  CHECK(counters.global_load.requests == 0);
  CHECK(counters.global_store.requests == 0);
  CHECK(trace.findings().empty());
  CHECK(sum[0] == 64);
  CHECK(float(pairs[63].y) == 2);
  CHECK(flag[0] == 64);
}

TEST_CASE("an asynchronous copy is a load where it begins and a store to shared memory") {
  Trace trace;
  const Buffer<float4> from(64, {1, 2, 3, 4}), to(64, {0, 0, 0, 0});
  launch_async_copy(to.get(), from.get(), true);
  const KernelCounters counters = only_kernel(trace);
  CHECK(counters.global_load.requests == 2);
  CHECK(counters.global_load.sectors == 32);
  CHECK(counters.shared_store.requests == 2);
  CHECK(counters.shared_store.wavefronts == 8);
  CHECK(trace.findings().empty());
  CHECK(to[0].w == 4);
}

TEST_CASE("who does not wait for an asynchronous copy reads what nobody wrote") {
  Trace trace;
  const Buffer<float4> from(64, {1, 2, 3, 4}), to(64, {0, 0, 0, 0});
  launch_async_copy(to.get(), from.get(), false);
  REQUIRE_FALSE(trace.findings().empty());
  CHECK(trace.findings().front().kind == FindingKind::uninitialized_shared);
}
