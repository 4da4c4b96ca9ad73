// Lab 04: what the judge can ask of it.
#include "autograder/04_transformer/scenarios.h"

#include "autograder/worker/timed_scenarios.h"

namespace llmsys {

void register_scenarios(ScenarioTable& table) {
  lab04::add_accounting_scenarios(table);
  lab04::add_op_scenarios(table);
  lab04::add_attention_scenarios(table);
  lab04::add_model_scenarios(table);
  lab04::add_challenge_scenarios(table);
  add_timed_scenarios(table);
}

}  // namespace llmsys
