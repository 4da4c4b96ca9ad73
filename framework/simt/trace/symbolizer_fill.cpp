// What the tracer's reports have lines filled in.
#include <algorithm>
#include <span>
#include <utility>

#include "framework/simt/trace/detail/origin.h"
#include "framework/simt/trace/symbolizer.h"

namespace llmsys::simt {
namespace {

// Of the calls that the host was in, innermost first: where the program called the runtime.
SourceLine choose_call(std::span<const SourceLine> lines) {
  const auto found = std::find_if(lines.begin(), lines.end(), [](const SourceLine& line) {
    return line.line != 0 && !detail::is_runtime(line.file);
  });
  return found == lines.end() ? SourceLine{} : *found;
}

bool same_place(const LineCounters& a, const LineCounters& b) {
  return a.source.line != 0 && a.source.line == b.source.line && a.source.file == b.source.file && a.space == b.space &&
         a.kind == b.kind;
}

void join_lines(KernelCounters& kernel) {
  std::vector<LineCounters> joined;
  for (const LineCounters& line : kernel.lines) {
    const auto same =
        std::find_if(joined.begin(), joined.end(), [&](const LineCounters& j) { return same_place(j, line); });
    if (same == joined.end()) {
      joined.push_back(line);
      continue;
    }
    same->access += line.access;
    same->contended += line.contended;
    same->stride.join(line.stride);
    same->bytes = std::max(same->bytes, line.bytes);
  }
  kernel.lines = std::move(joined);
}

}  // namespace

void Symbolizer::fill_in(std::vector<Finding>& findings) const {
  std::vector<const void*> addresses;
  for (const Finding& finding : findings) {
    addresses.push_back(finding.pc);
    addresses.push_back(finding.before_pc);
    addresses.insert(addresses.end(), finding.calls.begin(), finding.calls.end());
    addresses.insert(addresses.end(), finding.before_calls.begin(), finding.before_calls.end());
  }
  const std::vector<SourceLine> all = lines(addresses);
  std::span<const SourceLine> rest = all;
  const auto next = [&rest](size_t count) { return std::exchange(rest, rest.subspan(count)).first(count); };
  for (Finding& finding : findings) {
    finding.source = next(1)[0];
    finding.before_source = next(1)[0];
    if (!finding.calls.empty()) finding.source = choose_call(next(finding.calls.size()));
    if (!finding.before_calls.empty()) finding.before_source = choose_call(next(finding.before_calls.size()));
  }
  // g++ may have copied a barrier: threads at two copies of one line wait at the same one.
  std::erase_if(findings, [](const Finding& finding) {
    return finding.kind == FindingKind::barrier_diverged && finding.source.line != 0 &&
           finding.source.line == finding.before_source.line && finding.source.file == finding.before_source.file;
  });
}

void Symbolizer::fill_in(KernelCounters& kernel) const {
  std::vector<KernelCounters> one{std::move(kernel)};
  fill_in(one);
  kernel = std::move(one.front());
}

void Symbolizer::fill_in(std::vector<KernelCounters>& kernels) const {
  std::vector<const void*> addresses;
  for (const KernelCounters& kernel : kernels)
    for (const LineCounters& line : kernel.lines) addresses.push_back(line.pc);
  std::vector<SourceLine> found = lines(addresses);
  size_t next = 0;
  for (KernelCounters& kernel : kernels) {
    for (LineCounters& line : kernel.lines) line.source = std::move(found[next++]);
    join_lines(kernel);
  }
}

}  // namespace llmsys::simt
