#include "framework/simt/trace/detail/counter.h"

#include <algorithm>
#include <string_view>

#include "framework/simt/trace/detail/traffic.h"

namespace llmsys::simt {

AccessCounters& AccessCounters::operator+=(const AccessCounters& other) {
  requests += other.requests;
  lanes += other.lanes;
  sectors += other.sectors;
  ideal_sectors += other.ideal_sectors;
  wavefronts += other.wavefronts;
  ideal_wavefronts += other.ideal_wavefronts;
  useful_bytes += other.useful_bytes;
  moved_bytes += other.moved_bytes;
  return *this;
}

void Stride::join(const Stride& other) {
  if (!other.seen) return;
  if (seen)
    varies = varies || other.varies || bytes != other.bytes;
  else
    *this = other;
  seen = true;
}

namespace detail {
namespace {

int64_t volume(const dim3& size) { return int64_t{size.x} * size.y * size.z; }

// Looking at all would cost time, and tell the same.
bool is_looked_at(int64_t requests) { return requests <= 64 || requests % 64 == 0; }

// Which sum of the kernel a line belongs to.
AccessCounters& sum_of(KernelCounters& kernel, const LineCounters& line) {
  if (line.space == Space::constant) return kernel.constant;
  const bool global = line.space == Space::global;
  if (line.kind == AccessKind::load) return global ? kernel.global_load : kernel.shared_load;
  if (line.kind == AccessKind::store) return global ? kernel.global_store : kernel.shared_store;
  return global ? kernel.global_atomic : kernel.shared_atomic;
}

}  // namespace

std::vector<KernelCounters> Counter::kernels() const {
  std::vector<KernelCounters> result;
  for (const Kernel& kernel : kernels_) {
    result.push_back(kernel.counters);
    KernelCounters& sums = result.back();
    for (const LineCounters& line : sums.lines) {
      sum_of(sums, line) += line.access;
      sums.contended_atomics += line.contended;
      sums.active_lanes += line.access.lanes;
      sums.possible_lanes += 32 * line.access.requests;
    }
  }
  return result;
}

void Counter::reset() {
  kernels_.clear();
  loaded_.clear();
  stored_.clear();
}

void Counter::launch_begins(const LaunchInfo& launch) {
  const std::string_view name = launch.kernel;
  const auto found =
      std::find_if(kernels_.begin(), kernels_.end(), [&](const Kernel& k) { return k.counters.kernel == name; });
  now_ = static_cast<size_t>(found - kernels_.begin());
  if (found == kernels_.end()) kernels_.emplace_back().counters.kernel = name;
  KernelCounters& kernel = kernels_[now_].counters;
  kernel.last = launch;
  ++kernel.launches;
  kernel.blocks += volume(launch.grid);
  kernel.threads += volume(launch.grid) * volume(launch.block);
  recent_.fill(0);
}

void Counter::launch_ends() {
  KernelCounters& kernel = kernels_[now_].counters;
  kernel.unique_global_load_bytes += loaded_.count();
  kernel.unique_global_store_bytes += stored_.count();
  loaded_.clear();
  stored_.clear();
}

size_t Counter::find_line(const WarpRequest& request) {
  Kernel& kernel = kernels_[now_];
  std::vector<LineCounters>& lines = kernel.counters.lines;
  const auto [place, is_new] =
      kernel.line_of.try_emplace({request.pc, request.space, request.kind, request.bytes}, lines.size());
  if (is_new) lines.push_back({.pc = request.pc, .space = request.space, .kind = request.kind, .bytes = request.bytes});
  return place->second;
}

LineCounters& Counter::line(const WarpRequest& request) {
  std::vector<LineCounters>& lines = kernels_[now_].counters.lines;
  const auto pc = reinterpret_cast<uintptr_t>(request.pc);
  size_t& recent = recent_[(pc ^ pc >> 9) % recent_.size()];
  const auto is_it = [&](const LineCounters& line) {
    return line.pc == request.pc && line.space == request.space && line.kind == request.kind &&
           line.bytes == request.bytes;
  };
  if (recent >= lines.size() || !is_it(lines[recent])) recent = find_line(request);
  return lines[recent];
}

void Counter::request(const WarpRequest& request) {
  LineCounters& counters = line(request);
  count(counters.access, request);
  if (request.pattern == Pattern::other && is_looked_at(counters.access.requests))
    counters.stride.join(stride_of(request));
  if (request.kind == AccessKind::atomic) counters.contended += request.lanes() - distinct_addresses(request);
  if (request.space != Space::global) return;
  if (request.kind != AccessKind::store) loaded_.add(request);
  if (request.kind != AccessKind::load) stored_.add(request);
}

void Counter::local_accesses(int64_t lanes) { kernels_[now_].counters.local_lanes += lanes; }

void Counter::block_synced(int /*exited*/) { ++kernels_[now_].counters.barriers; }

void Counter::warp_synced(int /*warp*/, uint32_t /*mask*/, uint32_t /*present*/) {
  ++kernels_[now_].counters.warp_syncs;
}

void Counter::warp_instruction(const char* what, int /*warp*/, uint32_t /*mask*/, const void* /*pc*/) {
  ++kernels_[now_].counters.warp_instructions[what];
}

}  // namespace detail
}  // namespace llmsys::simt
