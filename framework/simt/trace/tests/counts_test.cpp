// Counters of whole kernels against numbers worked out by hand; the working is beside them. A warp of neighbouring floats
// touches 128 bytes: 4 sectors.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "framework/simt/arena.h"
#include "framework/simt/runtime_api.h"
#include "framework/simt/trace/tests/counted.h"
#include "framework/simt/trace/trace.h"
#include "framework/testing/test.h"

using namespace llmsys::simt;

namespace {

// Device memory for one test.
template <class T>
class Buffer {
 public:
  explicit Buffer(size_t n, T value = {}) : data_(static_cast<T*>(arena_allocate(n * sizeof(T)))) {
    std::fill_n(data_, n, value);
  }
  ~Buffer() { arena_free(data_); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  T* get() const { return data_; }
  T& operator[](size_t i) const { return data_[i]; }

 private:
  T* data_;
};

counted::Kernels compiled(int level) {
  return level == 1 ? counted::kernels_o1() : level == 2 ? counted::kernels_o2() : counted::kernels_o3();
}

constexpr TraceOptions kCountOnly{.memcheck = false, .initcheck = false, .racecheck = false, .synccheck = false};

// What a launch counted, as its only kernel.
template <class Launch>
KernelCounters count(const Launch& launch) {
  Trace trace(kCountOnly);
  launch();
  const std::vector<KernelCounters> kernels = trace.kernels();
  REQUIRE(kernels.size() == 1);
  return kernels.front();
}

#define LEVELS                         \
  const int level = GENERATE(1, 2, 3); \
  CAPTURE(level);                      \
  const counted::Kernels k = compiled(level)

}  // namespace

TEST_CASE("saxpy of 1000: the last warp has 8 lanes") {
  LEVELS;
  const Buffer<float> x(1000, 1.0f), y(1000, 2.0f);
  const bool strides = GENERATE(false, true);
  const KernelCounters c = count([&] { (strides ? k.saxpy_stride : k.saxpy)(y.get(), x.get(), 3.0f, 1000); });
  CHECK(y[999] == 5.0f);
  CHECK(c.launches == 1);
  CHECK(c.threads == (strides ? 128 : 1024));
  CHECK(c.global_load.requests == 2 * 32);  // 1000 / 32 rounded up, of x and of y
  CHECK(c.global_load.lanes == 2000);
  CHECK(c.global_load.sectors == 2 * 125);  // 31 * 4 + 1: 8 lanes are one sector
  CHECK(c.global_load.useful_bytes == 8000);
  CHECK(c.global_load.moved_bytes == 8000);
  CHECK(c.global_store.requests == 32);
  CHECK(c.global_store.sectors == 125);
  CHECK(c.unique_global_load_bytes == 8000);
  CHECK(c.unique_global_store_bytes == 4000);
  CHECK(c.active_lanes == 3000);
  CHECK(c.possible_lanes == 3 * 32 * 32);
}

TEST_CASE("loads that stride, broadcast or begin beside a sector") {
  LEVELS;
  const Buffer<float> from(256 * 8 + 8), to(256);
  const auto sectors = [&](int stride, int offset) {
    const KernelCounters c = count([&] { k.gather(to.get(), from.get(), 256, stride, offset); });
    CHECK(c.global_load.requests == 8);
    CHECK(c.global_store.sectors_per_request() == 4);
    return c.global_load.sectors_per_request();
  };
  CHECK(sectors(1, 0) == 4);
  CHECK(sectors(2, 0) == 8);   // 256 bytes
  CHECK(sectors(8, 0) == 32);  // 32 bytes apart: one each
  CHECK(sectors(0, 3) == 1);   // one word for all
  CHECK(sectors(1, 1) == 5);   // bytes 4 to 132
}

TEST_CASE("copies of all widths: sectors are bytes by 32") {
  LEVELS;
  const Buffer<float> from(4096, 1.0f), to(4096);
  const auto check = [](const KernelCounters& c, int bytes) {
    CHECK(c.global_load.requests == 32);
    CHECK(c.global_store.requests == 32);
    CHECK(c.global_load.sectors_per_request() == bytes);  // 32 lanes * bytes / 32
    CHECK(c.global_store.sectors_per_request() == bytes);
    CHECK(c.lines.size() == 2);
  };
  check(count([&] { k.copy_char(reinterpret_cast<char*>(to.get()), reinterpret_cast<const char*>(from.get()), 1024); }),
        1);
  check(count([&] {
          k.copy_short(reinterpret_cast<short*>(to.get()), reinterpret_cast<const short*>(from.get()), 1024);
        }),
        2);
  check(count([&] { k.copy_float2(to.get(), from.get(), 2048); }), 8);
  check(count([&] { k.copy_float4(to.get(), from.get(), 4096); }), 16);
  check(count([&] { k.copy_half2(to.get(), from.get(), 1024); }), 4);
}

TEST_CASE("a matmul whose neighbouring threads have neighbouring rows, or columns") {
  LEVELS;
  const Buffer<float> a(64 * 64), b(64 * 64), c(64 * 64);
  // 64 * 64 / 32 = 128 warps, 64 steps of two loads.
  const KernelCounters rows = count([&] { k.matmul_rows(c.get(), a.get(), b.get(), 64); });
  CHECK(rows.global_load.requests == 128 * 64 * 2);
  CHECK(rows.global_load.sectors_per_request() == 16.5);  // (32 + 1) / 2: a by rows, b one word
  CHECK(rows.global_store.requests == 128);
  CHECK(rows.global_store.sectors_per_request() == 32);
  const KernelCounters columns = count([&] { k.matmul_columns(c.get(), a.get(), b.get(), 64); });
  CHECK(columns.global_load.requests == 128 * 64 * 2);
  CHECK(columns.global_load.sectors_per_request() == 2.5);  // (1 + 4) / 2
  CHECK(columns.global_store.sectors_per_request() == 4);
  CHECK(columns.unique_global_load_bytes == 2 * 64 * 64 * 4);
}

TEST_CASE("a tiled matmul reads shared memory without conflicts") {
  LEVELS;
  const Buffer<float> a(64 * 64), b(64 * 64), c(64 * 64);
  const KernelCounters n = count([&] { k.matmul_tiled(c.get(), a.get(), b.get(), 64); });
  // 4 blocks of 32 warps, 2 tiles each: 256 loads of either tile's rows.
  CHECK(n.global_load.requests == 512);
  CHECK(n.global_load.sectors_per_request() == 4);
  CHECK(n.shared_store.requests == 512);
  CHECK(n.shared_store.wavefronts_per_request() == 1);
  CHECK(n.shared_load.requests == 256 * 32 * 2);  // 32 steps of two loads
  CHECK(n.shared_load.wavefronts_per_request() == 1);
  CHECK(n.barriers == 4 * 2 * 2);
  // n / 32 times each byte of a and b, where the untiled one has each n times.
  CHECK(n.global_load.useful_bytes == 2 * n.unique_global_load_bytes);
}

TEST_CASE("transposes: 32 sectors a store, 32 wavefronts a load, and neither") {
  LEVELS;
  const Buffer<float> from(64 * 64), to(64 * 64);
  const KernelCounters naive = count([&] { k.transpose(to.get(), from.get(), 64); });
  CHECK(naive.global_load.requests == 128);
  CHECK(naive.global_load.sectors_per_request() == 4);
  CHECK(naive.global_store.sectors_per_request() == 32);
  const KernelCounters tiled = count([&] { k.transpose_tiled(to.get(), from.get(), 64); });
  CHECK(tiled.global_store.sectors_per_request() == 4);
  CHECK(tiled.shared_store.wavefronts_per_request() == 1);
  CHECK(tiled.shared_load.requests == 128);
  CHECK(tiled.shared_load.wavefronts_per_request() == 32);  // a column: words 32 apart
  const KernelCounters padded = count([&] { k.transpose_padded(to.get(), from.get(), 64); });
  CHECK(padded.shared_load.wavefronts_per_request() == 1);  // words 33 apart
  CHECK(padded.kernel == "transpose_tiled_kernel<33>");
}

TEST_CASE("shuffles are counted by warp") {
  LEVELS;
  const Buffer<float> from(1000, 1.0f), to(4);
  KernelCounters c = count([&] { k.sum_blocks(to.get(), from.get(), 1000); });
  CHECK(to[3] == 1000 - 768);
  CHECK(c.warp_instructions["shfl"] == 32 * 5);  // 4 blocks of 8 warps
  CHECK(c.barriers == 4);
  CHECK(c.shared_store.requests == 32);
  CHECK(c.shared_store.lanes == 32);
  CHECK(c.shared_load.requests == 32);  // 8 by thread 0 of each block
  CHECK(c.global_load.requests == 32);
  CHECK(c.global_store.lanes == 4);
}

TEST_CASE("lanes of different branches load apart and store together") {
  LEVELS;
  const Buffer<float> from(64), to(32);
  const KernelCounters c = count([&] { k.branch(to.get(), from.get()); });
  CHECK(c.global_load.requests == 2);
  CHECK(c.global_load.lanes == 32);
  CHECK(c.global_load.sectors == 8);  // every second word of 128 bytes, twice
  CHECK(c.global_load.ideal_sectors == 4);
  CHECK(c.global_store.requests == 1);
  CHECK(c.lanes_per_request() == Approx(64.0 / 3));
}

TEST_CASE("lanes that leave a loop early wait for the others") {
  LEVELS;
  const Buffer<float> from(1024), to(32);
  const KernelCounters c = count([&] { k.triangle(to.get(), from.get()); });
  CHECK(c.global_load.requests == 32);  // the longest lane's
  CHECK(c.global_load.lanes == 32 * 33 / 2);
  CHECK(c.global_store.requests == 1);
}

TEST_CASE("halves of a warp that meet apart load and store together") {
  LEVELS;
  const Buffer<float> from(32), to(32);
  KernelCounters c = count([&] { k.halves(to.get(), from.get()); });
  CHECK(c.global_load.requests == 1);
  CHECK(c.global_store.requests == 1);
  CHECK(c.warp_instructions["shfl"] == 2);
}

TEST_CASE("atomics at one address wait for one another") {
  LEVELS;
  const Buffer<int> keys(512), bins(32);
  const auto run = [&](int different) {
    for (size_t i = 0; i < 512; ++i) keys[i] = static_cast<int>(i) % different;
    return count([&] { k.histogram(bins.get(), keys.get(), 512); });
  };
  const KernelCounters one = run(1);
  CHECK(one.global_atomic.requests == 16);
  CHECK(one.global_atomic.sectors == 16);
  CHECK(one.contended_atomics == 16 * 31);
  CHECK(run(32).contended_atomics == 0);
  CHECK(run(4).contended_atomics == 16 * (32 - 4));
  CHECK(bins[0] == 512 + 16 + 128);
  const KernelCounters shared = count([&] { k.histogram_shared(bins.get(), keys.get(), 512); });  // keys 0 to 3
  CHECK(shared.shared_atomic.requests == 16);
  CHECK(shared.contended_atomics == 16 * 28);
  CHECK(bins[3] == 128);
}

TEST_CASE("loops longer than a lane's log are counted as exactly") {
  LEVELS;
  const Buffer<float> from(1024), to(32);
  const KernelCounters c = count([&] { k.long_loop(to.get(), from.get(), 10000); });
  CHECK(c.global_load.requests == 10000);
  CHECK(c.global_load.lanes == 16 * 10000 + 16 * 5000);
  CHECK(c.global_store.requests == 1);
}

TEST_CASE("constants count as requests, not as traffic") {
  LEVELS;
  const Buffer<float> to(32);
  const KernelCounters c = count([&] { k.table_lookup(to.get()); });
  CHECK(to[31] == 1.0f);
  CHECK(c.global_load.requests == 0);
  CHECK(c.constant.requests <= 1);  // 0: the compiler knows that nobody writes it
}

TEST_CASE("tensor cores: matrices come in pieces of 16 bytes, and go as pairs of floats") {
  LEVELS;
  const Buffer<uint16_t> a(256, 0x3c00), b(256, 0x3c00);  // 1.0
  const Buffer<float> to(256);
  KernelCounters c = count([&] { k.tensor_cores(to.get(), a.get(), b.get()); });
  CHECK(to[255] == 16.0f);
  CHECK(c.global_load.requests == 2);  // 32 lanes of 16 bytes: one for each matrix
  CHECK(c.global_load.sectors_per_request() == 16);
  CHECK(c.global_store.requests == 4);  // 16 * 16 floats in pairs: 128 by 32 lanes
  CHECK(c.global_store.sectors_per_request() == 8);
  CHECK(c.warp_instructions["mma"] == 1);
}

TEST_CASE("a kernel ends before it touches what is no device memory, or no multiple of the size") {
  const counted::Kernels k = counted::kernels_o2();
  const auto find = [&](const void* address) {
    const Buffer<float> to(1, 7.0f);
    Finding finding;
    {
      Trace trace;
      k.read_at(to.get(), address);
      CHECK(trace.kernel("read_at_kernel").global_store.requests == 0);
      REQUIRE(trace.findings().size() == 1);
      finding = trace.findings().front();
    }
    CHECK(to[0] == 7.0f);
    cudaDeviceReset();  // the error is sticky
    return finding;
  };
  CHECK(find(nullptr).kind == FindingKind::illegal_address);
  const auto on_host = std::make_unique<float>(1.0f);
  CHECK(find(on_host.get()).kind == FindingKind::illegal_address);
  const Finding misaligned = find(reinterpret_cast<const void*>(kArenaBase + 1));
  CHECK(misaligned.kind == FindingKind::misaligned);
  CHECK(misaligned.thread == 0);
}

TEST_CASE("counters of several launches add up, and reset forgets them") {
  const counted::Kernels k = counted::kernels_o2();
  const Buffer<float> x(256), y(256);
  Trace trace(kCountOnly);
  k.saxpy(y.get(), x.get(), 1.0f, 256);
  k.gather(y.get(), x.get(), 256, 1, 0);
  k.saxpy(y.get(), x.get(), 1.0f, 256);
  CHECK(trace.kernels().size() == 2);
  CHECK(trace.kernel("saxpy_kernel").launches == 2);
  CHECK(trace.kernel("saxpy_kernel").global_store.requests == 16);
  CHECK(trace.kernel("saxpy_kernel").unique_global_store_bytes == 2048);
  CHECK_THROWS_WITH(trace.kernel("sax"), Catch::Contains("saxpy_kernel, gather_kernel"));
  trace.reset();
  CHECK(trace.kernels().empty());
}
