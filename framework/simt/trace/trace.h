/// @file
/// The tracer as its users see it: counters and findings of all launches since the last reset. Programs that are linked with
/// llmsys::simt_trace have it; kernels count where their file was compiled for tracing (LLMSYS_SIMT_TRACED_FLAGS).
///
/// @code
///   simt::Trace trace;                       // starts listening
///   launch<transpose_kernel>(config, y, x, n);
///   EXPECT(trace.kernel("transpose_kernel").shared_load.wavefronts_per_request() == 1);
///   EXPECT(trace.findings().empty());
/// @endcode
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "framework/simt/trace/counters.h"
#include "framework/simt/trace/finding.h"

namespace llmsys::simt {

/// What to look for. Each check costs time; the counters alone cost the least.
struct TraceOptions {
  bool count = true;      ///< counters
  bool memcheck = true;   ///< bounds, freed memory, alignment, host pointers
  bool initcheck = true;  ///< reads of what was never written
  bool racecheck = true;  ///< unordered accesses
  bool synccheck = true;  ///< barriers and masks
  bool follow = false;  ///< which bytes each launch touches: stream_findings() of watched streams then includes kernels
};

/// Listens from construction to destruction; one at a time.
class Trace {
 public:
  /// @throws ValueError if another one listens
  explicit Trace(const TraceOptions& options = {});
  ~Trace();
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;

  /// Every kernel since the last reset, in the order of first launch.
  [[nodiscard]] std::vector<KernelCounters> kernels() const;
  /// The one of that name; of a template any whose name begins so.  @throws ValueError naming those there are
  [[nodiscard]] KernelCounters kernel(const std::string& name) const;
  /// Mistakes in the order they were found, each once. Source lines are not filled in: see Symbolizer.
  [[nodiscard]] std::vector<Finding> findings() const;
  /// Adds a finding for each live allocation made since construction.
  void check_leaks();
  /// Forgets counters and findings; what is known of memory stays.
  void reset();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace llmsys::simt
