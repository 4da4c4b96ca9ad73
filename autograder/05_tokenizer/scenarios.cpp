// Lab 05: what the judge can ask of it.
#include "autograder/05_tokenizer/scenarios.h"

#include "autograder/worker/timed_scenarios.h"

namespace llmsys {

void register_scenarios(ScenarioTable& table) {
  lab05::add_training_scenarios(table);
  lab05::add_encoding_scenarios(table);
  add_timed_scenarios(table);
}

}  // namespace llmsys
