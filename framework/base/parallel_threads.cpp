// For ThreadSanitizer, which cannot see libgomp's barriers: a thread a part, started and joined each time.
#include <thread>
#include <vector>

#include "framework/base/detail/run_team.h"

namespace llmsys::detail {

void run_team(int parts, const void* argument, void (*run)(const void*, int)) {
  std::vector<std::jthread> threads;
  for (int part = 1; part < parts; ++part) threads.emplace_back(run, argument, part);
  run(argument, 0);
}

}  // namespace llmsys::detail
