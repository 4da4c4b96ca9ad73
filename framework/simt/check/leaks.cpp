#include "framework/simt/check/leaks.h"

#include "framework/base/text.h"
#include "framework/simt/check/scene.h"

namespace llmsys::simt {

void find_leaks(int last_known, FindingLog& log) {
  for (const Allocation& block : live_allocations()) {
    if (block.id <= last_known || log.repeats(FindingKind::leak, "", nullptr, nullptr, static_cast<uint64_t>(block.id)))
      continue;
    Finding finding;
    finding.kind = FindingKind::leak;
    finding.what = text(block.name, " (", bytes_text(block.bytes), ") was never freed");
    tell_origin(block, finding);
    finding.cause = "cudaFree() is missing, perhaps on a path that returns early or throws.";
    log.add(std::move(finding));
  }
}

void report_invalid_free(const void* address, FindingLog& log) {
  const Allocation* block = in_arena(address) ? find_allocation(address) : nullptr;
  const uint64_t number = block == nullptr ? 0 : static_cast<uint64_t>(block->id);
  if (log.repeats(FindingKind::invalid_free, "", nullptr, nullptr, number)) return;
  Finding finding;
  finding.kind = FindingKind::invalid_free;
  if (block == nullptr) {
    finding.what = "cudaFree() of an address that is no device memory";
    finding.cause = "the pointer came from the host (new, malloc(), a vector), or was never set.";
  } else if (!block->live) {
    finding.what =
        text("cudaFree() of ", block->name, " (", bytes_text(block->bytes), "), which has been freed before");
    finding.cause =
        "two owners free one pointer, or it was copied: set it to null behind cudaFree(), or let one object own it.";
  } else {
    const uintptr_t offset = reinterpret_cast<uintptr_t>(address) - block->address;
    finding.what = text("cudaFree() of byte ", offset, " of ", block->name, " (", bytes_text(block->bytes),
                        "), not of its beginning");
    finding.cause = "the pointer was moved since cudaMalloc() returned it: keep the first one.";
  }
  if (block != nullptr) tell_origin(*block, finding);
  log.add(std::move(finding));
}

}  // namespace llmsys::simt
