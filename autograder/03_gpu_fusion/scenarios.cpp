// Lab 03: what the judge can ask of it.
#include "autograder/03_gpu_fusion/scenarios.h"

namespace llmsys {

void register_scenarios(ScenarioTable& table) {
  lab03::add_prediction_scenarios(table);
  lab03::add_product_scenarios(table);
  lab03::add_row_scenarios(table);
  lab03::add_other_scenarios(table);
  lab03::add_speed_scenarios(table);
}

}  // namespace llmsys
