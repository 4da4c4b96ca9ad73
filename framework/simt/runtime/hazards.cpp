#include "framework/simt/runtime/hazards.h"

#include <algorithm>
#include <utility>

#include "framework/base/text.h"
#include "framework/simt/arena.h"
#include "framework/simt/runtime/failure.h"

namespace llmsys::simt {
namespace {

bool conflict(const ByteRange& a, const ByteRange& b) {
  const auto begin_a = reinterpret_cast<uintptr_t>(a.address), begin_b = reinterpret_cast<uintptr_t>(b.address);
  if (a.bytes == 0 || b.bytes == 0) return false;
  return (a.write || b.write) && begin_a < begin_b + b.bytes && begin_b < begin_a + a.bytes;
}

std::string stream_name(int number) { return number == 0 ? "the default stream" : text("stream ", number); }

}  // namespace

std::string describe(const void* address, size_t bytes) {
  const Allocation* block = in_arena(address) ? find_allocation(address) : nullptr;
  if (block == nullptr)
    return text(bytes, " bytes ", in_arena(address) ? "of no allocation, at " : "of host memory at ", hex(address));
  const uintptr_t offset = reinterpret_cast<uintptr_t>(address) - block->address;
  return text(bytes, " bytes at ", offset, " of ", block->live ? "" : "freed ", block->name, " (", block->bytes,
              " bytes)");
}

/// All that comes before the operation and that the host has not waited for; also marks them.
std::vector<Operation*> Hazards::ancestors(const Ticket& operation) {
  std::vector<Operation*> found = {operation.get()};
  ++search_;
  for (size_t i = 0; i < found.size(); ++i)
    for (const Ticket& before : found[i]->after)
      if (!before->known && std::exchange(before->mark, search_) != search_) found.push_back(before.get());
  return found;
}

void Hazards::check(const Ticket& operation) {
  bool searched = false;
  for (const Ticket& earlier : open_)
    for (const ByteRange& mine : operation->work.ranges)
      for (const ByteRange& theirs : earlier->work.ranges) {
        if (!conflict(mine, theirs)) continue;
        if (!std::exchange(searched, true)) ancestors(operation);
        if (earlier->mark != search_) report_race(*earlier, *operation, mine);
      }
  open_.push_back(operation);
}

void Hazards::report(Finding finding) {
  for (Finding& other : findings_)
    if (other.kind == finding.kind && other.what == finding.what && other.before == finding.before) {
      ++other.times;
      return;
    }
  findings_.push_back(std::move(finding));
}

void Hazards::report_race(const Operation& earlier, const Operation& later, const ByteRange& bytes) {
  Finding finding;
  finding.kind = FindingKind::race_global;
  finding.kernel = later.work.what;
  finding.what = text(later.work.what, " in ", stream_name(later.stream), bytes.write ? " writes " : " reads ",
                      describe(bytes.address, bytes.bytes));
  finding.before = text(earlier.work.what, " in ", stream_name(earlier.stream), " uses the same bytes");
  finding.cause =
      "nothing orders the two: let the later stream wait for an event that is recorded behind the earlier call";
  report(std::move(finding));
}

void Hazards::host_waited(const Ticket& operation) {
  const std::vector<Operation*> over = ancestors(operation);
  for (Operation* one : over) one->known = true;
  for (Operation* one : over) one->after.clear();  // open_ still holds what they pointed to
  std::erase_if(open_, [](const Ticket& open) { return open->known; });
}

void Hazards::host_waited() {
  for (const Ticket& open : open_) open->known = true, open->after.clear();
  open_.clear();
}

}  // namespace llmsys::simt
