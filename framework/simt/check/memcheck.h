/// @file
/// The bounds check: every access lies in one live allocation, one shared array, or dynamic shared memory as launched.
#pragma once
#include <array>
#include <cstdint>

#include "framework/simt/check/finding_log.h"
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
  void request(const WarpRequest& request);
  /// An access that ended the kernel.
  void fault(const FaultInfo& fault);

 private:
  struct Touched {
    const WarpRequest* request;
    int lane;
    uintptr_t address;
  };
  void check_global(const WarpRequest& request);
  void check_shared(const WarpRequest& request);
  void check_arrays(const WarpRequest& request, const Span& span);
  void report_global(const Touched& at);
  void report_dynamic(const Touched& at);
  void report_array(const Touched& at, uintptr_t home);
  void add(const Touched& at, FindingKind kind, std::string place, std::string cause);
  [[nodiscard]] bool repeats(const Touched& at, FindingKind kind);
  [[nodiscard]] bool is_behind_dynamic(uintptr_t address) const;

  const Scene* scene_;
  FindingLog* log_;
  std::array<Span, 4> recent_{};  // live allocations, or arrays
  size_t next_recent_ = 0;
};

}  // namespace llmsys::simt
