#include "framework/simt/runtime/hazards.h"

#include <algorithm>
#include <utility>

#include "framework/base/text.h"
#include "framework/simt/arena.h"
#include "framework/simt/runtime/failure.h"

namespace llmsys::simt {
namespace {

/// Adds what an operation says of itself before it is done.
void add(Footprint& footprint, const ByteRange& range) {
  if (range.bytes == 0) return;
  const auto begin = reinterpret_cast<uintptr_t>(range.address);
  std::vector<ByteRun>& runs = range.write ? footprint.written : footprint.read;
  const auto is_before = [](const ByteRun& a, const ByteRun& b) { return a.begin < b.begin; };
  const ByteRun run{begin, begin + range.bytes};
  runs.insert(std::upper_bound(runs.begin(), runs.end(), run, is_before), run);
}

/// The first run of `mine` that meets one of `theirs`; null if none does.
const ByteRun* meeting(const std::vector<ByteRun>& mine, const std::vector<ByteRun>& theirs) {
  auto other = theirs.begin();
  for (const ByteRun& run : mine) {
    while (other != theirs.end() && other->end <= run.begin) ++other;
    if (other == theirs.end()) return nullptr;
    if (other->begin < run.end) return &run;
  }
  return nullptr;
}

/// How an operation comes into conflict with another, and where.
struct Conflict {
  const char* verb = "";
  const ByteRun* run = nullptr;  // null: not at all
};

Conflict conflict(const Footprint& mine, const Footprint& theirs) {
  for (const auto* other : {&theirs.read, &theirs.written, &theirs.atomic})
    if (const ByteRun* run = meeting(mine.written, *other)) return {" writes ", run};
  for (const auto* other : {&theirs.written, &theirs.atomic})
    if (const ByteRun* run = meeting(mine.read, *other)) return {" reads ", run};
  for (const auto* other : {&theirs.read, &theirs.written})
    if (const ByteRun* run = meeting(mine.atomic, *other)) return {" updates ", run};
  return {};
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

void Hazards::begins(const Work& work) {
  Footprint footprint;
  for (const ByteRange& range : work.ranges) add(footprint, range);
  for (const Ticket& open : open_) {
    const bool ends_look = work.type == cudaGraphNodeTypeHost || meeting(footprint.written, open->footprint.read);
    if (ends_look && open->when_known) std::exchange(open->when_known, nullptr)();
  }
}

void Hazards::check(const Ticket& operation) {
  for (const ByteRange& range : operation->work.ranges) add(operation->footprint, range);
  ancestors(operation);
  for (const Ticket& earlier : open_)
    if (earlier->mark != search_) compare(*earlier, *operation);
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

/// Of two operations that nothing orders.
void Hazards::compare(const Operation& earlier, const Operation& later) {
  const auto [verb, run] = conflict(later.footprint, earlier.footprint);
  if (run == nullptr) return;
  Finding finding;
  finding.kind = FindingKind::race_global;
  finding.kernel = later.work.what;
  finding.calls = later.calls;
  finding.before_calls = earlier.calls;
  finding.what = text(later.work.what, " in ", stream_name(later.stream), verb,
                      describe(reinterpret_cast<const void*>(run->begin), run->end - run->begin));
  finding.before = text(earlier.work.what, " in ", stream_name(earlier.stream), " uses the same bytes");
  finding.cause =
      "nothing orders the two: let the later stream wait for an event that is recorded behind the earlier call";
  report(std::move(finding));
}

void Hazards::learn(Operation& operation) {
  operation.known = true;
  if (operation.when_known) std::exchange(operation.when_known, nullptr)();
}

void Hazards::host_waited(const Ticket& operation) {
  const std::vector<Operation*> over = ancestors(operation);
  for (Operation* one : over) learn(*one);
  for (Operation* one : over) one->after.clear();  // open_ still holds what they pointed to
  std::erase_if(open_, [](const Ticket& open) { return open->known; });
}

void Hazards::host_waited() {
  for (const Ticket& open : open_) learn(*open), open->after.clear();
  open_.clear();
}

}  // namespace llmsys::simt
