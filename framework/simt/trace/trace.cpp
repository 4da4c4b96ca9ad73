#include "framework/simt/trace/trace.h"

#include <algorithm>

#include "framework/base/error.h"
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
  detail::Tracer tracer;

  explicit Impl(const TraceOptions& options)
      : tracer(options.count ? std::vector<RequestListener*>{&counter} : std::vector<RequestListener*>{}) {}
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

std::vector<Finding> Trace::findings() const { return {}; }

void Trace::check_leaks() {}

void Trace::reset() { impl_->counter.reset(); }

}  // namespace llmsys::simt
