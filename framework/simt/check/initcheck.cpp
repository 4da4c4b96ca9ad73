#include "framework/simt/check/initcheck.h"

#include "framework/base/text.h"
#include "framework/simt/arena.h"
#include "framework/simt/async_copy.h"
#include "framework/simt/check/lanes.h"
#include "framework/simt/check/memcheck.h"
#include "framework/simt/report.h"
#include "framework/simt/runtime_api.h"

namespace llmsys::simt {
namespace {

constexpr const char* kNobodyStored =
    "shared memory holds nothing when a block begins, not even zeros: some thread must store to the element before, "
    "with "
    "__syncthreads() between.";
constexpr const char* kNobodyWaited =
    "who began the copy must wait for it first, with __pipeline_wait_prior() or cooperative_groups::wait(); that "
    "others see "
    "what it brought takes __syncthreads() behind that.";

/// The load of shared memory, as a finding's words.
void tell_shared(uintptr_t address, size_t bytes, Finding& finding) {
  finding.before_pc = detail::copy_in_flight(address, bytes);
  finding.cause = finding.before_pc == nullptr ? kNobodyStored : kNobodyWaited;
  if (finding.before_pc != nullptr) finding.before = "a copy to it is on its way, begun";
}

/// What is known of how much of the allocation has been written, as a cause.
std::string global_cause(const Allocation& block, ByteSet& written) {
  const size_t missing = written.count_missing(block.address, block.bytes);
  if (missing == block.bytes && cudaPeekAtLastError() != cudaSuccess)
    return text("nothing was ever written to ", block.name,
                ", as a call before failed and nobody asked cudaGetLastError(): ", last_report());
  if (missing == block.bytes)
    return text("nothing was ever written to ", block.name,
                ": fill it with cudaMemcpy() or cudaMemset(), or let a kernel store to "
                "it first.");
  const uintptr_t first = written.first_missing(block.address, block.bytes);
  const std::string done =
      text(bytes_text(block.bytes - missing), " of ", block.bytes, " of ", block.name, " have been written");
  if (written.count_missing(first, block.address + block.bytes - first) == block.address + block.bytes - first)
    return text(
        done,
        ", the first ones: cudaMemcpy() and cudaMemset() count bytes, not elements, and the kernels before may have "
        "stored to fewer elements than this one reads.");
  return text(done, ": the kernels before leave gaps; does every element have a thread that stores it?");
}

}  // namespace

void Initcheck::block_begins(int block) {
  if (spare_.empty()) spare_.push_back(std::make_unique<ByteSet>());
  std::unique_ptr<ByteSet>& mine = blocks_[block];
  mine = std::move(spare_.back());
  spare_.pop_back();
  mine->clear();
  shared_ = mine.get();
}

void Initcheck::block_ends(int block) {
  spare_.push_back(std::move(blocks_.at(block)));
  blocks_.erase(block);
  shared_ = nullptr;
}

void Initcheck::request(const WarpRequest& request) {
  if (request.space != Space::global && request.space != Space::shared) return;
  ByteSet& written = request.space == Space::shared ? *shared_ : global_;
  if (request.kind != AccessKind::store) load(request, written);  // an atomic reads, too
  if (request.kind == AccessKind::load) return;
  if (request.pattern != Pattern::other) {
    const Span span = span_of(request);
    return written.insert(span.begin, span.end - span.begin);
  }
  each_lane(request.mask,
            [&](int lane) { written.insert_aligned(request.address[static_cast<size_t>(lane)], request.bytes); });
}

void Initcheck::load(const WarpRequest& request, ByteSet& written) {
  if (request.pattern != Pattern::other) {
    const Span span = span_of(request);
    if (written.contains(span.begin, span.end - span.begin)) return;
  }
  each_lane(request.mask, [&](int lane) {
    const uintptr_t address = request.address[static_cast<size_t>(lane)];
    if (!written.contains_aligned(address, request.bytes)) report(request, lane, written);
  });
}

void Initcheck::report(const WarpRequest& request, int lane, ByteSet& written) {
  const bool shared = request.space == Space::shared;
  const uintptr_t address = request.address[static_cast<size_t>(lane)];
  const Allocation* block = shared ? nullptr : find_allocation(reinterpret_cast<const void*>(address));
  if (!shared && (block == nullptr || !block->live || address + request.bytes > block->address + block->bytes))
    return;  // the bounds check tells of it
  const FindingKind kind = shared ? FindingKind::uninitialized_shared : FindingKind::uninitialized_global;
  if (log_->repeats(kind, scene_->launch.kernel, request.pc, nullptr)) return;
  Finding finding;
  finding.kind = kind;
  finding.kernel = scene_->launch.kernel;
  finding.pc = request.pc;
  finding.block = request.block;
  finding.thread = request.warp * 32 + lane;
  finding.what = text(scene_->who(finding.block, finding.thread), ": ", access_text(request.kind, request.bytes),
                      " at ", scene_->place(request.space, address, request.bytes), ", which nobody has written");
  if (block != nullptr) tell_origin(*block, finding);
  if (shared)
    tell_shared(address, request.bytes, finding);
  else
    finding.cause = global_cause(*block, written);
  log_->add(std::move(finding));
}

void Initcheck::read(uintptr_t address, size_t bytes, const char* what) {
  const Allocation* block = find_allocation(reinterpret_cast<const void*>(address));
  if (block == nullptr || !block->live || address + bytes > block->address + block->bytes) return;
  const uintptr_t first = global_.first_missing(address, bytes);
  if (first == address + bytes) return;
  if (log_->repeats(FindingKind::uninitialized_global, what, nullptr, nullptr, static_cast<uint64_t>(block->id)))
    return;
  Finding finding;
  finding.kind = FindingKind::uninitialized_global;
  finding.kernel = what;
  finding.what = text(what, " of ", bytes_text(bytes), " from ", block->name, " (", bytes_text(block->bytes),
                      "): nobody has written byte ", first - block->address, ", the first of ",
                      global_.count_missing(address, bytes), " such");
  tell_origin(*block, finding);
  finding.cause = global_cause(*block, global_);
  log_->add(std::move(finding));
}

}  // namespace llmsys::simt
