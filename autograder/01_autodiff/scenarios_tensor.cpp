// Lab 01, tasks 1.5 to 1.9 and all together: what the judge can ask.
#include "autograder/01_autodiff/scenarios.h"

namespace llmsys::lab01 {

void add_tensor_scenarios(ScenarioTable& table) {
  add_rule_scenarios(table);
  add_recorded_scenarios(table);
  add_optimizer_scenarios(table);
  add_training_scenarios(table);
  add_dispatcher_scenarios(table);
  add_program_scenarios(table);
}

}  // namespace llmsys::lab01
