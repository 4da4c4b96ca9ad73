// Lab 01: what the judge can ask of it.
#include "autograder/01_autodiff/scenarios.h"

namespace llmsys {

void register_scenarios(ScenarioTable& table) {
  lab01::add_engine_scenarios(table);
  lab01::add_tensor_scenarios(table);
}

}  // namespace llmsys
