#include "framework/simt/trace/symbolizer.h"

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <filesystem>
#include <map>
#include <span>
#include <string_view>
#include <utility>

#include "framework/simt/trace/detail/addr2line.h"
#include "framework/simt/trace/detail/image.h"

namespace llmsys::simt {
namespace {

// What a kernel's author did not write.
bool is_ours(std::string_view file) {
  const bool header = file.ends_with(".h");
  return file.starts_with("/usr/") ||
         (header && (file.find("framework/simt/") != file.npos || file.find("framework/device/") != file.npos));
}

// What a program that uses the runtime did not write.
bool is_runtime(std::string_view file) {
  return is_ours(file) || file.find("framework/simt/runtime/") != file.npos ||
         file.find("framework/device/") != file.npos;
}

// "path/file.cu:41 (discriminator 3)"; unknown: "??:0" or "file.cu:?".
SourceLine parse(std::string_view text) {
  const size_t colon = text.rfind(':', text.find(" (") - 1);
  if (colon == text.npos || text.starts_with("??")) return {};
  const int line = std::atoi(std::string(text.substr(colon + 1)).c_str());
  if (line == 0) return {};
  return {std::filesystem::path(text.substr(0, colon)).lexically_normal().string(), line};
}

// Of the frames of an address, innermost first.
SourceLine choose(std::span<const std::string> frames) {
  SourceLine innermost;
  for (const std::string& frame : frames) {
    const SourceLine line = parse(frame);
    if (line.line == 0) continue;
    if (!is_ours(line.file)) return line;
    if (innermost.line == 0) innermost = line;
  }
  return innermost;
}

// Of the calls that the host was in, innermost first: where the program called the runtime.
SourceLine choose_call(std::span<const SourceLine> lines) {
  const auto found = std::find_if(lines.begin(), lines.end(),
                                  [](const SourceLine& line) { return line.line != 0 && !is_runtime(line.file); });
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

uintptr_t program_base() { return detail::program_load_address(); }

Symbolizer::Symbolizer(std::string program, uintptr_t base) : program_(std::move(program)), base_(base) {
  if (!program_.empty()) return;
  std::error_code failed;
  program_ = std::filesystem::read_symlink("/proc/self/exe", failed).string();
  base_ = program_base();
}

std::vector<SourceLine> Symbolizer::lines(const std::vector<const void*>& addresses) const {
  // The address is where a call returns to: the call is before it.
  std::vector<uint64_t> calls;
  for (const void* address : addresses)
    calls.push_back(address == nullptr ? 0 : reinterpret_cast<uintptr_t>(address) - base_ - 1);
  const std::vector<std::vector<std::string>> frames = detail::addr2line(program_, calls);
  std::vector<SourceLine> result(addresses.size());
  for (size_t i = 0; i < result.size() && i < frames.size(); ++i)
    if (addresses[i] != nullptr) result[i] = choose(frames[i]);
  return result;
}

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
