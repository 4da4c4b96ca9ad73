#include "framework/simt/check/memcheck.h"

#include <algorithm>
#include <bit>

#include "framework/base/text.h"
#include "framework/simt/arena.h"
#include "framework/simt/check/lanes.h"
#include "framework/simt/check/memcheck_text.h"
#include "framework/simt/check/program_symbols.h"

namespace llmsys::simt {
namespace {

constexpr size_t kNear = 1 << 13;  // bytes behind shared memory that belong to it rather than to nobody

bool inside(const Span& inner, const Span& outer) { return inner.begin >= outer.begin && inner.end <= outer.end; }

/// Calls visit(lane, address) for each active lane.
template <class Visit>
void each_address(const WarpRequest& request, const Visit& visit) {
  each_lane(request.mask, [&](int lane) { visit(lane, request.address[static_cast<size_t>(lane)]); });
}

Span span_of_allocation(uintptr_t address) {
  const Allocation* block = find_allocation(reinterpret_cast<const void*>(address));
  if (block == nullptr || !block->live) return {};
  return {block->address, block->address + block->bytes};
}

Span span_of_array(const BlockMemory& memory, uintptr_t address) {
  const auto base = reinterpret_cast<uintptr_t>(memory.static_shared);
  const Variable* variable = program_symbols().shared(address - base);
  if (variable == nullptr) return {};
  return {base + variable->begin, base + variable->end};
}

}  // namespace

Span span_of(const WarpRequest& request) {
  const uintptr_t first = request.address[static_cast<size_t>(std::countr_zero(request.mask))];
  if (request.pattern == Pattern::same) return {first, first + request.bytes};
  if (request.pattern == Pattern::consecutive)
    return {first, first + static_cast<uintptr_t>(std::popcount(request.mask)) * request.bytes};
  Span span{first, first};
  each_address(request, [&](int, uintptr_t address) {
    span.begin = std::min(span.begin, address);
    span.end = std::max(span.end, address);
  });
  return {span.begin, span.end + request.bytes};
}

uint32_t Memcheck::request(const WarpRequest& request) {
  wrong_ = 0;
  if (request.space == Space::global) check_global(request);
  if (request.space == Space::shared) check_shared(request);
  if (request.space == Space::constant) check_variables(request);
  return wrong_;
}

void Memcheck::check_global(const WarpRequest& request) {
  const Span span = span_of(request);
  for (const Span& known : recent_)
    if (inside(span, known)) return;
  uintptr_t least_wrong = ~uintptr_t{0};
  each_address(request, [&](int lane, uintptr_t address) {
    const Span touched{address, address + request.bytes};
    if (address > least_wrong) wrong_ |= 1u << lane;  // it may have come to another allocation
    if (inside(touched, recent_[next_recent_])) return;
    const Span allocation = span_of_allocation(address);
    if (!inside(touched, allocation)) {
      least_wrong = std::min(least_wrong, address);
      return report_global({&request, lane, address});
    }
    next_recent_ = (next_recent_ + 1) % recent_.size();
    recent_[next_recent_] = allocation;
  });
}

void Memcheck::check_shared(const WarpRequest& request) {
  const Span span = span_of(request);
  const auto dynamic = reinterpret_cast<uintptr_t>(scene_->memory.dynamic_shared);
  const auto fixed = reinterpret_cast<uintptr_t>(scene_->memory.static_shared);
  if (inside(span, {dynamic, dynamic + scene_->memory.dynamic_shared_bytes})) return;
  if (inside(span, {fixed, fixed + scene_->memory.static_shared_bytes})) return check_arrays(request, span);
  each_address(request, [&](int lane, uintptr_t address) {
    if (address + request.bytes > dynamic + scene_->memory.dynamic_shared_bytes)
      report_dynamic({&request, lane, address});
  });
}

/// Lanes outside every array; or few of them in another array than the others, close to that one's ends.
void Memcheck::check_arrays(const WarpRequest& request, const Span& span) {
  for (const Span& known : recent_)
    if (inside(span, known)) return;
  if (!program_symbols().known()) return;
  const size_t middle = static_cast<size_t>(std::popcount(request.mask)) / 2;
  std::array<uintptr_t, 32> sorted{};
  size_t count = 0;
  each_address(request, [&](int, uintptr_t address) { sorted[count++] = address; });
  std::sort(sorted.begin(), sorted.begin() + static_cast<ptrdiff_t>(count));
  const Span home = span_of_array(scene_->memory, sorted[middle]);
  if (home.end != 0) recent_[next_recent_ = (next_recent_ + 1) % recent_.size()] = home;
  size_t strangers = 0;
  each_address(request, [&](int, uintptr_t address) { strangers += address < home.begin || address >= home.end; });
  each_address(request, [&](int lane, uintptr_t address) {
    const bool nowhere = span_of_array(scene_->memory, address).end == 0;
    const bool strayed = strangers * 4 <= count && home.end != 0 && (address < home.begin || address >= home.end) &&
                         address + 128 > home.begin && address < home.end + 128;
    if (nowhere || strayed) report_array({&request, lane, address}, home.begin);
  });
}

/// Lanes outside every __device__ variable, or in the one behind that where the range begins; stores to __constant__ ones.
void Memcheck::check_variables(const WarpRequest& request) {
  const ProgramSymbols& symbols = program_symbols();
  if (!symbols.known() || !symbols.in_data(request.first_address())) return;
  const Variable* const home = symbols.global(request.first_address());
  each_address(request, [&](int lane, uintptr_t address) {
    const Variable* const its = symbols.global(address);
    if (its == nullptr || (request.pattern == Pattern::consecutive && its != home))
      report_variable({&request, lane, address}, home);
    else if (its->constant && request.kind != AccessKind::load)
      report_constant({&request, lane, address}, *its);
  });
}

/// Also counts the lane as wrong.
bool Memcheck::repeats(const Touched& at, FindingKind kind) {
  wrong_ |= 1u << at.lane;
  return log_->repeats(kind, scene_->launch.kernel, at.request->pc, nullptr);
}

void Memcheck::add(const Touched& at, FindingKind kind, std::string place, std::string cause,
                   const Allocation* allocation) {
  Finding finding;
  finding.kind = kind;
  finding.kernel = scene_->launch.kernel;
  finding.pc = at.request->pc;
  finding.block = at.request->block;
  finding.thread = at.request->warp * 32 + at.lane;
  finding.what = text(scene_->who(finding.block, finding.thread), ": ",
                      access_text(at.request->kind, at.request->bytes), std::move(place));
  if (allocation != nullptr) tell_origin(*allocation, finding);
  finding.cause = std::move(cause);
  log_->add(std::move(finding));
}

void Memcheck::report_global(const Touched& at) {
  const Allocation* block = find_allocation(reinterpret_cast<const void*>(at.address));
  if (block != nullptr && !block->live) {
    if (repeats(at, FindingKind::use_after_free)) return;
    return add(at, FindingKind::use_after_free,
               text(" at ", offset_text(at.address - block->address, at.request->bytes), " of ", block->name, " (",
                    bytes_text(block->bytes), "), which has been freed"),
               "cudaFree() came before this launch: free memory only behind the last kernel that uses it.", block);
  }
  if (repeats(at, FindingKind::out_of_bounds)) return;
  const Neighbour near = nearest_allocation(at.address);
  add(at, FindingKind::out_of_bounds, outside_text(near, at.address, at.request->bytes),
      outside_cause(near, at.address, *scene_, at.request->block),
      find_allocation(reinterpret_cast<const void*>(near.begin)));
}

void Memcheck::report_dynamic(const Touched& at) {
  if (repeats(at, FindingKind::out_of_bounds)) return;
  const auto begin = reinterpret_cast<uintptr_t>(scene_->memory.dynamic_shared);
  const uint64_t bytes = scene_->memory.dynamic_shared_bytes;
  add(at, FindingKind::out_of_bounds,
      text(" at ", offset_text(at.address - begin, at.request->bytes),
           " of dynamic shared memory, but the launch asked for ", bytes_text(bytes)),
      bytes == 0 ? "the launch gives the kernel no dynamic shared memory: set shared_bytes."
                 : "shared_bytes of the launch is too small for what the kernel lays out in it (it counts bytes, not "
                   "elements), or an index is too large.");
}

void Memcheck::report_variable(const Touched& at, const Variable* home) {
  if (repeats(at, FindingKind::out_of_bounds)) return;
  const Variable* const near = home != nullptr ? home : program_symbols().global_before(at.address);
  if (near == nullptr)
    return add(at, FindingKind::out_of_bounds, " outside every __device__ variable", variable_cause());
  const Neighbour neighbour{"__device__ variable " + near->name(), near->begin, near->end};
  add(at, FindingKind::out_of_bounds, outside_text(neighbour, at.address, at.request->bytes), variable_cause());
}

void Memcheck::report_constant(const Touched& at, const Variable& variable) {
  if (repeats(at, FindingKind::illegal_address)) return;
  add(at, FindingKind::illegal_address,
      text(" to __constant__ variable ", variable.name(), ", which kernels can only read"),
      "the host sets it before the launch, with cudaMemcpyToSymbol(); what kernels change is a __device__ variable.");
}

void Memcheck::report_array(const Touched& at, uintptr_t home) {
  if (repeats(at, FindingKind::out_of_bounds)) return;
  const auto base = reinterpret_cast<uintptr_t>(scene_->memory.static_shared);
  const uintptr_t near = home == 0 || at.address < home ? at.address : home;
  const Variable* array = program_symbols().shared_before(near - base);
  if (home > at.address) array = program_symbols().shared_before(home - base);
  if (array == nullptr) return add(at, FindingKind::out_of_bounds, " outside every shared array", shared_cause());
  const Neighbour neighbour{"shared array " + array->name(), base + array->begin, base + array->end};
  add(at, FindingKind::out_of_bounds, outside_text(neighbour, at.address, at.request->bytes), shared_cause());
}

/// Behind the dynamic shared memory there may be nothing at all: the kernel ends.
bool Memcheck::is_behind_dynamic(uintptr_t address) const {
  const auto begin = reinterpret_cast<uintptr_t>(scene_->memory.dynamic_shared);
  return begin != 0 && address - begin < scene_->memory.dynamic_shared_bytes + kNear;
}

void Memcheck::host_access(const HostAccess& access) {
  const Allocation* block = find_allocation(reinterpret_cast<const void*>(access.address));
  if (block != nullptr && block->managed) return;
  if (log_->repeats(FindingKind::host_access, "", access.pc, nullptr)) return;
  Finding finding;
  finding.kind = FindingKind::host_access;
  finding.pc = access.pc;
  finding.what = text("host code: ", access_text(access.kind, access.bytes), " at ",
                      global_place(access.address, access.bytes), ", which only kernels can reach");
  if (block != nullptr) tell_origin(*block, finding);
  finding.cause =
      "on a GPU this ends the program: copy with cudaMemcpy() between a host array and device memory, or allocate with "
      "cudaMallocManaged(), which both can reach; a kernel is started by launch<kernel>(), not called like a function.";
  log_->add(std::move(finding));
}

void Memcheck::fault(const FaultInfo& fault) {
  if (fault.fault == Fault::illegal_address && is_behind_dynamic(fault.address)) {
    WarpRequest request;
    request.pc = fault.pc;
    request.kind = fault.kind;
    request.bytes = static_cast<uint8_t>(fault.bytes);
    request.block = fault.block;
    request.warp = fault.thread / 32;
    return report_dynamic({&request, fault.thread % 32, fault.address});
  }
  const bool misaligned = fault.fault == Fault::misaligned;
  const FindingKind kind = misaligned ? FindingKind::misaligned : FindingKind::illegal_address;
  if (log_->repeats(kind, scene_->launch.kernel, fault.pc, nullptr)) return;
  Finding finding;
  finding.kind = kind;
  finding.kernel = scene_->launch.kernel;
  finding.pc = fault.pc;
  finding.block = fault.block;
  finding.thread = fault.thread;
  if (fault.bytes == 0) {  // found by the executor, not in an instruction of the kernel's
    finding.what = text(scene_->who(fault.block, fault.thread), ": ", fault.report);
    return log_->add(std::move(finding));
  }
  const std::string access = text(scene_->who(fault.block, fault.thread), ": ", access_text(fault.kind, fault.bytes));
  finding.what =
      access + (misaligned ? misaligned_text(*scene_, fault.address, fault.bytes) : illegal_text(fault.address));
  finding.cause = misaligned ? misaligned_cause(fault.bytes) : illegal_cause(fault.address);
  log_->add(std::move(finding));
}

}  // namespace llmsys::simt
