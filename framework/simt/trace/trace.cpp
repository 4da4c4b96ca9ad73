#include "framework/simt/trace/trace.h"

#include <algorithm>
#include <optional>

#include "framework/base/error.h"
#include "framework/simt/check/checkers.h"
#include "framework/simt/trace/detail/counter.h"
#include "framework/simt/trace/detail/tracer.h"

namespace llmsys::simt {
namespace {

std::string names(const std::vector<KernelCounters>& kernels) {
  std::string text;
  for (const KernelCounters& kernel : kernels) text += (text.empty() ? "" : ", ") + kernel.kernel;
  return text.empty() ? "no kernel was launched" : "launched were " + text;
}

}  // namespace

struct Trace::Impl {
  detail::Counter counter;
  std::optional<Checkers> checkers;  // none without checks: they cost time
  std::optional<detail::Follower> follower;
  detail::Tracer tracer;

  explicit Impl(const TraceOptions& options) : tracer(listeners(options)) {
    if (follower) tracer.follow(*follower);
  }

  std::vector<RequestListener*> listeners(const TraceOptions& options) {
    std::vector<RequestListener*> all;
    if (options.count) all.push_back(&counter);
    if (options.memcheck || options.initcheck || options.racecheck || options.synccheck)
      all.push_back(
          &checkers.emplace(CheckOptions{options.memcheck, options.initcheck, options.racecheck, options.synccheck}));
    if (options.follow) all.push_back(&follower.emplace());
    return all;
  }
};

Trace::Trace(const TraceOptions& options) : impl_(std::make_unique<Impl>(options)) {
  LLMSYS_CHECK(ValueError, observer() == nullptr, "[simt::Trace] one at a time: another already listens");
  set_observer(&impl_->tracer);
}

Trace::~Trace() { set_observer(nullptr); }

std::vector<KernelCounters> Trace::kernels() const { return impl_->counter.kernels(); }

KernelCounters Trace::kernel(const std::string& name) const {
  const std::vector<KernelCounters> all = kernels();
  const auto exact = std::find_if(all.begin(), all.end(), [&](const KernelCounters& k) { return k.kernel == name; });
  if (exact != all.end()) return *exact;
  const auto instance =
      std::find_if(all.begin(), all.end(), [&](const KernelCounters& k) { return k.kernel.starts_with(name + "<"); });
  if (instance != all.end()) return *instance;
  throw ValueError("[simt::Trace] no kernel " + name + ": " + names(all));
}

std::vector<Finding> Trace::findings() const {
  return impl_->checkers ? impl_->checkers->findings() : std::vector<Finding>{};
}

void Trace::check_leaks() {
  if (impl_->checkers) impl_->checkers->check_leaks();
}

void Trace::reset() {
  impl_->counter.reset();
  if (impl_->checkers) impl_->checkers->reset();
}

}  // namespace llmsys::simt
