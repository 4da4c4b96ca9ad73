#include "framework/simt/runtime/failure.h"

#include <array>
#include <atomic>
#include <cstdio>
#include <mutex>
#include <utility>

#include "framework/simt/report.h"
#include "framework/simt/runtime_api.h"

namespace llmsys::simt {
namespace {

constinit thread_local cudaError_t t_last_error = cudaSuccess;
thread_local std::string t_report;

// What a kernel did wrong concerns every thread: the device is one.
constinit std::atomic<cudaError_t> g_sticky = cudaSuccess;
constinit std::mutex g_sticky_mutex;
constinit std::string g_sticky_report;  // guarded by the mutex

}  // namespace

cudaError_t fail(cudaError_t code, std::string report) {
  t_last_error = code;
  t_report = std::move(report);
  return code;
}

void poison(cudaError_t code, std::string report) {
  const std::lock_guard lock(g_sticky_mutex);
  if (g_sticky != cudaSuccess) return;  // the first one is the cause
  g_sticky_report = std::move(report);
  g_sticky = code;
}

cudaError_t device_state() {
  const cudaError_t sticky = g_sticky;
  if (sticky != cudaSuccess) [[unlikely]] {
    const std::lock_guard lock(g_sticky_mutex);
    return fail(sticky, g_sticky_report);
  }
  return cudaSuccess;
}

void heal() {
  g_sticky = cudaSuccess;
  t_last_error = cudaSuccess;
}

std::string hex(const void* address) {
  std::array<char, 24> digits{};
  std::snprintf(digits.data(), digits.size(), "%p", address);
  return digits.data();
}

std::string last_report() {
  device_state();
  return t_report;
}

}  // namespace llmsys::simt

using namespace llmsys::simt;

cudaError_t cudaGetLastError() {
  if (const cudaError_t sticky = device_state()) return sticky;
  return std::exchange(t_last_error, cudaSuccess);
}

cudaError_t cudaPeekAtLastError() {
  if (const cudaError_t sticky = device_state()) return sticky;
  return t_last_error;
}
