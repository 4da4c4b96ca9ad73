// Kernels that go wrong end in a report, and the next one runs as if nothing had been.
#include <unistd.h>

#include <csetjmp>
#include <csignal>
#include <cstdio>
#include <regex>
#include <string>
#include <vector>

#include "framework/simt/device_print.h"
#include "framework/simt/execute.h"
#include "framework/simt/sync.h"
#include "framework/simt/warp.h"
#include "framework/testing/test.h"

namespace {

using namespace llmsys;
using namespace llmsys::simt;

__global__ void fine_kernel(int* sum) {
  const int n = __syncthreads_count(1);
  if (threadIdx.x == 0) *sum = n;
}

constexpr int kBarrierLine = __LINE__ + 5, kWarpLine = __LINE__ + 7;

__global__ void deadlock_kernel() {
  const unsigned i = threadIdx.x;
  if (i < 16)
    __syncthreads();
  else if (i < 40)
    __syncwarp(i < 32 ? 0xffff0000 | 1 : 0xff | 1U << 31);
}

__global__ void assert_kernel(int limit) { assert(static_cast<int>(threadIdx.x) < limit); }

/// What assert() becomes when a program includes cassert once more.
__global__ void library_assert_kernel() {
  if (threadIdx.x == 3) __assert_fail("x > 0", "program.cu", 7, "kernel");
}

constexpr int kTrapLine = __LINE__ + 3;

__global__ void trap_kernel() {
  if (blockIdx.y == 1 && threadIdx.x == 5) __trap();
}

__global__ void illegal_instruction_kernel() { __builtin_trap(); }

/// Block `which` of many stores to where nothing is, once the others have had time to start.
__global__ void late_fault_kernel(int** rows, unsigned which) {
  __shared__ int s[64];
  for (int round = 0; round < 20; ++round) {
    s[threadIdx.x] = round;
    __syncthreads();
  }
  if (blockIdx.x == which && threadIdx.x == 7) **rows = s[threadIdx.x];
}

constexpr int kEndlessLine = __LINE__ + 5;

/// Waits for what no thread writes.
__global__ void endless_kernel(volatile const int* flag) {
  if (threadIdx.x == 3)
    while (*flag == 0) {}
}

/// The step of the loop is 0: all meet again and again.
__global__ void endless_barrier_kernel(int step) {
  for (int i = 0; i < 10; i += step) __syncthreads();
}

__device__ __attribute__((noinline)) int depth(volatile int* left) {
  volatile int here[16] = {};
  if (*left == 0) return here[3];
  *left = *left - 1;
  return 1 + depth(left) + here[5];
}

/// As deep as `left`; below 0 without end.
__global__ void recursion_kernel(int* out, int left) {
  volatile int steps = left;
  __syncthreads();
  const int deep = depth(&steps);
  if (threadIdx.x == 0) *out = deep;
}

__global__ void store_kernel(int* p, unsigned who) {
  __syncthreads();
  if (threadIdx.x == who) *p = 1;
}

__global__ void divide_kernel(int* p, int by) { p[threadIdx.x] = p[threadIdx.x] / by; }

__global__ void deep_kernel(volatile int* out, int bytes) {
  auto* local = static_cast<volatile char*>(__builtin_alloca(static_cast<size_t>(bytes)));
  for (int i = bytes - 1; i >= 0; --i) local[i] = 1;
  __syncthreads();
  if (threadIdx.x == 0) *out = local[0];
}

__global__ void print_kernel(int n) {
  if (static_cast<int>(threadIdx.x) < n) printf("%d: %s %8.3f\n", static_cast<int>(threadIdx.x), "float", 0.5);
}

template <auto Kernel, class... Args>
const FaultReport& fault_of(const LaunchShape& shape, Args... args) {
  REQUIRE(run_now<Kernel>(shape, args...) == LaunchStatus::faulted);
  static FaultReport report;
  report = last_fault();
  int sum = 0;
  CHECK(run_now<fine_kernel>({.block = 100}, &sum) == LaunchStatus::done);
  CHECK(sum == 100);
  CAPTURE(report.report);
  return report;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A line of this file, as reports have it.
std::string here(int line) { return "framework/simt/fault_test.cpp:" + std::to_string(line); }

}  // namespace

TEST_CASE("a deadlock lists who waits where") {
  const FaultReport& fault = fault_of<deadlock_kernel>({.grid = 2, .block = 64});
  CHECK(fault.fault == Fault::deadlock);
  CHECK(fault.block == 0);
  CHECK(contains(fault.report, "kernel deadlock_kernel: block (0,0,0): deadlock"));
  CHECK(std::regex_search(fault.report,
                          std::regex("16 threads wait at __syncthreads\\(\\) at \\S*" + here(kBarrierLine))));
  CHECK(std::regex_search(
      fault.report, std::regex("16 threads wait in a warp collective of mask 0xffff0001 at \\S*" + here(kWarpLine))));
  CHECK(contains(fault.report, "32 have ended"));
}

TEST_CASE("assert() names the condition and its line") {
  const FaultReport& fault = fault_of<assert_kernel>({.block = 64}, 40);
  CHECK(fault.fault == Fault::assertion);
  CHECK(fault.thread == 40);
  CHECK(contains(fault.report, "assert(static_cast<int>(threadIdx.x) < limit) failed at "));
  CHECK(contains(fault.report, "fault_test.cpp:"));
  CHECK(run_now<assert_kernel>({.block = 40}, 40) == LaunchStatus::done);
}

TEST_CASE("assert() of the C library ends the kernel, not the program") {
  const FaultReport& fault = fault_of<library_assert_kernel>({.block = 32});
  CHECK(fault.fault == Fault::assertion);
  CHECK(fault.thread == 3);
  CHECK(contains(fault.report, "assert(x > 0) failed at program.cu:7"));
}

TEST_CASE("__trap() ends the kernel") {
  const FaultReport& fault = fault_of<trap_kernel>({.grid = {2, 3}, .block = 64});
  CHECK(fault.fault == Fault::trap);
  CHECK(fault.block == 2);
  CHECK(fault.thread == 5);
  CHECK(contains(fault.report, "block (0,1,0), thread (5,0,0) at "));
  CHECK(contains(fault.report, here(kTrapLine)));
  CHECK(fault_of<illegal_instruction_kernel>({}).fault == Fault::trap);
}

TEST_CASE("a fault on any worker's thread is the launch's, whichever block it is") {
  const int workers = GENERATE(1, 2), which = GENERATE(0, 500, 1999);
  CAPTURE(workers, which);
  set_executor_options({.workers = workers});
  int* nowhere = nullptr;
  const FaultReport& fault =
      fault_of<late_fault_kernel>({.grid = 2000, .block = 64}, &nowhere, static_cast<unsigned>(which));
  set_executor_options({});
  CHECK(fault.fault == Fault::illegal_address);
  CHECK(fault.block == which);
  CHECK(fault.thread == 7);
  CHECK(contains(fault.report, "kernel late_fault_kernel: block (" + std::to_string(which) + ",0,0), thread (7,0,0)"));
}

TEST_CASE("a loop that never ends is ended, with kernel, thread and line") {
  set_executor_options({.patience = 0.1});
  const int flag = 0;
  const FaultReport& fault = fault_of<endless_kernel>({.grid = 2, .block = 64}, &flag);
  CHECK(fault.fault == Fault::spinning);
  CHECK(contains(fault.report, "kernel endless_kernel: block (0,0,0), thread (3,0,0) at "));
  CHECK(contains(fault.report, here(kEndlessLine)));
  CHECK(contains(fault.report, "it neither waits nor ends"));
  set_executor_options({});
}

TEST_CASE("threads that meet again and again without end are ended, too") {
  set_executor_options({.patience = 0.15});
  const FaultReport& fault = fault_of<endless_barrier_kernel>({.block = 64}, 0);
  CHECK(fault.fault == Fault::spinning);
  CHECK(contains(fault.report, "kernel endless_barrier_kernel: block (0,0,0)"));
  CHECK(contains(fault.report, "meet again and again"));
  set_executor_options({});
}

TEST_CASE("a recursion runs as deep as the stack is, and without end is reported") {
  int out = 0;
  CHECK(run_now<recursion_kernel>({.grid = 3, .block = 64}, &out, 50) == LaunchStatus::done);
  CHECK(out == 50);
  const int left = GENERATE(400, -1);
  const FaultReport& fault = fault_of<recursion_kernel>({.block = 64}, &out, left);
  CHECK(fault.fault == Fault::stack_overflow);
  CHECK(contains(fault.report, "kernel recursion_kernel: block (0,0,0)"));
}

TEST_CASE("an access to no memory at all is the kernel's fault, not the program's end") {
  const unsigned who = GENERATE(0U, 63U);
  const FaultReport& fault = fault_of<store_kernel>({.block = 64}, reinterpret_cast<int*>(16), who);
  CHECK(fault.fault == Fault::illegal_address);
  CHECK(fault.thread == static_cast<int>(who));
  CHECK(contains(fault.report, "illegal address 0x10"));
  CHECK(fault.pc != nullptr);
}

TEST_CASE("an integer division by 0 is a fault") {
  std::vector<int> numbers(64);
  const FaultReport& fault = fault_of<divide_kernel>({.block = 64}, numbers.data(), 0);
  CHECK(fault.fault == Fault::trap);
  CHECK(contains(fault.report, "divided"));
}

TEST_CASE("a fault of the host stays one") {
  static sigjmp_buf before;
  struct sigaction mine {
  }, old{};
  mine.sa_handler = [](int) { siglongjmp(before, 1); };
  sigaction(SIGSEGV, &mine, &old);
  int sum = 0;
  CHECK(run_now<fine_kernel>({.block = 100}, &sum) == LaunchStatus::done);  // now the executor's handler is in force
  volatile bool back = false;
  if (sigsetjmp(before, 1) == 0)
    *reinterpret_cast<volatile int*>(16) = 1;
  else
    back = true;
  sigaction(SIGSEGV, &old, nullptr);
  CHECK(back);
}

TEST_CASE("a stack that is too small is reported, and can be made larger") {
  int out = 0;
  const int bytes = GENERATE(17000, 60000);
  const FaultReport& fault = fault_of<deep_kernel>({.block = 33}, &out, bytes);
  CHECK(fault.fault == Fault::stack_overflow);
  CHECK(contains(fault.report, "stack of 16384 bytes"));
  set_executor_options({.stack_bytes = 65536});
  CHECK(run_now<deep_kernel>({.block = 33}, &out, bytes) == LaunchStatus::done);
  set_executor_options({});
  CHECK(out == 1);
}

TEST_CASE("printf() writes in the order of threads, and has room for its text") {
  const testing::TemporaryFolder folder;
  const std::string path = folder.path("out.txt");
  std::fflush(stdout);
  const int real = dup(1);
  REQUIRE(std::freopen(path.c_str(), "w", stdout) != nullptr);
  const LaunchStatus status = run_now<print_kernel>({.grid = 2, .block = 40}, 3);
  std::fflush(stdout);
  dup2(real, 1);
  close(real);
  CHECK(status == LaunchStatus::done);
  const std::string block = "0: float    0.500\n1: float    0.500\n2: float    0.500\n";
  CHECK(testing::read_file(path) == block + block);
}

TEST_CASE("sizes beyond a GPU's are refused, and nothing runs") {
  int sum = -1;
  const auto refused = [&](const LaunchShape& shape, const char* why) {
    CHECK(run_now<fine_kernel>(shape, &sum) == LaunchStatus::invalid);
    CHECK(contains(last_fault().report, why));
  };
  refused({.grid = 0}, "a grid must be");
  refused({.grid = {1, 65536}}, "a grid must be");
  refused({.grid = {1, 1, 65536}}, "a grid must be");
  refused({.block = 0}, "a block must have 1 to 1024 threads");
  refused({.block = 1025}, "got (1025,1,1)");
  refused({.block = {32, 33}}, "a block must");
  refused({.block = {1, 1, 65}}, "a block must");
  CHECK(sum == -1);
  CHECK(run_now<fine_kernel>({.block = {1, 16, 64}}, &sum) == LaunchStatus::done);
  CHECK(sum == 1024);
}
