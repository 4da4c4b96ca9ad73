#include "framework/simt/check/memcheck_text.h"

#include <fstream>
#include <limits>
#include <sstream>

#include "framework/base/text.h"
#include "framework/simt/arena.h"
#include "framework/simt/check/program_symbols.h"

namespace llmsys::simt {
namespace {

constexpr uintptr_t kNullPage = 1 << 16;  // below: a null pointer plus an index
constexpr uintptr_t kFar = 1 << 20;       // bytes from which on an index is not merely off by a little

uintptr_t distance(const Neighbour& near, uintptr_t address) {
  if (address < near.begin) return near.begin - address;
  return address < near.end ? 0 : address - near.end;
}

/// Whether the operating system has put something at the address.
bool is_mapped(uintptr_t address) {
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    std::istringstream fields(line);
    uintptr_t begin = 0, end = 0;
    char dash = 0;
    fields >> std::hex >> begin >> dash >> end;
    if (address >= begin && address < end) return true;
  }
  return false;
}

bool is_last_block(const Scene& scene, int block) {
  const dim3& grid = scene.launch.grid;
  const auto id = static_cast<unsigned>(block);
  return id % grid.x == grid.x - 1 || id / grid.x % grid.y == grid.y - 1;
}

}  // namespace

Neighbour nearest_allocation(uintptr_t address) {
  Neighbour best;
  uintptr_t least = std::numeric_limits<uintptr_t>::max();
  for (const Allocation& item : live_allocations()) {
    const Neighbour here{item.name, item.address, item.address + item.bytes};
    if (distance(here, address) >= least) continue;
    least = distance(here, address);
    best = here;
  }
  return best;
}

std::string outside_text(const Neighbour& near, uintptr_t address, int bytes) {
  if (near.name.empty()) return " in device memory, where nothing is allocated";
  const uint64_t size = near.end - near.begin, element = static_cast<uint64_t>(bytes);
  std::string whole = near.name + " (" + bytes_text(size);
  if (element > 1 && size >= element) whole += text(": ", size / element, " elements of ", element);
  whole += ")";
  if (address < near.begin) return text(", ", bytes_text(near.begin - address), " before the beginning of ", whole);
  if (address < near.end) return text(", which begins in the last bytes of ", whole, " and reaches past its end");
  if (address == near.end) return text(" directly behind the end of ", whole);
  return text(", ", bytes_text(address - near.end), " behind the end of ", whole);
}

std::string outside_cause(const Neighbour& near, uintptr_t address, const Scene& scene, int block) {
  if (near.name.empty()) return "nothing is allocated: was the pointer freed, or never allocated?";
  if (distance(near, address) >= kFar)
    return "the index is far off: look for an overflow of int (widen before multiplying: size_t(row) * C), a wrong "
           "stride, or "
           "rows and columns swapped.";
  if (address < near.begin) return "an index below 0: at the left or upper border, test it before the access.";
  if (is_last_block(scene, block))
    return "the last blocks of the grid reach past the end of the data, as the sizes are no multiple of the block's: "
           "test the "
           "index against the size before the access (if (i < n)).";
  return "an index runs past the end: compare the loop's bound and the allocation's size (bytes, not elements; <, not "
         "<=).";
}

std::string shared_cause() {
  return "the index runs past the declared size of the shared array: compare the two; a thread index goes up to "
         "blockDim - 1, "
         "and a halo needs elements of its own.";
}

std::string variable_cause() {
  return "the index runs past the declared size of the array: compare the two, and test the index against it before "
         "the "
         "access.";
}

std::string illegal_text(uintptr_t address) {
  if (address < kNullPage)
    return address == 0 ? " at a null pointer" : text(" at a null pointer plus ", bytes_text(address));
  return is_mapped(address) ? " in memory of the host" : " at an address where there is no memory";
}

std::string illegal_cause(uintptr_t address) {
  if (address < kNullPage)
    return "the kernel got a null pointer: was the allocation forgotten, or has it failed? Look at what cudaMalloc() "
           "returned.";
  if (address - kArenaBase + kArenaBytes < 3 * kArenaBytes)
    return "a device pointer with an index that is far off: look for an overflow of int (widen before multiplying: "
           "size_t(row) * C) or a negative index.";
  if (is_mapped(address))
    return "the kernel got a pointer of the host (a vector's data(), malloc(), a local variable): allocate with "
           "cudaMalloc() and copy with cudaMemcpy() first.";
  return "the pointer or the index is wild: a pointer that was never set, or an index that was never computed.";
}

std::string misaligned_text(const Scene& scene, uintptr_t address, int bytes) {
  const auto near = reinterpret_cast<const void*>(address);
  const auto shared = reinterpret_cast<uintptr_t>(scene.memory.static_shared);
  const auto dynamic = reinterpret_cast<uintptr_t>(scene.memory.dynamic_shared);
  const bool is_shared =
      address - shared < scene.memory.static_shared_bytes || address - dynamic < scene.memory.dynamic_shared_bytes;
  const Space space = in_arena(near) ? Space::global : is_shared ? Space::shared : Space::constant;
  return text(" at ", scene.place(space, address, bytes), ", an address that is no multiple of ", bytes);
}

std::string misaligned_cause(int bytes) {
  return text("loads and stores of ", bytes, " bytes (float",
              bytes == 16  ? "4"
              : bytes == 8 ? "2"
                           : "",
              " and its like) need addresses that are multiples of ", bytes,
              ": a row whose length is no multiple of that, or a pointer that was cast after adding an odd offset.");
}

}  // namespace llmsys::simt
