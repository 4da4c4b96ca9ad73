// Words and tables from counters written by hand.
#include "framework/simt/trace/report.h"

#include "framework/testing/test.h"

using namespace llmsys::simt;

namespace {

AccessCounters global(int64_t requests, int64_t lanes, int64_t sectors, int64_t ideal) {
  return {.requests = requests,
          .lanes = lanes,
          .sectors = sectors,
          .ideal_sectors = ideal,
          .useful_bytes = ideal * 32,
          .moved_bytes = sectors * 32};
}

AccessCounters shared(int64_t requests, int64_t wavefronts, int64_t ideal) {
  return {.requests = requests,
          .lanes = requests * 32,
          .wavefronts = wavefronts,
          .ideal_wavefronts = ideal,
          .useful_bytes = requests * 128,
          .moved_bytes = wavefronts * 128};
}

KernelCounters kernel(std::vector<LineCounters> lines) {
  KernelCounters k;
  k.kernel = "a_kernel";
  k.last.traced = true;
  k.last.block = 256;
  k.launches = k.blocks = 1;
  k.threads = 32;
  k.lines = std::move(lines);
  return k;
}

LineCounters line(int number, Space space, AccessKind kind, const AccessCounters& access) {
  return {.source = {"labs/x/a.cu", number}, .space = space, .kind = kind, .bytes = 4, .access = access};
}

std::string first_words(const KernelCounters& k) { return judge(k).front().text; }

}  // namespace

TEST_CASE("verdicts say what is wrong, where, and what helps") {
  CHECK(first_words(kernel({line(12, Space::global, AccessKind::load, global(100, 3200, 3200, 400))})) ==
        "every load touches 32.0 sectors where 4.0 would do at a.cu:12: let neighbouring threads touch neighbouring "
        "addresses");
  CHECK(first_words(kernel({line(41, Space::shared, AccessKind::load, shared(100, 3200, 100))})) ==
        "32-way bank conflict at a.cu:41: pad the tile by one column, or let neighbouring threads touch neighbouring "
        "words");
  CHECK(first_words(kernel({line(7, Space::global, AccessKind::store, global(100, 3200, 500, 400))})) ==
        "a store touches 5.00 sectors where 4.00 would do at a.cu:7: warps begin inside a sector of 32 bytes; pad rows "
        "to a multiple, or "
        "leave it if the index is shifted, as x[i - 1] is");
  LineCounters atomics = line(9, Space::global, AccessKind::atomic, global(10, 320, 10, 10));
  atomics.contended = 310;
  CHECK(first_words(kernel({atomics})).starts_with("atomics at a.cu:9 meet: 32.0 lanes of a warp at each address"));
  CHECK(first_words(kernel({line(5, Space::global, AccessKind::load, global(100, 800, 100, 100))})) ==
        "only 8.0 of 32 lanes are active at a.cu:5: branch by whole warps, not by lanes");
  KernelCounters small = kernel({line(5, Space::global, AccessKind::load, global(100, 100, 100, 100))});
  small.last.block = 1;
  CHECK_THAT(first_words(small), Catch::Contains("a block has 1 thread, a warp 32 lanes"));
}

TEST_CASE("the advice fits how far apart the threads are") {
  const auto global_words = [](Stride stride, AccessKind kind) {
    LineCounters l = line(3, Space::global, kind, global(100, 3200, 1200, 400));
    l.stride = stride;
    return first_words(kernel({l}));
  };
  const Stride scattered{.bytes = 4, .seen = true, .varies = true};
  CHECK_THAT(global_words({12, true, false}, AccessKind::load),
             Catch::Contains("threads are 12 bytes apart, as members"));
  CHECK_THAT(global_words({-4096, true, false}, AccessKind::load), Catch::Contains("4096 bytes apart, as in a column"));
  CHECK_THAT(global_words(scattered, AccessKind::load), Catch::Contains("scattered: sort them"));
  CHECK_THAT(global_words(scattered, AccessKind::atomic), Catch::Contains("scattered: add up in shared memory first"));
  const auto shared_words = [](Stride stride, AccessKind kind) {
    LineCounters l = line(3, Space::shared, kind, shared(100, 3200, 100));
    l.stride = stride;
    return first_words(kernel({l}));
  };
  CHECK_THAT(shared_words({128, true, false}, AccessKind::load), Catch::Contains("pad the tile by one column"));
  CHECK_THAT(shared_words({8, true, false}, AccessKind::load),
             Catch::Contains("8 bytes apart") && !Catch::Contains("pad"));
  CHECK_THAT(shared_words(scattered, AccessKind::load), Catch::Contains("index + index / 32"));
  CHECK_THAT(shared_words(scattered, AccessKind::atomic), Catch::Contains("bins of one bank meet"));
}

