// Copies and fills. One shape for all: rows of bytes.
#include "framework/simt/runtime/copy.h"

#include <cstring>
#include <vector>

#include "framework/base/text.h"
#include "framework/simt/arena.h"
#include "framework/simt/runtime/host_memory.h"
#include "framework/simt/runtime/queue.h"

namespace llmsys::simt {
namespace {

/// Bytes from the first to the last.
size_t span(size_t pitch, size_t width, size_t height) { return (height - 1) * pitch + width; }
char* row(void* base, size_t pitch, size_t y) { return static_cast<char*>(base) + y * pitch; }
const char* row(const void* base, size_t pitch, size_t y) { return static_cast<const char*>(base) + y * pitch; }

bool is_managed(const void* address) {
  const Allocation* block = in_arena(address) ? find_allocation(address) : nullptr;
  return block != nullptr && block->managed;
}

/// What is wrong with one side of a copy; "" if nothing.
std::string side_problem(const char* side, const void* address, size_t bytes, bool device) {
  if (address == nullptr) return text("the ", side, " is null");
  if (!device)
    return in_arena(address) && !is_managed(address)
               ? text("the ", side, " should be host memory, but is device memory: are the arguments swapped?")
               : "";
  if (arena_owns(address, bytes) || is_symbol(address, bytes)) return "";
  if (!in_arena(address))
    return text("the ", side, " should be device memory, but ", hex(address),
                " is host memory: are the arguments swapped, or is an & too many?");
  return text("the ", side, " is ", describe(address, bytes), in_arena(address) ? ": beyond its end, or freed" : "");
}

cudaError_t check(const Copy& c) {
  const bool from_device = c.kind == cudaMemcpyDeviceToHost || c.kind == cudaMemcpyDeviceToDevice;
  const bool to_device = c.kind == cudaMemcpyHostToDevice || c.kind == cudaMemcpyDeviceToDevice;
  if (c.height > 1 && (c.to_pitch < c.width || c.from_pitch < c.width))
    return fail(cudaErrorInvalidPitchValue, text("[", c.who, "] rows of ", c.width, " bytes overlap: the pitches are ",
                                                 c.to_pitch, " and ", c.from_pitch, " bytes"));
  std::string problem;
  if (!c.to_symbol) problem = side_problem("destination", c.to, span(c.to_pitch, c.width, c.height), to_device);
  if (problem.empty() && !c.from_symbol)
    problem = side_problem("source", c.from, span(c.from_pitch, c.width, c.height), from_device);
  return problem.empty() ? cudaSuccess : fail(cudaErrorInvalidValue, text("[", c.who, "] ", problem));
}

/// By the addresses, where the call leaves it open.
cudaMemcpyKind direction(const Copy& c) {
  if (c.kind != cudaMemcpyDefault) return c.kind;
  const bool from_device = in_arena(c.from) || is_symbol(c.from, 1), to_device = in_arena(c.to) || is_symbol(c.to, 1);
  if (from_device) return to_device ? cudaMemcpyDeviceToDevice : cudaMemcpyDeviceToHost;
  return to_device ? cudaMemcpyHostToDevice : cudaMemcpyHostToHost;
}

void perform(const Copy& c) {
  MemoryObserver* const listener = memory_observer();
  for (size_t y = 0; y < c.height; ++y) {
    char* const to = row(c.to, c.to_pitch, y);
    const char* const from = row(c.from, c.from_pitch, y);
    if (listener != nullptr && in_arena(from)) listener->read(from, c.width, c.who);
    std::memmove(to, from, c.width);
    if (listener != nullptr && in_arena(to)) listener->written(to, c.width);
  }
}

Work work_of(const Copy& c) {
  Work work{c.who, cudaGraphNodeTypeMemcpy, {}};
  if (c.height == 1) work.ranges = {{{c.from, c.width, false}, {c.to, c.width, true}}};
  return work;
}

/// Copies host memory that is not pinned aside; the operation then copies from there.
Action staged(Copy c) {
  auto bytes = std::make_shared<std::vector<char>>(c.width * c.height);
  for (size_t y = 0; y < c.height; ++y) std::memcpy(bytes->data() + y * c.width, row(c.from, c.from_pitch, y), c.width);
  c.from = bytes->data();
  c.from_pitch = c.width;
  return [c, bytes] { perform(c); };
}

/// Tells if the host has changed pinned memory by the time that this is called.
Action look_for_change(const Copy& c, const std::vector<const void*>& calls) {
  const size_t bytes = span(c.from_pitch, c.width, c.height);
  return [c, calls, bytes, before = hash_bytes(c.from, bytes)] {
    if (hash_bytes(c.from, bytes) == before) return;
    Finding finding;
    finding.kind = FindingKind::host_access;
    finding.kernel = c.who;
    finding.calls = calls;
    finding.what = text(c.who, " of ", bytes, " bytes of pinned memory: the host changed them before they were copied");
    finding.cause =
        "the call returns before the copy is done: wait for the stream, or for an event, before reusing the memory";
    queue().hazards.report(std::move(finding));
  };
}

/// Not in eager mode. When it is done, and what the host waits for, is as CUDA says under "API synchronization behavior".
cudaError_t copy_in_order(const Copy& c, CUstream_st& stream) {
  const bool from_host = c.kind == cudaMemcpyHostToDevice || c.kind == cudaMemcpyHostToHost;
  const bool to_host = c.kind == cudaMemcpyDeviceToHost || c.kind == cudaMemcpyHostToHost;
  const bool from_pinned = from_host && is_pinned(c.from, span(c.from_pitch, c.width, c.height));
  const bool to_pinned = to_host && is_pinned(c.to, span(c.to_pitch, c.width, c.height));
  const bool at_once = queue().mode == StreamMode::watched;
  const bool is_open = from_pinned && c.async;  // the host may still change it
  Action action = [c] { perform(c); };
  if (is_open && !at_once)
    action = [look = look_for_change(c, {}), c] { look(), perform(c); };
  else if (from_host && !at_once)
    action = staged(c);
  Work work = work_of(c);
  if (from_host && !from_pinned) work.ranges[0].bytes = 0;  // it was read already
  if (const cudaError_t error = queue().submit(stream, work, std::move(action))) return error;
  if (is_open && at_once) stream.last->when_known = look_for_change(c, stream.last->calls);
  const bool waits = c.async ? to_host && !to_pinned : to_host || from_pinned;
  if (waits) queue().finish(stream.last);
  return device_state();
}

}  // namespace

cudaError_t copy(Copy c) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (c.width == 0 || c.height == 0) return cudaSuccess;
  if (c.kind < cudaMemcpyHostToHost || c.kind > cudaMemcpyDefault)
    return fail(cudaErrorInvalidMemcpyDirection, text("[", c.who, "] unknown direction ", static_cast<int>(c.kind)));
  c.kind = direction(c);
  if (const cudaError_t error = check(c)) return error;
  if (g_deferring == 0) return enqueue(c.stream, Work{c.who, cudaGraphNodeTypeMemcpy, {}}, [&] { perform(c); });
  Queue& all = queue();
  const std::lock_guard lock(all.mutex);
  CUstream_st* stream = all.find(c.stream);
  if (stream == nullptr)
    return fail(cudaErrorInvalidResourceHandle, text("[", c.who, "] no such stream: was it destroyed?"));
  if (all.mode != StreamMode::eager && stream->capture == nullptr) return copy_in_order(c, *stream);
  return all.submit(*stream, work_of(c), [c] { perform(c); });
}

cudaError_t fill(const Fill& f) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (f.width == 0 || f.height == 0) return cudaSuccess;
  const size_t bytes = span(f.pitch, f.width, f.height);
  if (const std::string problem = side_problem("destination", f.to, bytes, true); !problem.empty())
    return fail(cudaErrorInvalidValue, text("[", f.who, "] ", problem));
  Work work{f.who, cudaGraphNodeTypeMemset, {}};
  if (f.height == 1) work.ranges[0] = {f.to, f.width, true};
  return enqueue(f.stream, work, [f] {
    for (size_t y = 0; y < f.height; ++y) {
      std::memset(row(f.to, f.pitch, y), f.value, f.width);
      if (MemoryObserver* listener = memory_observer()) listener->written(row(f.to, f.pitch, y), f.width);
    }
  });
}

}  // namespace llmsys::simt
