#include "programs/pretrain/saved_config.h"

#include "framework/base/text.h"
#include "programs/train/saved_members.h"

namespace llmsys {
namespace {

/// Calls visit(name, member) for each number and text of a configuration: one list for both directions.
template <class Config, class Visit>
void each_member(Config& config, const Visit& visit) {
  visit("steps", config.steps);
  visit("batch", config.batch);
  visit("accumulate", config.accumulate);
  visit("context", config.context);
  visit("learning_rate", config.learning_rate);
  visit("schedule", config.schedule);
  visit("warm_up", config.warm_up);
  visit("decay", config.decay);
  visit("lowest", config.lowest);
  visit("weight_decay", config.weight_decay);
  visit("beta2", config.beta2);
  visit("clip", config.clip);
  visit("log_every", config.log_every);
  visit("evaluate_every", config.evaluate_every);
  visit("seed", config.seed);
}

std::string data_key(size_t i) { return text("data.", i); }

}  // namespace

CheckpointState state_from(const PretrainConfig& config) {
  CheckpointState state;
  save_members(state, [&config](const auto& visit) { each_member(config, visit); });
  state.set_text("config.json", to_json(config.model));
  for (size_t i = 0; i < config.data.size(); ++i) state.set_text(data_key(i), config.data[i]);
  return state;
}

PretrainConfig pretrain_config_from(const CheckpointState& state) {
  PretrainConfig config;
  load_members(state, [&config](const auto& visit) { each_member(config, visit); });
  config.model = parse_model_config(state.text("config.json"), "config.json in the checkpoint");
  for (size_t i = 0; state.contains(data_key(i)); ++i) config.data.push_back(state.text(data_key(i)));
  return config;
}

}  // namespace llmsys
