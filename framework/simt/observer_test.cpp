// What a listener is told, and in which order.
#include <string>

#include "framework/simt/atomics.h"
#include "framework/simt/execute.h"
#include "framework/simt/observer.h"
#include "framework/simt/sync.h"
#include "framework/simt/warp.h"
#include "framework/testing/test.h"

namespace {

using namespace llmsys::simt;

/// Writes down what it hears, a word each.
class Diary : public ExecutionObserver {
 public:
  Diary() { set_observer(this); }
  ~Diary() override { set_observer(nullptr); }
  [[nodiscard]] const std::string& text() const { return text_; }

  void launch_begins(const LaunchInfo& launch) override { note(std::string("launch:") + launch.kernel); }
  void launch_ends() override { note("end"); }
  void block_begins(int block, const BlockMemory&) override { note("block:" + std::to_string(block)); }
  void block_resumes(int block) override { note("resume:" + std::to_string(block)); }
  void block_ends(int block) override { note("block_end:" + std::to_string(block)); }
  void grid_synced() override { note("grid"); }
  void warp_parked(int warp) override { note("parked:" + std::to_string(warp)); }
  void block_synced(int exited) override { note("synced:" + std::to_string(exited)); }
  void warp_synced(int warp, uint32_t, uint32_t) override { note("warp:" + std::to_string(warp)); }
  void lane_outside_mask(int thread, uint32_t, const void*) override { note("outside:" + std::to_string(thread)); }
  void thread_arrived(int thread, const void*) override { note("arrives:" + std::to_string(thread)); }
  void thread_ended(int thread) override { note("ends:" + std::to_string(thread)); }
  void atomic(const void*, size_t, const void*, bool) override { note("atomic"); }
  void fence(bool) override { note("fence"); }
  void access(const void*, size_t, bool, const void*) override { note("access"); }
  void warp_instruction(const char* what, int warp, uint32_t, const void*) override {
    note(what + (":" + std::to_string(warp)));
  }
  void fault(Fault, int thread, const void*, const std::string&) override { note("fault:" + std::to_string(thread)); }

 private:
  void note(const std::string& word) { text_ += word + " "; }
  std::string text_;
};

__global__ void three_kernel() {
  if (threadIdx.x < 2) __syncthreads();
}

__global__ void shuffle_kernel(int* out) {
  *out = __shfl_sync(~0U, static_cast<int>(threadIdx.x), 1);
  if (threadIdx.x == 0) __threadfence();
}

__global__ void trap_kernel() {
  if (threadIdx.x == 1) __trap();
}

}  // namespace

TEST_CASE("a listener hears of launch, block, threads and barriers in the order they happen") {
  Diary diary;
  run_now<three_kernel>({.grid = 2, .block = 3});
  CHECK(diary.text() ==
        "launch:three_kernel "
        "block:0 arrives:0 arrives:1 ends:2 parked:0 synced:1 ends:0 ends:1 parked:0 block_end:0 "
        "block:1 arrives:0 arrives:1 ends:2 parked:0 synced:1 ends:0 ends:1 parked:0 block_end:1 end ");
}

TEST_CASE("a listener hears of meetings and fences once") {
  Diary diary;
  int out = 0;
  run_now<shuffle_kernel>({.block = 2}, &out);
  CHECK(out == 1);
  CHECK(diary.text() == "launch:shuffle_kernel block:0 shfl:0 warp:0 ends:1 fence ends:0 parked:0 block_end:0 end ");
}

TEST_CASE("a listener hears of a fault before the launch ends, and then no more") {
  Diary diary;
  run_now<trap_kernel>({.grid = 3, .block = 4});
  CHECK(diary.text() == "launch:trap_kernel block:0 ends:0 fault:1 end ");
}
