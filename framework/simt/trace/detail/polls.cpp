#include "framework/simt/trace/detail/polls.h"

#include <array>

#include "framework/simt/builtins.h"
#include "framework/simt/sync.h"

namespace llmsys::simt::detail {
namespace {

struct VolatileLoad {
  const void* pc = nullptr;
  uintptr_t address = 0;
  int thread = -1, block = -1;
  bool operator==(const VolatileLoad&) const = default;
};

constexpr size_t kRemembered = 64;  // instructions; one loop has few
thread_local constinit std::array<VolatileLoad, kRemembered> loads;

}  // namespace

void note_volatile_load(uintptr_t address, const void* pc) {
  if (builtins.thread < 0) return;
  const VolatileLoad load{pc, address, builtins.thread, builtins.block};
  VolatileLoad& last = loads[reinterpret_cast<uintptr_t>(pc) / 4 % kRemembered];
  if (last == load)
    note_poll(pc);
  else
    last = load;
}

}  // namespace llmsys::simt::detail
