#include "framework/base/detail/run_team.h"

namespace llmsys::detail {

void run_team(int parts, const void* argument, void (*run)(const void*, int)) {
#pragma omp parallel for num_threads(parts) schedule(static, 1)
  for (int part = 0; part < parts; ++part) run(argument, part);
}

}  // namespace llmsys::detail
