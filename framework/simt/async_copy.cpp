#include "framework/simt/async_copy.h"

#include <algorithm>
#include <cstring>

#include "framework/base/text.h"
#include "framework/simt/detail/block.h"
#include "framework/simt/observer.h"

namespace llmsys::simt::detail {
namespace {

// Tells the tracer of an access, in pieces that a load or store can have.
void tell(const void* address, size_t bytes, bool is_write, const void* pc) {
  ExecutionObserver* const listener = observer();
  if (listener == nullptr || bytes == 0) return;
  const size_t piece = bytes == 4 || bytes == 8 || bytes == 16 ? bytes : 1;
  for (size_t i = 0; i < bytes; i += piece)
    listener->access(static_cast<const std::byte*>(address) + i, piece, is_write, pc);
}

void check(const void* to, const void* from, size_t bytes, size_t zeros, const void* pc) {
  const bool sized = (bytes == 4 || bytes == 8 || bytes == 16) && zeros <= bytes;
  const auto both = reinterpret_cast<uintptr_t>(to) | reinterpret_cast<uintptr_t>(from);
  if (sized && both % bytes == 0) return;
  const auto place = [bytes](const void* p) { return reinterpret_cast<uintptr_t>(p) % bytes; };
  const std::string what =
      sized ? text("both addresses must be multiples of the size, ", bytes, " bytes; the shared one lies ", place(to),
                   " bytes beyond one, the global one ", place(from), ": copy fewer bytes at once")
            : text("a copy is 4, 8 or 16 bytes, of which at most all are zeros; got ", bytes, " bytes, ", zeros,
                   " zeros");
  abandon(Fault::misaligned, pc, "__pipeline_memcpy_async: " + what);
}

void carry_out(const AsyncCopy& copy) {
  const size_t read = copy.bytes - copy.zeros;
  tell(copy.to, copy.bytes, true, copy.pc);
  std::memcpy(copy.to, copy.from, read);
  std::memset(static_cast<std::byte*>(copy.to) + read, 0, copy.zeros);
}

}  // namespace

void begin_copy(void* to, const void* from, size_t bytes, size_t zeros, const void* pc) {
  check(to, from, bytes, zeros, pc);
  tell(from, bytes - zeros, false, pc);
  ThreadCopies& own = current_block->copies();
  own.begun.push_back({to, from, bytes, zeros, own.group, pc});
}

void commit_copies() { ++current_block->copies().group; }

void finish_copies(size_t left) {
  ThreadCopies& own = current_block->copies();
  const auto later = [&own, left](const AsyncCopy& copy) { return copy.group + left >= own.group; };
  const auto end = std::find_if(own.begun.begin(), own.begun.end(), later);
  std::for_each(own.begun.begin(), end, carry_out);
  own.begun.erase(own.begun.begin(), end);
}

const void* copy_in_flight(uintptr_t address, size_t bytes) {
  if (current_block == nullptr) return nullptr;
  const AsyncCopy* const copy = current_block->copies_in_flight().to(address, bytes);
  return copy == nullptr ? nullptr : copy->pc;
}

void begin_group_copy(void* to, const void* from, size_t bytes, unsigned rank, unsigned threads, const void* pc) {
  const auto all = reinterpret_cast<uintptr_t>(to) | reinterpret_cast<uintptr_t>(from) | bytes;
  const size_t piece = all % 16 == 0 ? 16 : (all % 8 == 0 ? 8 : 4);
  for (size_t at = rank * piece; at < bytes; at += threads * piece)
    begin_copy(static_cast<std::byte*>(to) + at, static_cast<const std::byte*>(from) + at, piece, 0, pc);
}

}  // namespace llmsys::simt::detail