TEST_CASE("what all lanes share does not count as loaded again and again; one line is not told of twice") {
  KernelCounters k = kernel({line(1, Space::global, AccessKind::load, global(1000, 32000, 1000, 1000))});
  k.lines[0].access.useful_bytes = 4000;  // 4 bytes for all 32 lanes
  k.global_load = k.lines[0].access;
  k.unique_global_load_bytes = 40;
  CHECK(judge(k).front().notice == Notice::fine);
  const AccessCounters conflicts = shared(100, 3200, 100);
  CHECK(judge(kernel({line(2, Space::shared, AccessKind::load, conflicts),
                      line(2, Space::shared, AccessKind::store, conflicts)}))
            .size() == 1);
}

TEST_CASE("waste is measured against what moved in the same memory") {
  const std::vector<Verdict> verdicts =
      judge(kernel({line(1, Space::global, AccessKind::load, global(16, 512, 128, 64)),
                    line(2, Space::shared, AccessKind::load, shared(10000, 10000, 10000))}));
  CHECK(verdicts.front().notice == Notice::uncoalesced);
}

TEST_CASE("the dearest line comes first, small change is left out") {
  const std::vector<Verdict> verdicts =
      judge(kernel({line(1, Space::global, AccessKind::load, global(1, 32, 32, 4)),
                    line(2, Space::global, AccessKind::load, global(100, 3200, 800, 400)),
                    line(3, Space::global, AccessKind::load, global(100, 3200, 3200, 400))}));
  REQUIRE(verdicts.size() == 2);
  CHECK(verdicts[0].source.line == 3);
  CHECK(verdicts[0].factor == 8);
  CHECK(verdicts[1].source.line == 2);
}

TEST_CASE("a kernel that wastes nothing is fine; one that was not traced has no verdict") {
  KernelCounters k = kernel({line(1, Space::global, AccessKind::load, global(100, 3200, 400, 400)),
                             line(2, Space::shared, AccessKind::load, shared(100, 100, 100))});
  CHECK(judge(k).front().notice == Notice::fine);
  k.last.traced = false;
  CHECK(judge(k).front().notice == Notice::untraced);
}

TEST_CASE("bytes that come again and again are noticed where nothing is kept") {
  KernelCounters k = kernel({});
  k.global_load = global(100, 3200, 400, 400);
  k.unique_global_load_bytes = 1280;
  CHECK(first_words(k).starts_with("each byte of global memory is loaded 10.0 times"));
  k.shared_load = shared(1, 1, 1);
  CHECK(judge(k).front().notice == Notice::fine);
}

TEST_CASE("the roofline takes the largest of three times") {
  KernelCounters k = kernel({});
  k.unique_global_load_bytes = k.unique_global_store_bytes = 777'500;  // 1.555 MB: 1 us of an A100's 1555 GB/s
  const Gpu& a100 = find_gpu("a100");
  const Roofline memory = place_on_roofline(k, a100);
  CHECK(memory.memory_seconds == Approx(1e-6));
  CHECK(memory.bound == Bound::memory);
  CHECK(memory.ridge == Approx(19.5e12 / 1555e9));
  const Roofline compute = place_on_roofline(k, a100, 39e6);  // 2 us at 19.5 TFLOP/s
  CHECK(compute.bound == Bound::compute);
  CHECK(compute.least_seconds() == Approx(2e-6));
  CHECK(compute.intensity == Approx(39e6 / 1555e3));
  k.shared_load.wavefronts = 1410 * 3;  // one multiprocessor, as there is one block: 3 us at 1410 MHz
  const Roofline banks = place_on_roofline(k, a100, 39e6);
  CHECK(banks.bound == Bound::shared);
  CHECK(banks.least_seconds() == Approx(3e-6));
}

TEST_CASE("tables hold the counters") {
  KernelCounters k = kernel({line(12, Space::global, AccessKind::load, global(100, 3200, 3200, 400))});
  k.global_load = k.lines.front().access;
  k.unique_global_load_bytes = 12800;
  const std::string table = to_table(report_on(k, &find_gpu("t4")));
  CHECK_THAT(table, Catch::Contains("a_kernel  grid (1,1,1)"));
  CHECK_THAT(table,
             Catch::Contains(
                 "global load               100         32.0        32.00         4.00       102 kB         12 %"));
  CHECK_THAT(table, Catch::Contains("12.8 kB loaded"));
  CHECK_THAT(table, Catch::Contains("roofline of Tesla T4"));
  CHECK_THAT(table, Catch::Contains("  ! every load touches 32.0 sectors"));
  CHECK_THAT(line_table(k), Catch::Contains("a.cu:12"));
}
