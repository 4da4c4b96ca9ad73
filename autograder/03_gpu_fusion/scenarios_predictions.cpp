// Lab 03, task 3.0: what the judge can ask of the predictions.
#include "autograder/03_gpu_fusion/scenarios.h"
#include "labs/03_gpu_fusion/predictions.h"

namespace llmsys::lab03 {

void add_prediction_scenarios(ScenarioTable& table) {
  table.add("predict_loads_per_fma", [](const Values& in) -> Values {
    return {{"loads", predict_loads_per_fma(in["tile"].integer())}};
  });
  table.add("predict_softmax_floats", [](const Values& in) -> Values {
    const Softmax how = in["fused"].boolean() ? Softmax::fused : Softmax::separate;
    return {{"floats", predict_softmax_floats(how, in["rows"].integer(), in["columns"].integer())}};
  });
  table.add("predict_mma_instructions", [](const Values& in) -> Values {
    return {{"instructions", predict_mma_instructions(in["M"].integer(), in["N"].integer(), in["K"].integer())}};
  });
}

}  // namespace llmsys::lab03
