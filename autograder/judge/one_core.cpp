#include "autograder/judge/one_core.h"

#include <vector>

namespace llmsys {

OneCore::OneCore(Rng& rng) {
  std::vector<int> cores;
  if (sched_getaffinity(0, sizeof before_, &before_) == 0)
    for (int core = 0; core < CPU_SETSIZE; ++core)
      if (CPU_ISSET(core, &before_)) cores.push_back(core);
  if (cores.empty()) return;  // more cores than fit into the set: the system chooses
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(cores[rng.below(cores.size())], &one);
  sched_setaffinity(0, sizeof one, &one);
}

OneCore::~OneCore() {
  if (CPU_COUNT(&before_) > 0) sched_setaffinity(0, sizeof before_, &before_);
}

}  // namespace llmsys
