// Launches: checked against what the GPU has, then run at once, queued or captured.
#include <cstring>
#include <memory>

#include "framework/base/text.h"
#include "framework/simt/execute.h"
#include "framework/simt/gpus.h"
#include "framework/simt/runtime/kernels.h"
#include "framework/simt/runtime/queue.h"

namespace llmsys::simt {
namespace {

std::string size_text(const dim3& size) { return text("(", size.x, ", ", size.y, ", ", size.z, ")"); }

/// What is wrong with a launch; "" if nothing.
std::string size_problem(const LaunchShape& shape) {
  const dim3 &grid = shape.grid, &block = shape.block;
  if (grid.x == 0 || grid.y == 0 || grid.z == 0) return text("a grid of ", size_text(grid), " has no block");
  if (grid.x > 0x7fffffff || grid.y > 65535 || grid.z > 65535)
    return text("a grid of ", size_text(grid), " blocks: at most (2147483647, 65535, 65535)");
  if (block.x == 0 || block.y == 0 || block.z == 0) return text("a block of ", size_text(block), " has no thread");
  if (block.x > 1024 || block.y > 1024 || block.z > 64 || uint64_t{block.x} * block.y * block.z > 1024)
    return text("a block of ", size_text(block), " threads: at most 1024 in all, and (1024, 1024, 64)");
  return "";
}

/// Of a cooperative launch all blocks have to be resident at once.
std::string residence_problem(const LaunchShape& shape, const KernelResources& resources) {
  const int threads = static_cast<int>(shape.block.x * shape.block.y * shape.block.z);
  const Gpu& gpu = pretended_gpu();
  const uint64_t room = static_cast<uint64_t>(occupancy(gpu, resources, threads, shape.shared_bytes).blocks) *
                        static_cast<uint64_t>(gpu.multiprocessors);
  const uint64_t blocks = uint64_t{shape.grid.x} * shape.grid.y * shape.grid.z;
  if (!shape.cooperative || blocks <= room) return "";
  return text(blocks, " blocks of a cooperative launch have to run at once, and ", gpu.name, " holds ", room);
}

cudaError_t check(const LaunchShape& shape, const KernelCode& kernel) {
  const auto problem = [&](cudaError_t code, const std::string& what) {
    return fail(code, text("[", kernel.name, "] ", what));
  };
  if (const std::string what = size_problem(shape); !what.empty()) return problem(cudaErrorInvalidConfiguration, what);
  const auto most = static_cast<size_t>(pretended_gpu().shared_per_block);
  if (shape.shared_bytes > most)
    return problem(cudaErrorInvalidValue, text(shape.shared_bytes, " bytes of dynamic shared memory: a block of ",
                                               pretended_gpu().name, " can have ", most));
  if (kernel.function != nullptr && shape.shared_bytes > most_dynamic_shared(kernel_state(kernel.function)))
    return problem(cudaErrorInvalidValue,
                   text(shape.shared_bytes,
                        " bytes of dynamic shared memory: more than 48 KiB have to be allowed for by "
                        "cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, bytes)"));
  if (const std::string what = residence_problem(shape, kernel_resources(kernel.function)); !what.empty())
    return problem(cudaErrorCooperativeLaunchTooLarge, what);
  return cudaSuccess;
}

cudaError_t code_of(Fault fault) {
  switch (fault) {
    case Fault::illegal_address: return cudaErrorIllegalAddress;
    case Fault::misaligned: return cudaErrorMisalignedAddress;
    case Fault::deadlock:
    case Fault::spinning: return cudaErrorLaunchTimeout;
    case Fault::stack_overflow: return cudaErrorHardwareStackError;
    case Fault::assertion: return cudaErrorAssert;
    case Fault::trap: return cudaErrorIllegalInstruction;
  }
  return cudaErrorLaunchFailure;
}

/// A fault spoils the device for all that comes later, as on a GPU.
void run(const LaunchShape& shape, const KernelCode& kernel, const void* closure) {
  if (device_state() != cudaSuccess) return;
  const LaunchStatus status = run_grid(shape, kernel, closure);
  if (status == LaunchStatus::done) return;
  const bool invalid = status == LaunchStatus::invalid;
  poison(invalid ? cudaErrorLaunchFailure : code_of(last_fault().fault), last_fault().report);
}

/// The arguments, aligned as the executor wants them.
std::shared_ptr<const void> copy_of(const void* closure, size_t bytes) {
  constexpr std::align_val_t kAlignment{64};
  void* const copy = ::operator new(bytes, kAlignment);
  std::memcpy(copy, closure, bytes);
  return {copy, [](const void* memory) { ::operator delete(const_cast<void*>(memory), kAlignment); }};
}

}  // namespace

void submit(const LaunchShape& shape, const KernelCode& kernel, const void* closure, size_t bytes) {
  if (device_state() != cudaSuccess || check(shape, kernel) != cudaSuccess) return;
  const auto stream = static_cast<cudaStream_t>(shape.stream);
  const Work work{kernel.name, cudaGraphNodeTypeKernel, {}};
  if (g_deferring == 0) {
    enqueue(stream, work, [&] { run(shape, kernel, closure); });
  } else {
    enqueue(stream, work, [shape, kernel, copy = copy_of(closure, bytes)] { run(shape, kernel, copy.get()); });
  }
}

}  // namespace llmsys::simt
