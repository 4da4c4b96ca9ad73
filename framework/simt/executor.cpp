#include "framework/simt/execute.h"

#include <bit>

#include "framework/base/parallel.h"
#include "framework/base/text.h"
#include "framework/simt/detail/block.h"
#include "framework/simt/detail/grid.h"
#include "framework/simt/detail/report_lines.h"
#include "framework/simt/detail/signals.h"
#include "framework/simt/detail/workers.h"

namespace llmsys::simt {

namespace {

constexpr size_t kStackBytes = 16384;
constexpr size_t kObservedStackBytes = 65536;  // the tracer runs on them, too

constinit ExecutionObserver* listener = nullptr;
constinit ExecutorOptions options;
thread_local FaultReport fault_report;

size_t stack_bytes() {
  if (options.stack_bytes != 0) return std::bit_ceil(options.stack_bytes);
  return listener != nullptr ? kObservedStackBytes : kStackBytes;
}

int workers() {
  if (listener != nullptr) return 1;
  return options.workers != 0 ? options.workers : max_threads();
}

/// What is wrong with a launch; "" if nothing is.
std::string why_invalid(const LaunchShape& shape) {
  const auto [gx, gy, gz] = uint3(shape.grid);
  const auto [bx, by, bz] = uint3(shape.block);
  const uint64_t threads = uint64_t{bx} * by * bz;
  if (uint64_t{gx} * gy * gz == 0 || gx > 0x7fffffff || gy > 65535 || gz > 65535)
    return text("a grid must be (1..2147483647, 1..65535, 1..65535), got (", gx, ",", gy, ",", gz, ")");
  if (uint64_t{gx} * gy * gz > 0x7fffffff) return "the emulator runs at most 2147483647 blocks a launch";
  if (threads == 0 || threads > detail::Block::kMaxThreads || bx > 1024 || by > 1024 || bz > 64)
    return text("a block must have 1 to 1024 threads, z at most 64, got (", bx, ",", by, ",", bz, ")");
  return "";
}

}  // namespace

ExecutionObserver* observer() { return listener; }
void set_observer(ExecutionObserver* wanted) { listener = wanted; }
const ExecutorOptions& executor_options() { return options; }
void set_executor_options(const ExecutorOptions& wanted) { options = wanted; }
const FaultReport& last_fault() { return fault_report; }

LaunchStatus run_grid(const LaunchShape& shape, const KernelCode& kernel, const void* closure) {
  if (const std::string why = why_invalid(shape); !why.empty()) {
    fault_report = {Fault::trap, kernel.name, -1,
                    -1,          nullptr,     text("kernel ", kernel.name, " cannot be launched: ", why)};
    return LaunchStatus::invalid;
  }
  detail::catch_faults();
  detail::Grid grid(shape, kernel, closure, stack_bytes(), workers());
  if (listener != nullptr)
    listener->launch_begins(
        {kernel.name, shape.grid, shape.block, shape.shared_bytes, shape.cooperative, kernel.traced});
  grid.residents.enter();
  detail::run_blocks(grid);
  grid.residents.leave();
  detail::Workers::instance().finish(grid);
  grid.residents.join();
  if (grid.failed()) {
    fault_report = grid.fault();
    if (listener == nullptr)
      fault_report.report = detail::with_lines(fault_report.report);  // listeners have their own way
  }
  if (listener != nullptr) {
    if (grid.failed()) listener->fault(fault_report.fault, fault_report.thread, fault_report.pc, fault_report.report);
    listener->launch_ends();
  }
  return grid.failed() ? LaunchStatus::faulted : LaunchStatus::done;
}

void abandon(Fault fault, const void* pc, const std::string& report) {
  const detail::Abandonment why{fault, pc, report};
  detail::current_block->abandon(why);
}

std::byte* dynamic_shared_memory() { return detail::current_block->dynamic_shared(); }

}  // namespace llmsys::simt
