/// @file
/// The bounds check: every access lies in one live allocation, one shared array, or dynamic shared memory as launched.
#pragma once
#include <array>
#include <cstdint>

#include "framework/simt/check/finding_log.h"
#include "framework/simt/check/program_symbols.h"
#include "framework/simt/check/scene.h"
#include "framework/simt/trace/request.h"
#include "framework/simt/trace/request_listener.h"

namespace llmsys::simt {

/// The addresses of a request: from `begin` to before `end`.
struct Span {
  uintptr_t begin = 0, end = 0;
};
/// What all lanes of the request touch together, gaps included.
Span span_of(const WarpRequest& request);

/// Static shared arrays lie side by side, at multiples of 128 bytes: what runs over the end of one is seen where it meets a
/// gap, or where few lanes of a request leave the array that the others are in; not if all lanes land in another array.
class Memcheck {
 public:
  Memcheck(const Scene& scene, FindingLog& log) : scene_(&scene), log_(&log) {}

  /// Blocks may have come and gone since.
  void launch_begins() { recent_ = {}; }
  /// @return lanes of which a mistake was told: what else they do is not to be judged
  uint32_t request(const WarpRequest& request);
  /// An access that ended the kernel.
  void fault(const FaultInfo& fault);
  /// The host touched device memory itself.
  void host_access(const HostAccess& access);

 private:
  struct Touched {
    const WarpRequest* request;
    int lane;
    uintptr_t address;
  };
  void check_global(const WarpRequest& request);
  void check_shared(const WarpRequest& request);
  void check_arrays(const WarpRequest& request, const Span& span);
  void check_variables(const WarpRequest& request);
  void report_global(const Touched& at);
  void report_dynamic(const Touched& at);
  void report_variable(const Touched& at, const Variable* home);
  void report_constant(const Touched& at, const Variable& variable);
  void report_array(const Touched& at, uintptr_t home);
  void add(const Touched& at, FindingKind kind, std::string place, std::string cause,
           const Allocation* allocation = nullptr);
  [[nodiscard]] bool repeats(const Touched& at, FindingKind kind);
  [[nodiscard]] bool is_behind_dynamic(uintptr_t address) const;

  const Scene* scene_;
  FindingLog* log_;
  std::array<Span, 4> recent_{};  // live allocations, or arrays
  size_t next_recent_ = 0;
  uint32_t wrong_ = 0;  // lanes of the request at hand of which a mistake was told
};

}  // namespace llmsys::simt
