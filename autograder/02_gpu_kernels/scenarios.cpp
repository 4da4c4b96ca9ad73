// Lab 02: what the judge can ask of it.
#include "autograder/02_gpu_kernels/scenarios.h"

namespace llmsys {

void register_scenarios(ScenarioTable& table) {
  lab02::add_host_scenarios(table);
  lab02::add_kernel_scenarios(table);
  lab02::add_stream_scenarios(table);
  lab02::add_challenge_scenarios(table);
  lab02::add_system_scenarios(table);
  lab02::add_speed_scenarios(table);
}

}  // namespace llmsys
