#include "framework/simt/check/scene.h"

#include "framework/base/text.h"
#include "framework/simt/arena.h"
#include "framework/simt/check/program_symbols.h"

namespace llmsys::simt {
namespace {

/// "3", "(3,1)" or "(3,1,0)": as many numbers as the shape has dimensions.
std::string index_text(int index, const dim3& shape) {
  const auto i = static_cast<unsigned>(index);
  const unsigned x = i % shape.x, y = i / shape.x % shape.y, z = i / shape.x / shape.y;
  if (shape.z > 1) return text("(", x, ",", y, ",", z, ")");
  return shape.y > 1 ? text("(", x, ",", y, ")") : text(x);
}

std::string shared_place(const BlockMemory& memory, uintptr_t address, int bytes) {
  const uintptr_t dynamic = address - reinterpret_cast<uintptr_t>(memory.dynamic_shared);
  if (dynamic < memory.dynamic_shared_bytes)
    return text(offset_text(dynamic, bytes), " of dynamic shared memory (", bytes_text(memory.dynamic_shared_bytes),
                ")");
  const uintptr_t offset = address - reinterpret_cast<uintptr_t>(memory.static_shared);
  const Variable* variable = program_symbols().shared(offset);
  if (variable == nullptr) return "shared memory";
  if (variable->end - variable->begin == static_cast<uintptr_t>(bytes)) return "shared variable " + variable->name();
  return text(offset_text(offset - variable->begin, bytes), " of shared array ", variable->name());
}

}  // namespace

std::string global_place(uintptr_t address, int bytes) {
  const Allocation* block = find_allocation(reinterpret_cast<const void*>(address));
  if (block == nullptr) return "device memory that nobody allocated";
  return text(offset_text(address - block->address, bytes), " of ", block->name, " (", bytes_text(block->bytes), ")");
}

namespace {

std::string variable_place(uintptr_t address, int bytes) {
  const Variable* variable = program_symbols().global(address);
  if (variable == nullptr) return "a __device__ variable";
  if (variable->end - variable->begin == static_cast<uintptr_t>(bytes))
    return "__device__ variable " + variable->name();
  return text(offset_text(address - variable->begin, bytes), " of __device__ variable ", variable->name());
}

}  // namespace

std::string Scene::thread(int thread) const { return "thread " + index_text(thread, launch.block); }
std::string Scene::block(int block) const { return "block " + index_text(block, launch.grid); }

std::string Scene::who(int block_index, int thread_index) const {
  const bool one_block = launch.grid.x * launch.grid.y * launch.grid.z == 1;
  return one_block ? thread(thread_index) : block(block_index) + ", " + thread(thread_index);
}

std::string Scene::place(Space space, uintptr_t address, int bytes) const {
  if (space == Space::shared) return shared_place(memory, address, bytes);
  return space == Space::global ? global_place(address, bytes) : variable_place(address, bytes);
}

void tell_origin(const Allocation& allocation, Finding& finding) {
  if (allocation.pc == nullptr) return;
  finding.before = allocation.name + " was allocated";
  finding.before_pc = allocation.pc;
}

std::string access_text(AccessKind kind, int bytes) {
  const char* const what = kind == AccessKind::load    ? "load of "
                           : kind == AccessKind::store ? "store of "
                                                       : "atomic on ";
  return what + bytes_text(static_cast<uint64_t>(bytes));
}

std::string bytes_text(uint64_t bytes) { return text(bytes, bytes == 1 ? " byte" : " bytes"); }

std::string offset_text(uint64_t offset, int bytes) {
  const auto size = static_cast<uint64_t>(bytes);
  if (size <= 1 || offset % size != 0) return text("byte ", offset);
  return text("byte ", offset, " (element ", offset / size, ")");
}

}  // namespace llmsys::simt
