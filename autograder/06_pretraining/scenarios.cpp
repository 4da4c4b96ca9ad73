// Lab 06: what the judge can ask of it.
#include "autograder/06_pretraining/scenarios.h"

#include "autograder/worker/timed_scenarios.h"

namespace llmsys {

void register_scenarios(ScenarioTable& table) {
  lab06::add_document_scenarios(table);
  lab06::add_row_scenarios(table);
  lab06::add_loop_scenarios(table);
  add_timed_scenarios(table);
}

}  // namespace llmsys
