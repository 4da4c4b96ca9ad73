/// @file
/// The executor as streams and tools see it: runs one grid now, on the calling thread and its helpers.
#pragma once
#include <string>

#include "framework/simt/launch.h"

namespace llmsys::simt {

/// How a launch went.
enum class LaunchStatus {
  done,     ///< every thread has ended
  invalid,  ///< it never began: sizes are beyond a GPU's
  faulted   ///< it was given up: last_fault() says why
};

/// What ended a kernel before its time.
struct FaultReport {
  Fault fault{};             ///< kind
  std::string kernel;        ///< its name
  int block = -1;            ///< as one number, x first; -1: unknown
  int thread = -1;           ///< of the block; -1: unknown
  const void* pc = nullptr;  ///< where in the program, or null
  std::string report;        ///< sentences for people: kernel, block, thread, what happened, what to do
};

/// Runs all blocks and returns when they have ended.
/// @param closure  the arguments, where they stay until then
LaunchStatus run_grid(const LaunchShape& shape, const KernelCode& kernel, const void* closure);

/// As launch(), but at once, past streams and errors of the runtime: what the executor's own tests use.
template <auto Kernel, class... Args>
LaunchStatus run_now(const LaunchShape& shape, Args&&... args) {
  const auto receive = [&shape](const KernelCode& kernel, const void* closure, size_t) {
    return run_grid(shape, kernel, closure);
  };
  return detail::with_closure<Kernel>(receive, Kernel, std::forward<Args>(args)...);
}

/// Of the last launch from this operating system thread that faulted or was invalid.
const FaultReport& last_fault();

/// Gives up the launch that the calling kernel thread belongs to. Locals of its threads are not destroyed.
/// @param report  what happened, without kernel, block and thread: those are put before it
[[noreturn]] void abandon(Fault fault, const void* pc, const std::string& report);

}  // namespace llmsys::simt
